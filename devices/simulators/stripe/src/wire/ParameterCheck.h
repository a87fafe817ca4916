// SPDX-License-Identifier: MIT
#pragma once

#include "Form.h"
#include "ParameterTable.h"

namespace ace::stripesimulator {

// The form's texts as what they mean: numbers, booleans, lists; the empty text that unsets a parameter is
// null. Throws ApiError with the parameter's name in brackets for what the table does not allow. `version`
// is a version's name.
Json checkParameters(const Field& parameters, const Json& form, const std::string& version);

// What Stripe takes, in lower case; throws ApiError for another.
std::string checkCurrency(const std::string& text);

// Throws ApiError unless the parameter, if it was given, is an address that a browser may be sent to.
void checkWebAddress(const Json& parameters, const char* name);

} // namespace ace::stripesimulator
