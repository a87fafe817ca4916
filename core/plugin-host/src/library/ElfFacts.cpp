// SPDX-License-Identifier: MIT
#include <ace/plugin-host/ElfFacts.h>

#include "library/PluginFile.h"

#include <ace/sdk/abi/plugin.h>

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <exception>
#include <fstream>
#include <stdexcept>

namespace ace::pluginhost {

namespace {

constexpr std::size_t kExportsMax = 20'000;
constexpr std::size_t kNameMax = 4096; // mangled
constexpr std::uint64_t kSectionBytesMax = 64u << 20;

// Reads by offset, and trusts nothing that the file says of itself.
class ElfFile
{
public:
    explicit ElfFile(const std::filesystem::path& file)
        : in_(file, std::ios::binary), size_(std::filesystem::file_size(file))
    {
        header_ = at<Elf64_Ehdr>(0);
        if (header_.e_shentsize != sizeof(Elf64_Shdr) || header_.e_shnum == 0)
            throw std::runtime_error("has no section headers");
        sections_ = list<Elf64_Shdr>(header_.e_shoff, std::uint64_t{header_.e_shnum} * sizeof(Elf64_Shdr));
        segments_ = list<Elf64_Phdr>(header_.e_phoff, std::uint64_t{header_.e_phnum} * sizeof(Elf64_Phdr));
        names_ = bytesOf(section(header_.e_shstrndx));
    }

    const std::vector<Elf64_Shdr>& sections() const { return sections_; }
    const std::vector<Elf64_Phdr>& segments() const { return segments_; }
    const Elf64_Shdr& section(std::size_t index) const
    {
        if (index >= sections_.size())
            throw std::runtime_error("names a section that it does not have");
        return sections_[index];
    }
    std::string nameOf(const Elf64_Shdr& section) const { return textAt(names_, section.sh_name); }
    std::string bytesOf(const Elf64_Shdr& section)
    {
        return section.sh_type == SHT_NOBITS ? std::string() : bytes(section.sh_offset, section.sh_size);
    }
    template <class Entry> std::vector<Entry> entriesOf(const Elf64_Shdr& section)
    {
        return list<Entry>(section.sh_offset, section.sh_size);
    }
    static std::string textAt(const std::string& table, std::uint64_t offset)
    {
        if (offset >= table.size())
            throw std::runtime_error("has a name beyond its table of names");
        return table.c_str() + offset;
    }

private:
    std::string bytes(std::uint64_t offset, std::uint64_t length)
    {
        if (length > kSectionBytesMax || offset > size_ || length > size_ - offset)
            throw std::runtime_error("is cut short, or a part of it is too large");
        std::string read(length, '\0');
        in_.seekg(static_cast<std::streamoff>(offset));
        if (!in_.read(read.data(), static_cast<std::streamsize>(length)))
            throw std::runtime_error("cannot be read");
        return read;
    }
    template <class Entry> std::vector<Entry> list(std::uint64_t offset, std::uint64_t length)
    {
        const std::string raw = bytes(offset, length);
        std::vector<Entry> entries(raw.size() / sizeof(Entry));
        std::memcpy(entries.data(), raw.data(), entries.size() * sizeof(Entry));
        return entries;
    }
    template <class Entry> Entry at(std::uint64_t offset) { return list<Entry>(offset, sizeof(Entry)).at(0); }

    std::ifstream in_;
    const std::uint64_t size_;
    Elf64_Ehdr header_{};
    std::vector<Elf64_Shdr> sections_;
    std::vector<Elf64_Phdr> segments_;
    std::string names_;
};

void noteDynamic(const Elf64_Dyn& entry, const std::string& names, ElfFacts& facts)
{
    switch (entry.d_tag) {
    case DT_NEEDED:
        facts.needed.push_back(ElfFile::textAt(names, entry.d_un.d_val));
        break;
    case DT_RPATH:
    case DT_RUNPATH:
        facts.runPath = ElfFile::textAt(names, entry.d_un.d_val);
        break;
    case DT_TEXTREL:
        facts.textRelocations = true;
        break;
    case DT_BIND_NOW:
        facts.bindsNow = true;
        break;
    case DT_FLAGS:
        facts.bindsNow = facts.bindsNow || (entry.d_un.d_val & DF_BIND_NOW) != 0;
        facts.textRelocations = facts.textRelocations || (entry.d_un.d_val & DF_TEXTREL) != 0;
        break;
    case DT_FLAGS_1:
        facts.bindsNow = facts.bindsNow || (entry.d_un.d_val & DF_1_NOW) != 0;
        facts.neverUnloaded = (entry.d_un.d_val & DF_1_NODELETE) != 0;
        break;
    default:
        break;
    }
}

// A name may stand in its table once and be used a million times.
void noteExport(std::string name, ElfFacts& facts)
{
    if (name.size() > kNameMax || facts.exports.size() == kExportsMax)
        throw std::runtime_error("exports more than a plugin has");
    facts.exports.push_back(std::move(name));
}

void noteSection(ElfFile& elf, const Elf64_Shdr& section, ElfFacts& facts)
{
    if (section.sh_type == SHT_DYNAMIC) {
        const std::string names = elf.bytesOf(elf.section(section.sh_link));
        for (const Elf64_Dyn& entry : elf.entriesOf<Elf64_Dyn>(section))
            noteDynamic(entry, names, facts);
    } else if (section.sh_type == SHT_DYNSYM) {
        const std::string names = elf.bytesOf(elf.section(section.sh_link));
        for (const Elf64_Sym& symbol : elf.entriesOf<Elf64_Sym>(section))
            if (symbol.st_shndx != SHN_UNDEF && ELF64_ST_BIND(symbol.st_info) != STB_LOCAL)
                noteExport(ElfFile::textAt(names, symbol.st_name), facts);
    } else if (elf.nameOf(section) == ACE_MANIFEST_SECTION) {
        facts.manifest = elf.bytesOf(section).c_str(); // up to its first 0
    }
}

} // namespace

Result<ElfFacts> readElfFacts(const std::filesystem::path& file)
{
    if (auto whole = checkPluginFile(file); !whole)
        return failure(std::move(whole));
    try {
        ElfFile elf(file);
        ElfFacts facts;
        for (const Elf64_Shdr& section : elf.sections())
            noteSection(elf, section, facts);
        for (const Elf64_Phdr& segment : elf.segments()) {
            facts.executableStack =
                facts.executableStack || (segment.p_type == PT_GNU_STACK && (segment.p_flags & PF_X) != 0);
            facts.relocationsReadOnly = facts.relocationsReadOnly || segment.p_type == PT_GNU_RELRO;
        }
        return facts;
    } catch (const std::exception& problem) {
        return failure(ErrorCode::Corrupt, file.string() + " " + problem.what() + ". Install it again.");
    }
}

} // namespace ace::pluginhost
