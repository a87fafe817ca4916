// SPDX-License-Identifier: MIT
#pragma once

#include "HttpClient.h"
#include "JsonSchema.h"

#include <nlohmann/json.hpp>

#include <set>
#include <string>

namespace ace::test {

// The document that a server serves, and which of its operations were asked.
class ApiDocument
{
public:
    explicit ApiDocument(const std::string& json) : document_(nlohmann::json::parse(json)), schema_(document_)
    {
    }
    ApiDocument(const ApiDocument&) = delete; // schema_ refers to document_
    ApiDocument& operator=(const ApiDocument&) = delete;

    const nlohmann::json& json() const { return document_; }
    const JsonSchema& schema() const { return schema_; }

    // Fails the test where the answer is not as the document says: its status, its media type, its body, its
    // headers, and what every answer has.
    void expectDocumented(const std::string& method, const std::string& path, const Reply& reply);

    std::set<std::string> operations() const;                               // their ids
    const std::set<std::string>& answeredWell() const { return answered_; } // of them: with 2xx, so far
    // The operation of an address, or of a pattern; the test fails where there is none.
    const nlohmann::json& find(const std::string& method, const std::string& path) const;

private:
    nlohmann::json document_;
    JsonSchema schema_;
    std::set<std::string> answered_;
};

} // namespace ace::test
