// SPDX-License-Identifier: MIT
#pragma once

#include "CounterTexts.h"

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/kit/Background.h>
#include <ace/staffing/Staffing.h>

#include <functional>
#include <optional>
#include <string>

namespace ace::counter {

struct ShiftScreen
{
    std::string headline;
    std::string worked; // so far; or what to do
    bool mayClockIn = false;
    bool mayPause = false;
    bool mayResume = false;
    bool mayClockOut = false;
    bool busy = false;
    std::string problem; // may be empty
};

class ShiftView
{
public:
    virtual ~ShiftView() = default;
    virtual void show(const ShiftScreen& screen) = 0;
};

// The time clock of whoever is logged in, by the table in domain's TimeEntry.h. An action without an answer
// keeps its key: pressed again, it is the same one. One thread: the window's.
class ShiftPresenter
{
public:
    struct Parts
    {
        ShiftView& view;
        const CounterTexts& texts;
        const kit::KitTexts& kitTexts;
        kit::Background& background;
        staffing::Staffing& staffing;
        const Clock& clock;
        IdSource& ids;
        std::function<void()> changed; // after each answer
    };

    explicit ShiftPresenter(Parts parts) : parts_(std::move(parts)) {}

    void start(const std::string& bearer); // of who has logged in; asks where they stand
    void act(ClockAction action);

    bool known() const { return known_; }
    bool atWork() const { return entry_ && !entry_->onBreak(); }

private:
    void take(std::optional<TimeEntry> entry);
    void fail(const Error& error);
    void show();

    const Parts parts_;
    ShiftScreen screen_;
    std::string bearer_;
    bool known_ = false;
    std::optional<TimeEntry> entry_;
    std::optional<ClockAction> unanswered_; // …, whose key is:
    std::string key_;
};

} // namespace ace::counter
