// SPDX-License-Identifier: MIT
#pragma once

#include "Form.h"

#include <exception>
#include <string>

namespace ace::stripesimulator {

// Ends a request with {"error": …} in Stripe's shape.
class ApiError : public std::exception
{
public:
    ApiError(int httpStatus, Json fields);

    const char* what() const noexcept override { return message_.c_str(); }
    int status() const { return status_; }
    const Json& fields() const { return fields_; }

    ApiError& withParam(const std::string& param);
    ApiError& withField(const std::string& name, Json value);

private:
    int status_;
    Json fields_; // type, message, and where they are known code, param, decline_code …
    std::string message_;
};

// 400 invalid_request_error; an empty code is left out.
ApiError invalidRequest(const std::string& message, const std::string& code = {});
ApiError noSuch(const std::string& what, const std::string& id); // 404 resource_missing

} // namespace ace::stripesimulator
