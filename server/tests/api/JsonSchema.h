// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace ace::test {

// Checks a value against a schema of our openapi.yaml: the constructs of JSON Schema 2020-12 that it uses,
// and no others (a schema with another keyword is a finding). Stricter in one thing: a member that is not
// documented is a finding too.
class JsonSchema
{
public:
    explicit JsonSchema(const nlohmann::json& document) : document_(document) {}

    // What is wrong, each with its place; empty: nothing.
    std::vector<std::string> findings(const nlohmann::json& schema, const nlohmann::json& value) const;
    const nlohmann::json& resolve(const nlohmann::json& schema) const; // follows $ref

private:
    using Findings = std::vector<std::string>;
    struct Place
    {
        const nlohmann::json& value;
        std::string path;
    };
    void check(const nlohmann::json& schema, const Place& place, Findings& findings) const;
    void checkObject(const nlohmann::json& schema, const Place& place, Findings& findings) const;
    void checkText(const nlohmann::json& schema, const Place& place, Findings& findings) const;
    void checkOneOf(const nlohmann::json& schema, const Place& place, Findings& findings) const;

    const nlohmann::json& document_;
};

} // namespace ace::test
