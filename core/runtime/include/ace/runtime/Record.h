// SPDX-License-Identifier: MIT
#pragma once

#include <ace/runtime/Runtime.h>

#include <memory>

namespace ace::runtime {

// The record of a data folder without the use cases, beside whoever has it open: for backups and audits.
// Nothing can be written by it. Of the plugins it needs storage alone.
class Record
{
public:
    // NotFound: there is no record in the folder. Conflict: its schema is not this program's.
    static Result<std::unique_ptr<Record>> openForReading(const Settings& settings, const DataFolder& folder,
                                                          const Runtime::Environment& environment);
    ~Record();

    sdk::Storage& storage();

private:
    struct Parts;
    explicit Record(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace ace::runtime
