// SPDX-License-Identifier: MIT
// What most handlers do at their end and their start.
#pragma once

#include <ace/base/Result.h>
#include <ace/server/http/Problem.h>

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ace::server::http {

void send(Poco::Net::HTTPServerResponse& response, int status, std::string_view contentType,
          std::string_view body);
void sendJson(Poco::Net::HTTPServerResponse& response, int status, std::string_view json);
void sendProblemJson(Poco::Net::HTTPServerResponse& response,
                     const Problem& problem); // application/problem+json
// 303: a form was taken, go on at `location`.
void seeOther(Poco::Net::HTTPServerResponse& response, const std::string& location);

constexpr const char* kRequestId = "X-Request-Id";
// What this request is called in answers and logs; the front gives every request one. Empty: it came by no
// front.
std::string requestIdOf(const Poco::Net::HTTPServerRequest& request);

std::string readBody(Poco::Net::HTTPServerRequest& request);          // the front has bounded it
std::string_view pathOf(const Poco::Net::HTTPServerRequest& request); // without the query
// The query's names and values, decoded. Throws Problem `malformed`.
std::vector<std::pair<std::string, std::string>> queryOf(const Poco::Net::HTTPServerRequest& request);

// The world's failure as a problem: the other half of the table. Internal and Corrupt hide their text from
// clients.
Problem problemOf(const Error& error);

// The value, or the problem is thrown.
template <class T> T valueOrThrow(Result<T> result)
{
    if (!result)
        throw problemOf(result.error());
    return std::move(*result);
}

inline void valueOrThrow(const Result<void>& result)
{
    if (!result)
        throw problemOf(result.error());
}

} // namespace ace::server::http
