// SPDX-License-Identifier: MIT
#pragma once

#include "CounterTexts.h"

#include <ace/base/Id.h>
#include <ace/kit/AmountEntry.h>
#include <ace/kit/Background.h>
#include <ace/kit/TillDesk.h>

#include <functional>
#include <optional>
#include <string>

namespace ace::counter {

struct TillScreen
{
    std::string headline;
    std::string hint;
    std::string figures; // float and what the drawer should hold; may be empty
    std::string amount;  // as typed
    std::string button;  // what the amount is for
    bool hasTill = true;
    bool mayPress = false;
    bool busy = false;
    std::string problem; // may be empty
};

class TillView
{
public:
    virtual ~TillView() = default;
    virtual void show(const TillScreen& screen) = 0;
};

// Opens the counter's till on a counted float, and closes it on a count. An amount whose answer was lost is
// asked again with the same key, and cannot be changed until it is known. One thread: the window's.
class TillPresenter
{
public:
    struct Parts
    {
        TillView& view;
        const CounterTexts& texts;
        const kit::KitTexts& kitTexts;
        kit::Background& background;
        kit::TillDesk& desk;
        IdSource& ids;
        std::optional<TillId> till;
        std::function<Currency()> currency; // the event's
        std::function<void()> changed;      // after each answer
    };

    explicit TillPresenter(Parts parts) : parts_(std::move(parts)) {}

    void start(); // asks whether it is open
    void pressDigit(char digit);
    void pressDoubleZero();
    void erase();
    void submit(); // opens or closes it with what was typed

    bool known() const { return known_; }
    bool maySell() const { return !parts_.till || open_; } // a counter may have no till
    bool mayLeave() const { return key_.empty(); }

private:
    using Answer = Result<kit::TillOutcome>;

    void ask();
    void take(const Answer& answer);
    void refuse(const kit::DeskRefusal& refusal);
    void takeState(const kit::TillState& state);
    void finish(const std::string& problem);
    void show();

    const Parts parts_;
    TillScreen screen_;
    kit::AmountEntry amount_;
    bool known_ = false;
    std::optional<kit::TillState> open_;
    std::string closed_; // what the last closing came to
    std::string key_;    // of what has no answer yet; else empty
    bool unknown_ = false;
};

} // namespace ace::counter
