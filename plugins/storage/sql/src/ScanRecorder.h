// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/ScanDraft.h>
#include <ace/sql/Session.h>

#include <optional>

namespace ace::sql {

// Decides and logs one scan at a time inside an open transaction. The verdict, its row and what it does to
// the ticket's presence are one: when this throws, none of them is written.
class ScanRecorder
{
public:
    explicit ScanRecorder(Session& session) : session_(session) {}

    // A draft whose own row stands already gets it as a first answer, not as a repeated one.
    sdk::ScanOutcome record(const sdk::ScanDraft& draft);

private:
    sdk::ScanOutcome answerAgain(const sdk::ScanDraft& draft, Scan scan);
    void decide(const sdk::ScanDraft& draft, const std::optional<Ticket>& ticket, Scan& scan);
    void enter(const sdk::ScanDraft& draft, bool known);
    void leave(const sdk::ScanDraft& draft);

    Session& session_;
};

} // namespace ace::sql
