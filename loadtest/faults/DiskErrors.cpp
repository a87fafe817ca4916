// SPDX-License-Identifier: MIT
#include "DiskErrors.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

namespace ace::faults {

long environmentNumber(const char* name, long absent)
{
    const char* const text = std::getenv(name);
    return text ? std::strtol(text, nullptr, 10) : absent;
}

DiskErrors::DiskErrors()
    : syncAt_(environmentNumber("ACE_FAULTS_FSYNC_AT", 0)),
      syncEvery_(environmentNumber("ACE_FAULTS_FSYNC_EVERY", 0)),
      syncFails_(environmentNumber("ACE_FAULTS_FSYNC_FAILS", 1)), syncError_(EIO),
      writeMax_(environmentNumber("ACE_FAULTS_WRITE_MAX", LONG_MAX)),
      writeFails_(std::max(1L, environmentNumber("ACE_FAULTS_WRITE_FAILS", LONG_MAX)))
{
    const char* const error = std::getenv("ACE_FAULTS_FSYNC_ERROR");
    if (error && std::strcmp(error, "ENOSPC") == 0)
        syncError_ = ENOSPC;
}

int DiskErrors::onSync()
{
    const long number = ++syncs_;
    const bool atOnce = syncAt_ > 0 && number >= syncAt_ && number < syncAt_ + syncFails_;
    const bool again = syncEvery_ > 0 && number >= syncEvery_ && number % syncEvery_ < syncFails_;
    return atOnce || again ? syncError_ : 0;
}

int DiskErrors::onWrite(std::size_t bytes)
{
    const long size = static_cast<long>(bytes);
    if (written_.fetch_add(size) <= writeMax_ - size)
        return 0;
    written_ -= size;
    if (++refused_ % writeFails_ == 0)
        written_ = 0;
    return ENOSPC;
}

} // namespace ace::faults
