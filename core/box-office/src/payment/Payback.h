// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/LocalBoxOffice.h>

namespace ace::boxoffice {

// What becomes of a refund that its payment method has to bring back. Cash is not here: it is done with the
// transaction that writes it. A job of the outbox drives this, with growing pauses; a refund that was in
// transit before is asked after before it is asked for again, always by its own name, so that it goes back
// once.
//
//   the method says                    created       in transit              done, failed, canceled
//   (not asked yet)                    in transit    asked: known or not?    –
//   given back                                       done                    –
//   refused for good                                 failed                  –
//   pending, no answer, not there                    in transit, again later –
//   not known by this name                           asked for again         –
//   and not its payment either                       failed; again later if it was known there before
//
// A failed one stays on record, and its amount may be given back another way. That one fails days after it
// was done is learned by Aftermath. Thread-safe.
class Payback
{
public:
    explicit Payback(const LocalBoxOffice::Parts& parts) : parts_(parts) {}

    // An error: try again later. The job's subject is the refund's id.
    Result<void> settle(const Job& job);

private:
    struct Asked
    {
        Refund refund;
        OrderRecord record;
    };
    Result<std::optional<Asked>> begin(RefundId id); // none: it is over
    Result<sdk::PaymentProgress> ask(const Asked& asked, sdk::PaymentMethod& method);
    Result<sdk::PaymentProgress> keepMemo(const Asked& asked, Result<sdk::PaymentProgress> progress);
    Result<void> conclude(const Asked& asked, RefundState state, const std::string& why);

    const LocalBoxOffice::Parts& parts_;
};

} // namespace ace::boxoffice
