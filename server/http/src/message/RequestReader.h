// SPDX-License-Identifier: MIT
#pragma once

#include "RequestHead.h"

#include <ace/server/http/Problem.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace ace::server::http {

struct ReaderLimits
{
    std::size_t headBytesMost = 16384;
    std::size_t fieldsMost = 100;
};

// Makes requests of bytes, one after the other; knows no socket. The bytes may come in any pieces:
//
//   step      | what the owner does
//   ----------|--------------------------------------------------------------------------
//   NeedsMore | reads into room(), tells arrived(), calls advance() again
//   Head      | looks at head(), sets how long a body may be, calls advance() again
//   Whole     | takes head and body, answers, calls next()
//   Refused   | answers refusal() and closes; nothing after these bytes can be trusted
class RequestReader
{
public:
    enum class Step { NeedsMore, Head, Whole, Refused };

    explicit RequestReader(ReaderLimits limits);
    ~RequestReader();

    std::span<char> room(std::size_t bytesMost);
    void arrived(std::size_t bytes);
    Step advance();

    bool hasBytes() const;    // of the message that is being read, or of the next one
    bool hasBody() const;     // after Head: there is one to come
    void releaseMemory();     // while no byte is there
    std::size_t held() const; // bytes of memory for the message that is being read
    void drop();              // forgets what it has read; it makes no requests any more

    // The bytes of the next head, unread; empty: it is not whole, or no head. skipHead() goes on behind it:
    // the caller knows that it is a request without a body.
    std::string_view peekHead();
    void skipHead();
    std::string_view lastHead() const; // the bytes of head(); empty when they are many

    RequestHead& head();
    void limitBody(std::size_t bytesMost); // refuses a longer one; 1 MiB without it
    std::string takeBody();
    const Problem& refusal() const;
    void next();

private:
    struct Parts;
    Step advanceHead();
    Step advanceBody();
    Step refuse(Problem problem);

    std::unique_ptr<Parts> parts_;
};

} // namespace ace::server::http
