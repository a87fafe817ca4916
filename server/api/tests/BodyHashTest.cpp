// SPDX-License-Identifier: MIT
#include "json/BodyHash.h"

#include "TestSupport.h"

namespace ace::server::api {

namespace {

class BodyHashTest : public CppUnit::TestFixture
{
};

std::string withPin(const std::string& pin)
{
    return R"({"name": "Ana Ruiz", "login": "ana", "pin": ")" + pin + R"("})";
}

CPPUNIT_TEST_FIXTURE(BodyHashTest, isTheSameHoweverTheBodyIsSpelled)
{
    CPPUNIT_ASSERT(hashOfRequest("/a", R"({"a": 1, "b": [2]})") == hashOfRequest("/a", R"({"b":[2],"a":1})"));
    CPPUNIT_ASSERT(hashOfRequest("/a", R"({"a": 1})") != hashOfRequest("/a", R"({"a": 2})"));
    CPPUNIT_ASSERT(hashOfRequest("/a", "") != hashOfRequest("/b", ""));
}

CPPUNIT_TEST_FIXTURE(BodyHashTest, tellsOfASecretOnlyThatItIsThere)
{
    const Digest hash = hashOfRequest("/api/v1/staff", withPin("4711"));
    CPPUNIT_ASSERT(hash == hashOfRequest("/api/v1/staff", withPin("2580")));
    CPPUNIT_ASSERT(hash != hashOfRequest("/api/v1/staff", R"({"name": "Ana Ruiz", "login": "ana"})"));
    for (const std::string member : {"password", "current", "secret"})
        CPPUNIT_ASSERT(hashOfRequest("/a", "{\"in\": [{\"" + member + "\": \"one\"}]}") ==
                       hashOfRequest("/a", "{\"in\": [{\"" + member + "\": \"two\"}]}"));
}

// As somebody would who has the record: with the body as it was before secrets were left out.
CPPUNIT_TEST_FIXTURE(BodyHashTest, noPinIsFoundByTryingAll)
{
    const Digest hash = hashOfRequest("/api/v1/staff", withPin("4711"));
    for (int pin = 0; pin < 10'000; ++pin) {
        const std::string digits = std::to_string(10'000 + pin).substr(1);
        CPPUNIT_ASSERT(sha256("/api/v1/staff\n{\"login\":\"ana\",\"name\":\"Ana Ruiz\",\"pin\":\"" + digits +
                              "\"}") != hash);
    }
}

} // namespace

} // namespace ace::server::api
