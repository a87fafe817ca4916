// SPDX-License-Identifier: MIT
#pragma once

#include "TestSupport.h"
#include "wire/Form.h"

#include <ace/stripe-simulator/Simulator.h>

namespace ace::stripesimulator {

struct Answer
{
    Response response;
    Json body;

    std::string error(const char* field) const { return body.at("error").value(field, ""); }
};

// A client of a simulator in this process, whose time stands still until it is moved.
class SimulatorFixture : public CppUnit::TestFixture
{
protected:
    static Request request(const std::string& method, const std::string& path)
    {
        return {method, path, "", {{"authorization", "Bearer sk_test_made_up"}}, ""};
    }
    static Request form(const std::string& path, const Json& parameters)
    {
        Request post = request("POST", path);
        post.headers["content-type"] = "application/x-www-form-urlencoded";
        post.body = encodeForm(parameters);
        return post;
    }
    Answer send(const Request& request)
    {
        const Response response = simulator_.handle(request);
        return {response, Json::parse(response.body, nullptr, false)};
    }
    Answer post(const std::string& path, const Json& parameters = Json::object(), const std::string& key = {})
    {
        Request asked = form(path, parameters);
        if (!key.empty())
            asked.headers["idempotency-key"] = key;
        return send(asked);
    }
    Answer get(const std::string& path, const Json& parameters = Json::object())
    {
        Request asked = request("GET", path);
        asked.query = encodeForm(parameters);
        return send(asked);
    }
    // The object of an answer that must be 200.
    Json made(const std::string& path, const Json& parameters = Json::object())
    {
        const Answer answer = post(path, parameters);
        CPPUNIT_ASSERT_MESSAGE(answer.response.body, answer.response.status == 200);
        return answer.body;
    }
    Json read(const std::string& path, const Json& parameters = Json::object())
    {
        const Answer answer = get(path, parameters);
        CPPUNIT_ASSERT_MESSAGE(answer.response.body, answer.response.status == 200);
        return answer.body;
    }
    Answer control(const std::string& method, const std::string& path, const Json& body = Json())
    {
        const Response response =
            simulator_.control({method, path, "", {}, body.is_null() ? std::string() : body.dump()});
        return {response, Json::parse(response.body, nullptr, false)};
    }
    void advance(std::int64_t seconds) { control("POST", "/clock", {{"advance_seconds", seconds}}); }

    Json paid(std::int64_t amount, const std::string& method = "pm_card_visa",
              const Json& more = Json::object())
    {
        Json parameters = {
            {"amount", amount}, {"currency", "usd"}, {"confirm", true}, {"payment_method", method}};
        parameters.update(more);
        return made("/v1/payment_intents", parameters);
    }
    static Json sessionParameters()
    {
        return {{"mode", "payment"},
                {"success_url", "http://127.0.0.1:1/done?s={CHECKOUT_SESSION_ID}"},
                {"cancel_url", "http://127.0.0.1:1/back"},
                {"metadata", {{"number", "17"}}},
                {"line_items", Json::array({{{"quantity", 2},
                                             {"price_data",
                                              {{"currency", "usd"},
                                               {"unit_amount", 1250},
                                               {"product_data", {{"name", "A <b>seat</b>"}}}}}}})}};
    }
    std::vector<std::string> eventTypes()
    {
        std::vector<std::string> types; // oldest first
        const Json events = read("/v1/events", {{"limit", 100}});
        for (auto event = events["data"].rbegin(); event != events["data"].rend(); ++event)
            types.push_back((*event)["type"]);
        return types;
    }

    test::FakeClock clock_;
    Simulator simulator_{clock_, 7};
};

} // namespace ace::stripesimulator
