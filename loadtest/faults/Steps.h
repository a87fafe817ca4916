// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <mutex>
#include <string>

namespace ace::faults {

// What a program does that somebody else can see, or a crash can come between: writes to the watched folder
// (those in a row are one step), syncs, changes of names, what it sends by the network and what has come.
//
//   ACE_FAULTS_STEPS        a file; once it exists, steps are counted, and each is a line in it
//   ACE_FAULTS_END_AT_STEP  the program is killed before its n-th step, or right after what has come
//   ACE_FAULTS_END          "cut": by a power cut
//
// Thread-safe.
class Steps
{
public:
    enum class Kind { Write, Sync, Name, Send, Receive };

    Steps();
    bool active() const { return !file_.empty(); }
    bool endsByCut() const { return cut_; }
    // True: the program ends here. Keeps errno.
    bool take(Kind kind, int descriptor);

private:
    bool begun();

    const std::string file_;
    const long end_;
    const bool cut_;
    std::mutex mutex_;
    int descriptor_ = -1;
    long count_ = 0;
    std::string last_;
};

// Counts a step of this program, which may not return. `descriptor` is what it is done with; -1: a name.
void step(Steps::Kind kind, int descriptor);

} // namespace ace::faults
