// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <functional>
#include <string>

namespace ace::sdk {

struct ScanData {
    std::string symbology; // "QR"
    std::string data;      // the bytes as read
};

// How core sees a scanner. Data events are delivered one at a time: a delivery switches them off,
// armDataEvents() on again (UnifiedPOS DataEventEnabled). The handler runs on the device's thread and must
// not wait.
class Scanner
{
public:
    using Handler = std::function<void(const ScanData&)>;

    virtual ~Scanner() = default;
    virtual Result<void> start(Handler handler) = 0; // open, claim, enable; data events still off
    virtual Result<void> armDataEvents() = 0;
    virtual Result<void> clearInput() = 0;
    virtual Result<void> trigger() = 0; // read now; a simulated scanner presents its next code
    virtual void stop() = 0;
};

} // namespace ace::sdk
