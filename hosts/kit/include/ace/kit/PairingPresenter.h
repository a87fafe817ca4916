// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/Background.h>
#include <ace/kit/KitTexts.h>
#include <ace/kit/Pairing.h>

#include <functional>
#include <string>

namespace ace::kit {

struct PairingScreen
{
    bool busy = false;
    std::string problem; // ready to be read; may be empty
};

class PairingView
{
public:
    virtual ~PairingView() = default;
    virtual void show(const PairingScreen& screen) = 0;
};

// Pairs this machine by a text that is typed or scanned. One thread: the window's.
class PairingPresenter
{
public:
    using Pair = std::function<Result<StationIdentity>(const PairingText&)>;

    struct Parts
    {
        PairingView& view;
        const KitTexts& texts;
        Background& background;
        Pair pair; // runs apart
        std::string knownServer;
        std::function<void(const StationIdentity&)> paired;
    };

    explicit PairingPresenter(Parts parts) : parts_(std::move(parts)) {}

    void start();
    void submit(const std::string& text);

private:
    void show(bool busy, const std::string& problem);

    const Parts parts_;
    bool busy_ = false;
};

} // namespace ace::kit
