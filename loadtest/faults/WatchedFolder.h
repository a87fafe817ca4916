// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace ace::faults {

// The folder whose files live on the bad disk (ACE_FAULTS_DIR). Without one nothing is watched.
class WatchedFolder
{
public:
    WatchedFolder();

    bool active() const { return !path_.empty(); }
    const std::string& path() const { return path_; }

    // The absolute path without links, or empty where it is not below the folder. `folder` is as in openat().
    std::string resolve(int folder, const char* path) const;

private:
    std::string path_;
};

std::string parentOf(const std::string& path);

} // namespace ace::faults
