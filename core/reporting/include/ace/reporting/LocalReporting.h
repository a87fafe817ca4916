// SPDX-License-Identifier: MIT
#pragma once

#include <ace/catalog/Catalog.h>
#include <ace/reporting/Reporting.h>
#include <ace/sdk/storage/Storage.h>

namespace ace::reporting {

// Reports over a Storage.
class LocalReporting : public Reporting
{
public:
    LocalReporting(sdk::Storage& storage, catalog::Catalog& catalog) : storage_(storage), catalog_(catalog) {}

    Result<SalesReport> sales(std::string_view eventSlug, const TimeWindow& window) override;
    Result<EntryReport> entries(std::string_view eventSlug, const TimeWindow& window) override;

private:
    Result<catalog::EventPtr> load(std::string_view eventSlug);

    sdk::Storage& storage_;
    catalog::Catalog& catalog_;
};

} // namespace ace::reporting
