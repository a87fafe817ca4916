// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/sdk/Delivery.h>
#include <ace/sdk/Document.h>

#include <cstdint>
#include <string>

namespace ace::sdk {

struct Rendered {
    std::string mime; // "application/pdf"
    std::string bytes;
};

// How core sees a way to put tickets out. One call at a time runs on the device's own thread. Thread-safe.
class TicketOutput
{
public:
    virtual ~TicketOutput() = default;
    virtual Result<Rendered> render(const Document& document) = 0;
    // Puts it out: prints, sends, files. The same `outputId` again is the same piece of paper. Invalid: it
    // will never go out, whatever is tried.
    virtual Result<void> submit(const std::string& outputId, const Document& document,
                                const Delivery& delivery) = 0;
    // Whether it could put something out now, asked of what is behind it; answers in words for people.
    virtual Result<std::string> checkHealth() { return std::string("This output has no self-test."); }
};

} // namespace ace::sdk
