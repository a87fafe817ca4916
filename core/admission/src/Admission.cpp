// SPDX-License-Identifier: MIT
#include <ace/admission/Admission.h>

namespace ace::admission {

std::vector<Result<ScanOutcome>> Admission::admitAll(std::span<const ScanRequest> requests)
{
    std::vector<Result<ScanOutcome>> outcomes;
    for (const ScanRequest& request : requests)
        outcomes.push_back(admit(request));
    return outcomes;
}

} // namespace ace::admission
