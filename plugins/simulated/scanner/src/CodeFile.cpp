// SPDX-License-Identifier: MIT
#include "CodeFile.h"

#include <fstream>
#include <system_error>
#include <utility>

namespace ace::simulatedscanner {

namespace {

constexpr std::uint64_t kChunkMax = 64 * 1024; // no code is nearly as long

std::uint64_t sizeOf(const std::filesystem::path& path)
{
    std::error_code absent;
    const auto size = std::filesystem::file_size(path, absent);
    return absent ? 0 : size;
}

} // namespace

CodeFile::CodeFile(std::filesystem::path path) : path_(std::move(path)), offset_(sizeOf(path_)) {}

std::vector<std::string> CodeFile::readNew()
{
    std::vector<std::string> lines;
    const auto size = sizeOf(path_);
    if (size < offset_)
        offset_ = 0;
    if (size == offset_)
        return lines;
    std::string chunk(std::min(size - offset_, kChunkMax), '\0');
    std::ifstream in(path_, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(offset_));
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    chunk.resize(static_cast<std::size_t>(in.gcount()));

    std::size_t start = 0;
    for (auto end = chunk.find('\n'); end != std::string::npos; end = chunk.find('\n', start)) {
        auto line = chunk.substr(start, end - start);
        start = end + 1;
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        if (!line.empty())
            lines.push_back(std::move(line));
    }
    // A whole chunk without an end of line is no code: it is passed over, or nothing after it would ever be
    // read.
    offset_ += start == 0 && chunk.size() == kChunkMax ? chunk.size() : start;
    return lines;
}

} // namespace ace::simulatedscanner
