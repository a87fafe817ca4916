// SPDX-License-Identifier: MIT
#include "NewProject.h"

#include <iostream>
#include <optional>

namespace {

using namespace ace;

constexpr int kWritten = 0, kNotWritten = 1, kRefused = 2;

constexpr char kUsage[] = R"(usage: ace-plugin-new --capability NAME --id ID DIR
Writes a plugin's project into DIR, a folder that is new or empty: it builds, passes ace-plugin-check and has
a test of its own.

  --capability NAME   what the device is: )";

constexpr char kUsageEnd[] = R"(
  --id ID             your domain backwards and a name: org.example.mine
  --help

Exit code: 0 written; 1 a file could not be written; 2 refused, nothing is written.
)";

std::string usage()
{
    std::string names;
    for (const std::string& name : pluginnew::capabilities())
        names += (names.empty() ? "" : ", ") + name;
    return kUsage + names + kUsageEnd;
}

int refuse(const std::string& message)
{
    std::cerr << "ace-plugin-new: " << message << '\n';
    return kRefused;
}

} // namespace

int main(int argc, char** argv)
{
    std::optional<std::string> capability, id, folder;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--help") {
            std::cout << usage();
            return kWritten;
        }
        if (word == "--capability" || word == "--id") {
            if (i + 1 == argc)
                return refuse(word + " needs a value; try ace-plugin-new --help");
            (word == "--id" ? id : capability) = argv[++i];
        } else if (word.starts_with("-")) {
            return refuse("there is no option " + word + "; try ace-plugin-new --help");
        } else if (folder) {
            return refuse("one folder, not also " + word + "; try ace-plugin-new --help");
        } else {
            folder = word;
        }
    }
    if (!capability || !id || !folder || folder->empty())
        return refuse("--capability, --id and a folder are needed; try ace-plugin-new --help");
    if (const auto written = pluginnew::writeProject({*capability, *id, *folder}); !written) {
        const auto code = written.error().code;
        const int refused = refuse(written.error().describe());
        return code == ErrorCode::Invalid || code == ErrorCode::Conflict ? refused : kNotWritten;
    }
    std::cout << "A " << *capability << " plugin is in " << *folder
              << "; its README.md says how to build it.\n";
    return kWritten;
}
