// SPDX-License-Identifier: MIT
#include <ace/sql/Session.h>

namespace ace::sql {

namespace {

Error errorFor(Fault fault, const std::string& what, const std::string& database)
{
    switch (fault) {
    case Fault::Retry:
        return {ErrorCode::Busy, what + "; nothing was written, try again in a moment", database};
    case Fault::Unknown:
        return {ErrorCode::Unavailable, what + "; nothing was written. Check the disk", database};
    case Fault::Full:
        return {ErrorCode::Unavailable, what + "; nothing was written. Free some space and try again",
                database};
    case Fault::Duplicate:
        return {ErrorCode::Conflict, "the same is on record already; nothing was written", database};
    case Fault::Caller:
        return {ErrorCode::Invalid, what, database};
    case Fault::Corrupt:
        return {ErrorCode::Corrupt, what + ". Stop, keep a copy of the file, and restore a backup", database};
    case Fault::Internal:
        return {ErrorCode::Internal, what, database};
    }
    return {ErrorCode::Internal, what, database};
}

} // namespace

SqlError::SqlError(Fault fault, const std::string& detail, const std::string& database)
    : StorageError(errorFor(fault, detail, database)), fault_(fault), detail_(detail)
{
}

Error SqlError::commitError() const
{
    if (fault_ != Fault::Unknown)
        return error();
    return {ErrorCode::OutcomeUnknown,
            detail_ + "; it may or may not stand. Ask with the same key, and check the disk", error().where};
}

} // namespace ace::sql
