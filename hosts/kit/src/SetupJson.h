// SPDX-License-Identifier: MIT
#pragma once

#include "rest/AnswerJson.h"

#include <ace/kit/SalesDesk.h>

namespace ace::kit {

// An answer of GET /api/v1/events/{slug}/setup. Throws as readAnswer() allows.
Offer offerIn(const Json& json);

} // namespace ace::kit
