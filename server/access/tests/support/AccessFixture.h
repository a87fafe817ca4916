// SPDX-License-Identifier: MIT
#pragma once

#include "FakeExchange.h"
#include "PeopleFixture.h"
#include "StationKey.h"

#include <ace/server/access/Access.h>
#include <ace/server/access/Rules.h>
#include <ace/server/http/Problem.h>

#include <optional>

namespace ace::test {

inline constexpr char kInstallation[] = "018f0000-0000-8000-8000-00000000abcd";

// The code of the problem that `call` throws; "" where it throws none.
template <class Call> std::string codeOf(Call call)
{
    try {
        call();
    } catch (const server::http::Problem& problem) {
        return std::string(problem.kind().code);
    }
    return "";
}

// Access over real staffing, with stations whose keys the test holds.
class AccessFixture : public PeopleFixture
{
public:
    void setUp() override
    {
        PeopleFixture::setUp();
        mustSucceed(data_.prepare(ids_));
        mustSucceed(data_.markDemo());
        demo_.emplace(valueOf(data_.deriveKey("bearer")));
        access_ = makeAccess({});
    }

protected:
    std::unique_ptr<server::access::Access> makeAccess(const server::access::RateLimits& limits)
    {
        return std::make_unique<server::access::Access>(server::access::Access::Parts{
            people_->staffing, people_->stations, &*demo_, clock_, ids_, kInstallation, limits});
    }
    Station paired(const std::string& name, StationKind kind = StationKind::Counter)
    {
        return pairAgain(aStation(name, kind), key_);
    }
    Station pairAgain(const Station& station, const StationKey& key)
    {
        const auto code = valueOf(people_->stations.newPairingCode(station.id, {})).code;
        return std::get<Station>(valueOf(people_->stations.pair(code, key.publicPem())));
    }

    static std::string headerOf(const Station& station)
    {
        return R"({"alg":"ES256","typ":"JWT","kid":")" + station.id.toString() + "\"}";
    }
    // `life`: seconds from now; the token is made now.
    std::string claimsOf(const Station& station, int life = 300, const std::string& audience = kInstallation)
    {
        const auto now = std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch().count();
        return R"({"iss":")" + station.id.toString() + R"(","aud":")" + audience + R"(","iat":)" +
               std::to_string(now) + R"(,"nbf":)" + std::to_string(now) + R"(,"exp":)" +
               std::to_string(now + life) + "}";
    }
    std::string jwtOf(const Station& station) { return key_.jwt(headerOf(station), claimsOf(station)); }
    std::string demoBearer(runtime::Role role) { return valueOf(data_.issueBearer(role, clock_.now())); }

    server::access::Credential authorize(const FakeRequest& request, const char* operation,
                                         std::optional<EventId> event = std::nullopt)
    {
        return access_->authorize(request, server::access::operation(operation), event);
    }
    // "" where it is allowed, else the problem's code.
    std::string refusal(const FakeRequest& request, const char* operation,
                        std::optional<EventId> event = std::nullopt)
    {
        return codeOf([&] { authorize(request, operation, event); });
    }
    static void assertCode(const char* code, const std::string& given)
    {
        CPPUNIT_ASSERT_EQUAL(std::string(code), given);
    }

    runtime::DataFolder data_{folder_.path() / "data"};
    std::optional<runtime::BearerCheck> demo_;
    StationKey key_;
    std::unique_ptr<server::access::Access> access_;
};

} // namespace ace::test
