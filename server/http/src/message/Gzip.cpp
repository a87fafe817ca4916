// SPDX-License-Identifier: MIT
#include "Gzip.h"

#include <ace/base/Assert.h>

#include <zlib.h>

namespace ace::server::http {

std::string gzip(std::string_view text)
{
    constexpr int kGzipWindow = 15 + 16; // 16: gzip's header instead of zlib's
    constexpr int kMemoryLevel = 8;
    z_stream stream{};
    ACE_ASSERT(deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                            Z_DEFAULT_STRATEGY) == Z_OK);
    std::string packed(deflateBound(&stream, text.size()), '\0');
    // zlib reads it only; its interface is older than const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    ACE_ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

} // namespace ace::server::http
