// SPDX-License-Identifier: MIT
#include <ace/kit/LoginPresenter.h>

namespace ace::kit {

void LoginPresenter::start()
{
    pin_.clear();
    screen_.chosen.reset();
    screen_.busy = true;
    screen_.problem.clear();
    show();
    parts_.background.ask(
        [&staffing = parts_.staffing, station = parts_.station] { return staffing.staffAt(station); },
        [this](Result<std::vector<staffing::StaffHere>> staff) {
            screen_.busy = false;
            if (staff)
                screen_.staff = std::move(*staff);
            screen_.problem = staff ? (screen_.staff.empty() ? parts_.texts.nobodyHere : "")
                                    : explain(staff.error(), parts_.texts);
            show();
        });
}

void LoginPresenter::choose(std::size_t index)
{
    if (screen_.busy || index >= screen_.staff.size())
        return;
    screen_.chosen = index;
    screen_.problem.clear();
    pin_.clear();
    show();
}

void LoginPresenter::pressDigit(char digit)
{
    if (screen_.busy || !screen_.chosen || digit < '0' || digit > '9' || pin_.size() >= kMostDigits)
        return;
    pin_ += digit;
    screen_.problem.clear();
    show();
}

void LoginPresenter::erase()
{
    if (screen_.busy || pin_.empty())
        return;
    pin_.pop_back();
    show();
}

void LoginPresenter::submit()
{
    if (screen_.busy || !screen_.chosen || pin_.size() < kLeastDigits)
        return;
    const staffing::PinLogin login{parts_.station, screen_.staff[*screen_.chosen].login, pin_};
    pin_.clear();
    screen_.busy = true;
    screen_.problem.clear();
    show();
    parts_.background.ask([&staffing = parts_.staffing, login] { return staffing.logIn(login); },
                          [this](const Result<staffing::LoginOutcome>& outcome) { take(outcome); });
}

void LoginPresenter::back()
{
    if (screen_.busy)
        return;
    pin_.clear();
    screen_.chosen.reset();
    screen_.problem.clear();
    show();
}

void LoginPresenter::take(const Result<staffing::LoginOutcome>& outcome)
{
    using Why = staffing::LoginRefused::Why;
    screen_.busy = false;
    if (!outcome) {
        screen_.problem = explain(outcome.error(), parts_.texts);
        return show();
    }
    if (const auto* refused = std::get_if<staffing::LoginRefused>(&*outcome)) {
        if (refused->why == Why::TryLater)
            screen_.problem =
                filledIn(parts_.texts.tryLater, "seconds", std::to_string(refused->wait.count()));
        else
            screen_.problem = refused->why == Why::NotHere ? parts_.texts.notHere : parts_.texts.wrongPin;
        return show();
    }
    screen_.chosen.reset();
    show();
    parts_.loggedIn(std::get<staffing::LoggedIn>(*outcome));
}

void LoginPresenter::show()
{
    screen_.digits = pin_.size();
    parts_.view.show(screen_);
}

} // namespace ace::kit
