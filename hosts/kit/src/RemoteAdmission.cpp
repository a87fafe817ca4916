// SPDX-License-Identifier: MIT
#include <ace/kit/RemoteAdmission.h>

#include <ace/kit/RestClient.h>

#include "ScanJson.h"

namespace ace::kit {

Result<admission::ScanOutcome> RemoteAdmission::admit(const admission::ScanRequest& request)
{
    RestRequest scan;
    scan.method = "POST";
    scan.path = "/api/v1/scans";
    scan.body = toScanBody(request);
    scan.answerMost = 64 * 1024;
    const auto answer = client_.send(scan);
    if (!answer)
        return Failure(answer.error());
    auto outcome = parseScanAnswer(answer->status, answer->body);
    if (!outcome)
        outcome.error().where = client_.access().name();
    return outcome;
}

} // namespace ace::kit
