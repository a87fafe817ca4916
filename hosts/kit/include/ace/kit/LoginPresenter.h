// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/Background.h>
#include <ace/kit/KitTexts.h>
#include <ace/staffing/Staffing.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ace::kit {

struct LoginScreen
{
    std::vector<staffing::StaffHere> staff;
    std::optional<std::size_t> chosen; // of `staff`: the PIN pad is shown for them
    std::size_t digits = 0;            // of the PIN, so far
    bool busy = false;
    std::string problem; // ready to be read; may be empty
};

class LoginView
{
public:
    virtual ~LoginView() = default;
    virtual void show(const LoginScreen& screen) = 0;
};

// Who works at this station, by PIN. One thread: the window's.
//
//   state        event                becomes
//   list         a name               pad
//   pad          a digit, erase       pad; at most kMostDigits
//   pad          log in               asking, with kLeastDigits or more
//   asking       logged in            list, and the caller goes on
//   asking       refused, no answer   pad, empty, with the reason
//   pad          back                 list
class LoginPresenter
{
public:
    static constexpr std::size_t kLeastDigits = 4, kMostDigits = 8;

    struct Parts
    {
        LoginView& view;
        const KitTexts& texts;
        Background& background;
        staffing::Staffing& staffing;
        StationId station;
        std::function<void(const staffing::LoggedIn&)> loggedIn;
    };

    explicit LoginPresenter(Parts parts) : parts_(std::move(parts)) {}

    void start(); // loads the list
    void choose(std::size_t index);
    void pressDigit(char digit);
    void erase();
    void submit();
    void back();

private:
    void take(const Result<staffing::LoginOutcome>& outcome);
    void show();

    const Parts parts_;
    LoginScreen screen_;
    std::string pin_;
};

} // namespace ace::kit
