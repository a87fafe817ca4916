// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>

namespace ace::faults {

// When the disk says no, by the environment:
//   ACE_FAULTS_FSYNC_ERROR  EIO (default) or ENOSPC
//   ACE_FAULTS_FSYNC_AT     the n-th sync fails
//   ACE_FAULTS_FSYNC_EVERY  every n-th sync fails
//   ACE_FAULTS_FSYNC_FAILS  so many in a row fail each time (default 1)
//   ACE_FAULTS_WRITE_MAX    after so many bytes a write fails with ENOSPC
//   ACE_FAULTS_WRITE_FAILS  that many writes fail (default: all), then there is room for as many bytes again
// Thread-safe.
class DiskErrors
{
public:
    DiskErrors();
    int onSync(); // an errno, or 0
    int onWrite(std::size_t bytes);

private:
    long syncAt_;
    long syncEvery_;
    long syncFails_;
    int syncError_;
    long writeMax_;
    long writeFails_;
    std::atomic<long> syncs_{0};
    std::atomic<long> written_{0};
    std::atomic<long> refused_{0};
};

// A number from the environment; `absent` where there is none.
long environmentNumber(const char* name, long absent);

} // namespace ace::faults
