// SPDX-License-Identifier: MIT
#include "AddressRules.h"
#include "TestSupport.h"

#include <Poco/Net/IPAddress.h>

namespace ace::server::webhooks {

class AddressRulesTest : public CppUnit::TestFixture
{
public:
    static bool isPublic(const std::string& text)
    {
        const Poco::Net::IPAddress address(text);
        return isPublicAddress({static_cast<const std::uint8_t*>(address.addr()), address.length()});
    }
};

CPPUNIT_TEST_FIXTURE(AddressRulesTest, knowsThePublicInternet)
{
    for (const char* text : {"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.255.255",
                             "172.32.0.0", "192.167.1.1", "198.20.0.1", "223.255.255.255", "2606:4700::1111",
                             "2a00:1450::8", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"})
        CPPUNIT_ASSERT_MESSAGE(text, isPublic(text));
}

CPPUNIT_TEST_FIXTURE(AddressRulesTest, knowsWhatIsInTheHouse)
{
    for (const char* text :
         {"0.0.0.0",         "10.0.0.1",        "100.64.0.1",      "127.0.0.1",   "127.255.255.254",
          "169.254.169.254", "172.16.0.1",      "172.31.255.255",  "192.168.1.1", "192.0.2.1",
          "198.18.0.1",      "224.0.0.1",       "255.255.255.255", "::",          "::1",
          "fe80::1",         "fc00::1",         "fd12:3456::1",    "ff02::1",     "::ffff:127.0.0.1",
          "::ffff:10.1.2.3", "64:ff9b::7f00:1", "2002:7f00:1::1",  "2001:db8::1", "2001::1",
          "::7f00:1"})
        CPPUNIT_ASSERT_MESSAGE(text, !isPublic(text));
}

CPPUNIT_TEST_FIXTURE(AddressRulesTest, whatIsNoAddressIsNotPublic)
{
    const std::uint8_t bytes[] = {8, 8, 8};
    CPPUNIT_ASSERT(!isPublicAddress(bytes));
}

} // namespace ace::server::webhooks
