// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ace::stripesimulator {

// A request over HTTP, read whole.
struct Request
{
    std::string method;
    std::string path;                           // as on the wire, without the query
    std::string query;                          // without its "?"
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;

    std::string header(const std::string& lowerCaseName) const
    {
        const auto found = headers.find(lowerCaseName);
        return found == headers.end() ? std::string() : found->second;
    }
};

// How much of an answer reaches the client before its connection is cut.
enum class Cut { None, Everything, SecondHalf };

struct Response
{
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    Cut cut = Cut::None;

    std::string header(const std::string& name) const
    {
        for (const auto& [aName, value] : headers)
            if (aName == name)
                return value;
        return {};
    }
};

} // namespace ace::stripesimulator
