// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/stripe/Client.h>

using namespace ace;
using namespace ace::stripe;

class CredentialsTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(CredentialsTest, onlySecretKeysAreKeys)
{
    for (const char* good : {"sk_test_a1", "rk_test_a1", "sk_live_a1", "rk_live_a1"})
        CPPUNIT_ASSERT_MESSAGE(good, !complaintAboutKey(good));
    for (const char* bad : {"", "pk_test_a1", "sk_test_", "sk_a1", "whsec_a1", "sk_test_a1 ", "sk_test_a\n",
                            "sk_test_ä", " sk_test_a1", "Bearer sk_test_a1"})
        CPPUNIT_ASSERT_MESSAGE(bad, complaintAboutKey(bad));
    CPPUNIT_ASSERT(complaintAboutKey("sk_test_" + std::string(300, 'a')));
    CPPUNIT_ASSERT(complaintAboutKey("pk_test_a1")->find("publishable") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CredentialsTest, s54_aLiveKeyOnlyGoesToStripe)
{
    CPPUNIT_ASSERT(!complaintAboutUrl("https://api.stripe.com", "sk_live_a1"));
    for (const char* url : {"http://127.0.0.1:1", "https://localhost", "https://api.stripe.com.example.org",
                            "https://api.stripe.com:444", "https://api.stripe.com@example.org"})
        CPPUNIT_ASSERT_MESSAGE(url, complaintAboutUrl(url, "rk_live_a1"));
    CPPUNIT_ASSERT(!complaintAboutUrl("http://127.0.0.1:1", "sk_test_a1"));
}

CPPUNIT_TEST_FIXTURE(CredentialsTest, withoutTlsOnlyThisMachineIsSpokenTo)
{
    for (const char* good : {"https://api.stripe.com", "https://example.org:8443", "http://localhost:12111",
                             "http://127.0.0.1:80", "http://[::1]:80"})
        CPPUNIT_ASSERT_MESSAGE(good, !complaintAboutUrl(good, "sk_test_a1"));
    for (const char* bad :
         {"", "api.stripe.com", "http://api.stripe.com", "http://127.0.0.1.example.org", "http://10.0.0.1",
          "ftp://127.0.0.1", "https://", "https://user@example.org", "https://example.org/v1",
          "https://example.org/", "https://example.org?x=1", "https://example.org#x", "http://localhost:0"})
        CPPUNIT_ASSERT_MESSAGE(bad, complaintAboutUrl(bad, "sk_test_a1"));
}

CPPUNIT_TEST_FIXTURE(CredentialsTest, secretsAreMasked)
{
    CPPUNIT_ASSERT_EQUAL(std::string("no such key: sk_…, \"whsec_…\" pi_1_secret_… cs_test_a1"),
                         masked("no such key: sk_test_a1, \"whsec_abc\" pi_1_secret_xyz cs_test_a1"));
    CPPUNIT_ASSERT_EQUAL(std::string(), masked(""));
}

CPPUNIT_TEST_FIXTURE(CredentialsTest, anIdCannotLeaveItsPlaceInAPath)
{
    CPPUNIT_ASSERT(isObjectId("cs_test_a1B2"));
    for (const char* bad : {"", "a/b", "..", "a?b", "a b", "ä", "a%2f"})
        CPPUNIT_ASSERT_MESSAGE(bad, !isObjectId(bad));
}

CPPUNIT_TEST_FIXTURE(CredentialsTest, fieldsAreEncodedAsAForm)
{
    CPPUNIT_ASSERT_EQUAL(std::string("a%5Bb%5D%5B0%5D=1%2B1%20%26%20%C3%A4&e%5B%5D="),
                         formEncoded({{"a[b][0]", "1+1 & ä"}, {"e[]", ""}}));
}
