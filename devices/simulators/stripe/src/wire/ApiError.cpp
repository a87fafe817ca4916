// SPDX-License-Identifier: MIT
#include "ApiError.h"

namespace ace::stripesimulator {

ApiError::ApiError(int httpStatus, Json fields)
    : status_(httpStatus), fields_(std::move(fields)), message_(fields_.at("message").get<std::string>())
{
    if (fields_.contains("code"))
        fields_["doc_url"] = "https://docs.stripe.com/error-codes#" + fields_["code"].get<std::string>();
}

ApiError& ApiError::withParam(const std::string& param) { return withField("param", param); }

ApiError& ApiError::withField(const std::string& name, Json value)
{
    fields_[name] = std::move(value);
    return *this;
}

ApiError invalidRequest(const std::string& message, const std::string& code)
{
    Json fields{{"type", "invalid_request_error"}, {"message", message}};
    if (!code.empty())
        fields["code"] = code;
    return ApiError(400, std::move(fields));
}

ApiError noSuch(const std::string& what, const std::string& id)
{
    return ApiError(404,
                    {{"type", "invalid_request_error"},
                     {"code", "resource_missing"},
                     {"message", "There is no " + what + " with the id \"" + id + "\" in this simulator."}});
}

} // namespace ace::stripesimulator
