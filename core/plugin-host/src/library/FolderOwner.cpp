// SPDX-License-Identifier: MIT
#include "library/FolderOwner.h"

#include <sys/stat.h>
#include <unistd.h>

namespace ace::pluginhost {

void giveToFolderOwner(const std::filesystem::path& file)
{
    struct stat folder
    {
    };
    const auto parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    if (::geteuid() == 0 && ::stat(parent.c_str(), &folder) == 0)
        static_cast<void>(::lchown(file.c_str(), folder.st_uid, folder.st_gid) == 0);
}

void makeFolderForItsOwner(const std::filesystem::path& folder)
{
    std::error_code ignored;
    if (folder.empty() || std::filesystem::exists(folder, ignored))
        return;
    makeFolderForItsOwner(folder.parent_path());
    if (std::filesystem::create_directory(folder, ignored))
        giveToFolderOwner(folder);
}

} // namespace ace::pluginhost
