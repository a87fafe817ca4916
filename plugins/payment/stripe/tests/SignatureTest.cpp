// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/Bytes.h>
#include <ace/stripe/Signature.h>

using namespace ace;
using namespace ace::stripe;
using namespace std::chrono_literals;

class SignatureTest : public CppUnit::TestFixture
{
protected:
    using enum SignatureVerdict;

    SignatureVerdict check(const std::string& header, const std::string& body = kBody) const
    {
        return checkSignature(header, body, {"whsec_one", "whsec_two"}, now_);
    }
    static std::string hexOf(const std::string& header) { return header.substr(header.find("v1=") + 3); }

    static constexpr const char* kBody = R"({"id":"evt_1"})";
    const Instant now_{std::chrono::seconds(1'790'000'000)};
};

// Computed by another program: openssl dgst -sha256 -hmac whsec_one over 1790000000.{"id":"evt_1"}
CPPUNIT_TEST_FIXTURE(SignatureTest, isTheHmacOfTimeAndBody)
{
    CPPUNIT_ASSERT_EQUAL(
        std::string("t=1790000000,v1=8f6bdf50bcd352836dc145eb5c8cd031288c596f90d45b9440fd51b058a2e654"),
        signatureOf(kBody, "whsec_one", now_));
}

CPPUNIT_TEST_FIXTURE(SignatureTest, s12_eachConfiguredSecretIsTriedOnEachSignature)
{
    const std::string one = signatureOf(kBody, "whsec_one", now_);
    const std::string two = signatureOf(kBody, "whsec_two", now_);
    const std::string old = signatureOf(kBody, "whsec_old", now_);
    CPPUNIT_ASSERT(check(one) == Genuine && check(two) == Genuine);
    CPPUNIT_ASSERT(check(old) == Wrong);
    CPPUNIT_ASSERT(check(old + ",v1=" + hexOf(two)) == Genuine);
    CPPUNIT_ASSERT(check(two + ",v0=abc,v2=,x=1") == Genuine);
}

CPPUNIT_TEST_FIXTURE(SignatureTest, s11_whatIsTamperedWithOrUnsignedIsRefused)
{
    const std::string good = signatureOf(kBody, "whsec_one", now_);
    CPPUNIT_ASSERT(check(good, std::string(kBody) + " ") == Wrong);
    CPPUNIT_ASSERT(check("t=1790000001,v1=" + hexOf(good)) == Wrong);
    std::string upper = hexOf(good);
    for (char& c : upper)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    const std::vector<std::string> nothing{"",
                                           "v1=" + hexOf(good),
                                           "t=1790000000",
                                           "t=1790000000,v0=" + hexOf(good),
                                           "t=1790000000,v1=",
                                           "t=1790000000,v1=" + hexOf(good).substr(1),
                                           "t=1790000000,v1=" + hexOf(good) + "0",
                                           "t=1790000000,v1=" + upper,
                                           "t=1790000000,t=1790000000,v1=" + hexOf(good),
                                           "t=,v1=" + hexOf(good),
                                           "t=-1,v1=" + hexOf(good),
                                           "t=99999999999999999999,v1=" + hexOf(good),
                                           "t=1790000000x,v1=" + hexOf(good),
                                           good + ",x",
                                           "t"};
    for (const auto& header : nothing)
        CPPUNIT_ASSERT_MESSAGE(header, check(header) == Missing);
}

CPPUNIT_TEST_FIXTURE(SignatureTest, s10_aGenuineOneCountsFor300Seconds)
{
    for (const auto& [age, verdict] :
         {std::pair(0s, Genuine), std::pair(300s, Genuine), std::pair(301s, TooOld),
          std::pair(-300s, Genuine), std::pair(-301s, TooOld)})
        CPPUNIT_ASSERT(check(signatureOf(kBody, "whsec_one", now_ - age)) == verdict);
    CPPUNIT_ASSERT(check(signatureOf(kBody, "whsec_other", now_ - 301s)) == Wrong);
}

CPPUNIT_TEST_FIXTURE(SignatureTest, aBlankSecretSignsNothing)
{
    for (const char* blank : {"", " ", "\t\n"})
        CPPUNIT_ASSERT(checkSignature(signatureOf(kBody, blank, now_), kBody, {blank}, now_) == Wrong);
    CPPUNIT_ASSERT(checkSignature(signatureOf(kBody, "whsec_one", now_), kBody, {}, now_) == Wrong);
}

CPPUNIT_TEST_FIXTURE(SignatureTest, bytesThatAreNoTextAreSignedAsTheyAre)
{
    const std::string body("\0\xff{\r\n", 5);
    CPPUNIT_ASSERT(check(signatureOf(body, "whsec_two", now_), body) == Genuine);
}
