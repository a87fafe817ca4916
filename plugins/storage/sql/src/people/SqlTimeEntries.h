// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlTimeEntries : public sdk::TimeEntryRepository
{
public:
    explicit SqlTimeEntries(Session& session) : session_(session) {}

    std::optional<TimeEntry> find(TimeEntryId id) const override;
    std::optional<TimeEntry> findOpen(StaffId staff) const override;
    std::vector<TimeEntry> list(const Filter& filter, const sdk::Page& page) const override;

    void insert(const TimeEntry& entry) override;
    void update(const TimeEntry& entry, std::int64_t expectedRevision) override;

private:
    void readBreaks(TimeEntry& entry) const;
    void writeBreaks(const TimeEntry& entry);

    Session& session_;
};

} // namespace ace::sql
