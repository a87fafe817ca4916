// SPDX-License-Identifier: MIT
#include "Form.h"

#include <ace/base/Bytes.h>
#include <ace/server/http/Problem.h>

#include <Poco/Exception.h>
#include <Poco/Net/HTMLForm.h>
#include <Poco/String.h>

namespace ace::server::shop {

namespace {
constexpr int kFieldsMost = 2000;
}

Form::Form(Poco::Net::HTTPServerRequest& request)
{
    try {
        Poco::Net::HTMLForm form;
        form.setFieldLimit(kFieldsMost);
        // Told by itself, a request's media type would choose the reader, and our pages send only one kind.
        form.read(request.stream());
        for (const auto& [name, value] : form)
            fields_[name] = Poco::trim(cleanUtf8(value));
    } catch (const Poco::Exception&) {
        throw http::Problem("malformed", "The form cannot be read.");
    }
}

std::string Form::text(const std::string& name) const
{
    const auto found = fields_.find(name);
    return found == fields_.end() ? std::string() : found->second;
}

} // namespace ace::server::shop
