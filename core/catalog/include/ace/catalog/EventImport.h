// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Id.h>
#include <ace/base/Result.h>
#include <ace/domain/catalog/EventSetup.h>
#include <ace/domain/sales/Voucher.h>

#include <string>
#include <string_view>
#include <vector>

namespace ace::catalog {

struct EventFile
{
    EventSetup setup;
    std::vector<Voucher> vouchers;
};

// An event as an organiser writes it, in TOML; README shows one. All identifiers are new. Every mistake is
// one line with file and key. The result has no signing key yet: LocalCatalog::importEvent makes it.
Result<EventFile> parseEventFile(std::string_view toml, const std::string& fileName, IdSource& ids);
// Of a file without vouchers; one that has some is refused.
Result<EventSetup> parseEvent(std::string_view toml, const std::string& fileName, IdSource& ids);

} // namespace ace::catalog
