// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Result.h>
#include <ace/domain/entry/Scan.h>

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace ace::admission {

struct ScanRequest
{
    std::string token; // as read; not trimmed
    Direction direction = Direction::Entry;
    std::string gate; // "North gate" or "slug/North gate"
    std::string nonce;
    std::optional<Instant> scannedAt; // none: now
    std::string scope;                // the credential that scans: nonces are unique in it
    Digest bodyHash{};                // what must be equal when a nonce comes again
    Actor by = {};                    // who scans, and where
};

// A scan that was decided and logged, with what a screen wants to show of it.
struct ScanAnswer
{
    struct TicketView
    {
        TicketId id;
        TicketTypeId type;
        std::string typeName;
        TicketState state = TicketState::Valid;
    };
    struct FirstScan
    {
        Instant scannedAt;
        std::string gate;
    };

    Verdict verdict;
    std::optional<TicketView> ticket;
    std::optional<FirstScan> firstScan; // refused as already redeemed: when and where it was admitted
    bool repeated = false;              // the nonce was known; this is its first answer
};

enum class ScanProblem { UnknownGate, NonceReused };
using ScanOutcome = std::variant<ScanAnswer, ScanProblem>;

// The gate. Thread-safe; an answer is given after it is durable. Any call may answer Offline or
// OutcomeUnknown.
class Admission
{
public:
    virtual ~Admission() = default;
    virtual Result<ScanOutcome> admit(const ScanRequest& request) = 0;
    // An answer for each, in their order; one that fails takes none of the others with it.
    virtual std::vector<Result<ScanOutcome>> admitAll(std::span<const ScanRequest> requests);
};

} // namespace ace::admission
