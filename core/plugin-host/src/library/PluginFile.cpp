// SPDX-License-Identifier: MIT
#include "library/PluginFile.h"

#include <elf.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>

namespace ace::pluginhost {

namespace {

#if defined(__x86_64__)
constexpr std::uint16_t kMachine = EM_X86_64;
constexpr char kMachineName[] = "x86-64";
#elif defined(__aarch64__)
constexpr std::uint16_t kMachine = EM_AARCH64;
constexpr char kMachineName[] = "aarch64";
#else
#error "Name this machine's ELF number here."
#endif

constexpr std::size_t kNameLengthMax = 64;

// Without overflow, whatever the file claims.
bool inside(std::uint64_t offset, std::uint64_t length, std::uint64_t size)
{
    return offset <= size && length <= size - offset;
}

Failure refuse(const std::filesystem::path& file, const std::string& why)
{
    return failure(ErrorCode::Corrupt, file.string() + " " + why + ". Install it again.");
}

Result<void> checkSegments(const std::filesystem::path& file, std::ifstream& in, const Elf64_Ehdr& header,
                           std::uint64_t size)
{
    in.seekg(static_cast<std::streamoff>(header.e_phoff));
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        Elf64_Phdr segment{};
        if (!in.read(reinterpret_cast<char*>(&segment), sizeof segment))
            return refuse(file, "cannot be read");
        if (segment.p_type == PT_LOAD && !inside(segment.p_offset, segment.p_filesz, size))
            return refuse(file, "is cut short: a part of it lies beyond its end");
    }
    return {};
}

} // namespace

bool isPluginName(const std::string& name)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    };
    return !name.empty() && name.size() <= kNameLengthMax && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), allowed);
}

Result<void> checkPluginFile(const std::filesystem::path& file)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        return refuse(file, "is not a regular file");
    const std::uint64_t size = std::filesystem::file_size(file, error);
    std::ifstream in(file, std::ios::binary);
    if (error || !in)
        return failure(ErrorCode::Unavailable,
                       file.string() + " cannot be read. Give this program's user the right to read it.");

    Elf64_Ehdr header{};
    if (!in.read(reinterpret_cast<char*>(&header), sizeof header))
        return refuse(file, "is too short for a library (" + std::to_string(size) + " bytes)");
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
        return refuse(file, "is not a library (no ELF header)");
    if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB ||
        header.e_machine != kMachine)
        return refuse(file, std::string("is for another machine; this one is ") + kMachineName);
    if (header.e_type != ET_DYN || header.e_phentsize != sizeof(Elf64_Phdr) || header.e_phnum == 0)
        return refuse(file, "is an ELF file, but not a shared library");
    const std::uint64_t programHeaders = std::uint64_t{header.e_phnum} * sizeof(Elf64_Phdr);
    const std::uint64_t sectionHeaders = std::uint64_t{header.e_shnum} * header.e_shentsize;
    if (!inside(header.e_phoff, programHeaders, size) || !inside(header.e_shoff, sectionHeaders, size))
        return refuse(file, "is cut short: its headers lie beyond its end");
    return checkSegments(file, in, header, size);
}

Result<std::filesystem::path> findPluginFile(const std::string& plugin,
                                             const std::vector<std::filesystem::path>& folders)
{
    if (!isPluginName(plugin))
        return failure(ErrorCode::Invalid,
                       "\"" + plugin.substr(0, kNameLengthMax) +
                           "\" is not the name of a plugin: write the file's name without folder "
                           "and without .so, of letters, digits, '-', '_' and '.'");
    std::string searched;
    for (const auto& folder : folders) {
        const auto file = folder / (plugin + ".so");
        std::error_code error;
        if (std::filesystem::exists(std::filesystem::symlink_status(file, error)))
            return file;
        searched += (searched.empty() ? "" : ", ") + folder.string();
    }
    return failure(ErrorCode::NotFound,
                   "there is no " + plugin + ".so in " +
                       (searched.empty() ? "any folder (none is configured)" : searched) +
                       ". Build it (./ace build), copy it there, or name its folder in "
                       "ACE_PLUGIN_PATH.");
}

} // namespace ace::pluginhost
