// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPServerRequest.h>

#include <map>
#include <string>

namespace ace::server::shop {

// The fields of a form that was sent (application/x-www-form-urlencoded), as clean UTF-8, without blanks at
// either end.
// Of two fields with one name the last counts.
class Form
{
public:
    explicit Form(Poco::Net::HTTPServerRequest& request); // throws Problem `malformed`

    std::string text(const std::string& name) const; // empty: not sent
    const std::map<std::string, std::string>& fields() const { return fields_; }

private:
    std::map<std::string, std::string> fields_;
};

} // namespace ace::server::shop
