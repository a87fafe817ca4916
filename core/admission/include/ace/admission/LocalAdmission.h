// SPDX-License-Identifier: MIT
#pragma once

#include <ace/admission/Admission.h>
#include <ace/base/Batcher.h>
#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/catalog/Catalog.h>
#include <ace/sdk/storage/Storage.h>

namespace ace::admission {

// The gate over a Storage. What the token alone tells is decided on the caller's thread, what needs the
// record in the transaction that logs the scan; concurrent scans share that transaction.
class LocalAdmission : public Admission
{
public:
    struct Parts
    {
        sdk::Storage& storage;
        catalog::Catalog& catalog;
        const Clock& clock;
        IdSource& ids;
    };

    explicit LocalAdmission(const Parts& parts);

    Result<ScanOutcome> admit(const ScanRequest& request) override;
    std::vector<Result<ScanOutcome>> admitAll(std::span<const ScanRequest> requests) override;

    // What admit() would say now, leaving no trace: a look at a ticket. Unknown gates are NotFound.
    Result<Verdict> look(const ScanRequest& request);
    std::size_t waiting() const { return batcher_.waiting(); } // callers, for their turn to be written

private:
    Result<std::variant<sdk::ScanDraft, ScanProblem>> prepare(const ScanRequest& request);
    Result<ScanOutcome> outcomeOf(Result<sdk::ScanOutcome> recorded);
    Result<sdk::ScanDraft> draftOf(const ScanRequest& request, const catalog::Catalog::GatePlace& place);
    Result<ScanAnswer> answerOf(const sdk::RecordedScan& recorded);

    Parts parts_;
    Batcher<sdk::ScanDraft, sdk::ScanOutcome> batcher_; // thread "ace-scans"
};

} // namespace ace::admission
