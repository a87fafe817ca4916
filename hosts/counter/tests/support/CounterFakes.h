// SPDX-License-Identifier: MIT
// Views that remember, and a server that answers what the test says.
#pragma once

#include "FakeBackground.h"
#include "presenters/CounterFlow.h"

#include <optional>
#include <string>
#include <vector>

namespace ace::counter {

template <class View, class Screen> class FakeView : public View
{
public:
    void show(const Screen& shown) override { screen = shown; }
    Screen screen;
};

template <class AnId> AnId idOf(int number)
{
    AnId id;
    id.value.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

inline TicketType aType(int number, const std::string& name, std::int64_t price, int quota)
{
    TicketType type;
    type.id = idOf<TicketTypeId>(number);
    type.name = name;
    type.price = {price, {}};
    type.taxRatePpm = 80'000;
    type.maxPerOrder = 4;
    type.quotas = {idOf<QuotaId>(quota)};
    return type;
}

// General (5 left), Pair (at least 2), Backstage (sold out); one is hidden, one for the web only.
inline kit::Offer anOffer()
{
    kit::Offer offer;
    offer.setup.event.name = "Summer Fair";
    offer.setup.types = {aType(1, "General", 2500, 1), aType(2, "Pair", 2000, 1),
                         aType(3, "Backstage", 9000, 2), aType(4, "Secret", 100, 1), aType(5, "Web", 100, 1)};
    offer.setup.types[1].minPerOrder = 2;
    offer.setup.types[3].hidden = true;
    offer.setup.types[4].atCounter = false;
    offer.levels = {{idOf<QuotaId>(1), 100, 0, 0, 95}, {idOf<QuotaId>(2), 10, 0, 0, 10}};
    return offer;
}

class FakeSalesDesk : public kit::SalesDesk
{
public:
    Result<kit::Offer> loadOffer(const std::string&) override
    {
        ++offersLoaded;
        return offer;
    }
    Result<kit::SaleOutcome> sell(const kit::SaleRequest& request) override
    {
        asked.push_back(request);
        return outcome;
    }
    Result<std::optional<kit::CounterOrder>> findOrder(const std::string&) override { return std::nullopt; }
    Result<std::string> ticketPdf(const std::string& code, TicketId) override { return "%PDF of " + code; }

    Result<kit::Offer> offer = failure(ErrorCode::Internal, "the test told none");
    Result<kit::SaleOutcome> outcome = failure(ErrorCode::Internal, "the test told none");
    std::vector<kit::SaleRequest> asked;
    int offersLoaded = 0;
};

class FakeTillDesk : public kit::TillDesk
{
public:
    Result<std::optional<kit::TillState>> findOpen(TillId) override { return open_; }
    Result<kit::TillOutcome> open(TillId, const Money& amount, const std::string& key) override
    {
        return note(amount, key, false);
    }
    Result<kit::TillOutcome> close(TillSessionId, const Money& amount, const std::string& key) override
    {
        return note(amount, key, true);
    }
    void isOpen(bool open) { open_ = open ? std::optional(state(10000, false)) : std::nullopt; }

    std::optional<Result<kit::TillOutcome>> instead; // of doing it
    std::vector<std::string> keys;
    std::vector<std::int64_t> amounts;

private:
    static kit::TillState state(std::int64_t amount, bool closed)
    {
        kit::TillState state;
        state.session.openingFloat = {amount, {}};
        state.totals.expectedCash = {amount, {}};
        if (closed) {
            state.session.closedAt = Instant(std::chrono::seconds(1));
            state.difference = Money{amount - 10000, {}};
        }
        return state;
    }
    Result<kit::TillOutcome> note(const Money& amount, const std::string& key, bool closing)
    {
        keys.push_back(key);
        amounts.push_back(amount.minor);
        if (instead)
            return *instead;
        isOpen(!closing);
        return kit::TillOutcome(state(amount.minor, closing));
    }

    std::optional<kit::TillState> open_;
};

class FakeStaffing : public staffing::Staffing
{
public:
    explicit FakeStaffing(const Clock& time) : time_(time) {}

    Result<std::vector<staffing::StaffHere>> staffAt(StationId) override
    {
        return std::vector<staffing::StaffHere>{{{}, "Dana", "dana"}};
    }
    Result<staffing::LoginOutcome> logIn(const staffing::PinLogin&) override
    {
        return staffing::LoginOutcome(staffing::LoggedIn{});
    }
    Result<void> logOut(const std::string& bearer) override
    {
        loggedOut.push_back(bearer);
        return {};
    }
    Result<TimeEntry> clock(const std::string&, ClockAction action,
                            const std::optional<sdk::IdempotencyKey>& key) override
    {
        keys.push_back(key->key);
        if (lost)
            return failure(ErrorCode::OutcomeUnknown, "lost");
        TimeEntry done = entry.value_or(TimeEntry{});
        if (action == ClockAction::In)
            done.in = time_.now();
        else if (auto ok = apply(action, time_.now(), done); !ok)
            return failure(std::move(ok));
        entry = done.out ? std::nullopt : std::optional(done);
        return done;
    }
    Result<std::optional<TimeEntry>> openEntry(const std::string&) override { return entry; }

    std::optional<TimeEntry> entry;
    bool lost = false;
    std::vector<std::string> keys;
    std::vector<std::string> loggedOut;

private:
    const Clock& time_;
};

} // namespace ace::counter
