// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Result.h>
#include <ace/domain/sales/Payment.h>
#include <ace/domain/sales/Refund.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ace::sdk {

inline constexpr std::size_t kMemoBytesMost = 2048;

// One payment, the same in every call about it but for `memo` and `confirmed`: what a vendor is sent follows
// from the rest alone, so that sending it again is the same request.
struct PaymentIntent
{
    PaymentId payment; // also the transaction's name: the same one again is the same charge
    Money amount;
    Money tendered;         // cash: what was handed over
    std::string reference;  // the order's code, for statements
    std::string email = {}; // the customer's; may be empty
    Instant begunAt = {};   // on record before the first call: how old a vendor's key may be
    PaymentPage page = {};  // empty at a counter
    std::string memo = {};  // of the method's last answer about this payment; empty: it gave none
    bool confirmed = false; // on record: query() then tells what has become of the money since
};

// Money of a confirmed payment that went back, as the vendor knows it.
struct MoneyBack
{
    std::string name;               // the vendor's, "re_1"
    std::optional<RefundId> refund; // ours; none: it was made there
    Money amount;
    PaymentState state = PaymentState::Pending; // as that of a reversal
    std::string refusal = {};
};

struct Dispute
{
    enum class State { Open, Won, Lost };
    std::string name; // the vendor's
    Money amount;
    State state = State::Open;
};

struct PaymentProgress
{
    PaymentState state = PaymentState::Pending;
    std::optional<std::string> redirectUrl; // the next action: the customer goes there
    Money change;                           // cash
    std::string refusal;                    // failed: a code, "tendered_too_little", "card_declined"
    std::string memo = {}; // to be handed back with the next call, at most kMemoBytesMost; empty: as before
    std::vector<MoneyBack> back = {};   // query() of a confirmed payment; all of it
    std::vector<Dispute> disputes = {}; // the same
};

// A payment that something happened to.
struct PaymentNews
{
    PaymentId payment;
    bool afterwards = false; // to its money once it was paid: it goes back, or is disputed

    auto operator<=>(const PaymentNews&) const = default;
};

struct PaymentChanges
{
    std::vector<PaymentNews> news; // one page; a payment may be there more than once
    std::string nextPage = {};     // empty: that is all
};

// Money that goes back. `refund` names it: the same one again is the same reversal, never a second one.
struct Reversal
{
    PaymentIntent intent; // the payment, with its memo
    RefundId refund;
    Money amount;          // above 0
    Instant begunAt = {};  // as that of an intent
    std::string memo = {}; // of the last answer about this reversal
};

// How core sees a way to pay. It keeps nothing: each call has all that is known. Calls return within the
// device's deadline: Timeout or OutcomeUnknown otherwise. Thread-safe.
class PaymentMethod
{
public:
    virtual ~PaymentMethod() = default;
    // True: begin() settles at once and touches nothing outside, so that it can be called before the order is
    // on record (cash). Otherwise the order is held first.
    virtual bool settlesAtOnce() const = 0;
    // How long its payment page stays open at least; intents of it have an expiresAt. 0: it has none that
    // closes by itself.
    virtual std::chrono::seconds pageTime() const { return std::chrono::seconds(0); }
    virtual Result<PaymentProgress> begin(const PaymentIntent& intent) = 0;
    // after a lost answer we ask, we never charge again
    virtual Result<PaymentProgress> query(const PaymentIntent& intent) = 0;
    // Nobody can pay it any more. Conflict: it is too late for that, ask again.
    virtual Result<void> cancel(const PaymentIntent& intent) = 0;
    // Confirmed: given back. Failed: it never will be, with a refusal. Pending: ask again.
    virtual Result<PaymentProgress> reverse(const Reversal& reversal) = 0;
    // What became of a reversal. NotFound: there was none of this name; Invalid: this method cannot be asked.
    virtual Result<PaymentProgress> queryReversal(const Reversal& reversal) = 0;
    // A message from the outside (a webhook, a page of the simulator). Answers the payment that it is about;
    // none: it is genuine, but about none of ours. Invalid: it is not what it claims to be.
    virtual Result<std::optional<PaymentNews>>
    notify(const std::vector<std::pair<std::string, std::string>>& headers, const std::string& body) = 0;
    // What happened since then, told by messages or not; the same payments may be there again. `page`: empty,
    // or what the page before named as the next.
    virtual Result<PaymentChanges> changes(Instant /*since*/, const std::string& /*page*/)
    {
        return PaymentChanges{};
    }
};

} // namespace ace::sdk
