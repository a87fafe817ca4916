// SPDX-License-Identifier: MIT
#pragma once

#include "json/EventNames.h"

#include <ace/sdk/storage/Once.h>
#include <ace/server/access/Access.h>
#include <ace/server/api/Api.h>
#include <ace/server/http/Answer.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::server::api {

// One request of one operation, authorised: what its function works with. All that reads the request throws
// Problem. Lives for the request.
class Call
{
public:
    // What a call is made of; outlives it.
    struct Parts
    {
        const Services& services;
        const access::Operation& operation;
        Poco::Net::HTTPServerRequest& request;
        Poco::Net::HTTPServerResponse& response;
        const http::PathValues& path;
    };

    // Throws what Access::authorize() throws.
    explicit Call(const Parts& parts);

    const Services& services;
    const access::Operation& operation;
    const access::Credential who;

    // The address: what stands for the n-th {…}, from 0. An id that is none names nothing: Problem `missing`.
    const std::string& path(std::size_t index) const { return parts_.path.at(index); }
    template <class AnId> AnId pathId(std::size_t index) const
    {
        const auto id = AnId::parse(path(index));
        if (!id)
            throw missing();
        return *id;
    }
    // The event that the address names first, where `who` may do this.
    catalog::EventPtr event() const;

    // The query.
    std::optional<std::string> query(std::string_view name) const;
    std::optional<Instant> queryTime(std::string_view name) const;
    std::optional<EventId> queryEvent() const; // ?event=, a slug
    sdk::Page page() const; // ?after= and ?limit=, and one more, to know whether there is more

    const std::string& body() const { return body_; }
    std::int64_t expectedRevision() const; // If-Match
    sdk::IdempotencyKey idempotencyKey() const;
    sdk::Act act() const; // who, and the key where the operation needs one

    // Notes the key as used for `subject`, for an action that may safely be done again: there may have been a
    // crash between this and it. Throws Problem idempotency_key_reused.
    void claimKey(const std::string& subject) const;

    EventNames events() const;
    catalog::EventPtr findEvent(EventId id) const; // the problem `missing` where there is none
    http::Problem missing() const;

    // The answers.
    void send(int status, std::string_view json) const;
    void sendRevised(int status, std::string_view json, std::int64_t revision) const; // with its ETag
    void sendNothing() const;                                                         // 204
    void sendCsv(std::string_view name, std::string_view csv) const;
    void setLocation(const std::string& path) const;
    Poco::Net::HTTPServerRequest& request() const { return parts_.request; }
    Poco::Net::HTTPServerResponse& response() const { return parts_.response; }

    // A page of at most limit rows out of those that page() asked for.
    template <class Row, class Render, class Cursor>
    void sendPage(const std::vector<Row>& rows, Render render, Cursor cursorOf) const
    {
        std::vector<std::string> items;
        for (std::size_t i = 0; i < rows.size() && i < limit(); ++i)
            items.push_back(render(rows[i]));
        std::optional<std::string> next;
        if (rows.size() > limit())
            next = cursorOf(rows[limit() - 1]);
        sendItems(items, next);
    }
    template <class Row, class Render> void sendPage(const std::vector<Row>& rows, Render render) const
    {
        sendPage(rows, render, [](const Row& row) { return row.id.toString(); });
    }
    void sendItems(const std::vector<std::string>& items, const std::optional<std::string>& next) const;
    std::size_t limit() const;

private:
    Parts parts_;
    std::string body_;
};

} // namespace ace::server::api
