// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <functional>

namespace ace::sdk {

// How core sees a drawer for cash. The handler is told whenever it was opened (true) or closed, where the
// drawer can tell; it runs on the device's thread, must not wait, and may call open() and isOpen(), but not
// stop(). Thread-safe.
class CashDrawer
{
public:
    using Handler = std::function<void(bool isOpen)>;

    virtual ~CashDrawer() = default;
    virtual Result<void> start(Handler handler) = 0; // open, claim, enable the device; not the drawer itself
    // Does not wait until it is closed again. Succeeds also where it was open.
    virtual Result<void> open() = 0;
    virtual Result<bool> isOpen() = 0; // Invalid: this drawer cannot tell
    virtual void stop() = 0; // the handler is not called any more; start() begins anew
};

} // namespace ace::sdk
