// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/runtime/Settings.h>

namespace ace::runtime {

class SettingsTest : public CppUnit::TestFixture
{
public:
    void mustComplain(std::string_view toml, const std::string& expected)
    {
        const auto settings = Settings::parse(toml, "ace.toml", true);
        CPPUNIT_ASSERT_MESSAGE("accepted", !settings);
        CPPUNIT_ASSERT_EQUAL("ace.toml: " + expected, settings.error().describe());
    }
};

CPPUNIT_TEST_FIXTURE(SettingsTest, anEmptyFileIsAServerThatSellsForCash)
{
    const Settings settings = test::valueOf(Settings::parse("", "ace.toml", false));
    CPPUNIT_ASSERT_EQUAL(std::string("storage-sqlite"), settings.storage.plugin);
    CPPUNIT_ASSERT(settings.payments.contains("cash") && !settings.payments.contains("card"));
    CPPUNIT_ASSERT(settings.outputs.contains("pdf"));
}

CPPUNIT_TEST_FIXTURE(SettingsTest, aDemoTakesSimulatedCards)
{
    const Settings settings = test::valueOf(Settings::parse("", "ace.toml", true));
    CPPUNIT_ASSERT_EQUAL(std::string("simulated-payment"), settings.payments.at("card").plugin);
}

CPPUNIT_TEST_FIXTURE(SettingsTest, handsAPluginItsOwnTableAsJson)
{
    const auto toml = "[storage.settings]\nfile = \"x.db\"\n[scanner.hand]\nplugin = \"simulated-scanner\"\n";
    const Settings settings = test::valueOf(Settings::parse(toml, "ace.toml", false));
    CPPUNIT_ASSERT(settings.storage.settings.find("\"x.db\"") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("simulated-scanner"), settings.scanners.at("hand").plugin);
}

CPPUNIT_TEST_FIXTURE(SettingsTest, readsWhoRunsTheShop)
{
    const auto toml = "[shop]\nname = \"Club Tal\"\nimprint_file = \"imprint.txt\"\n";
    const Settings settings = test::valueOf(Settings::parse(toml, "ace.toml", false));
    CPPUNIT_ASSERT_EQUAL(std::string("Club Tal"), settings.shop.name);
    CPPUNIT_ASSERT_EQUAL(std::string("imprint.txt"), settings.shop.imprintFile);
    CPPUNIT_ASSERT(settings.shop.termsFile.empty());
    CPPUNIT_ASSERT_EQUAL(std::string("Ace Tickets"),
                         test::valueOf(Settings::parse("", "ace.toml", false)).shop.name);
}

CPPUNIT_TEST_FIXTURE(SettingsTest, readsHowPaidOrdersGoOut)
{
    const auto toml = "[deliver]\noutput = \"mail\"\nattach = \"pdf\"\nlanguage = \"es\"\n"
                      "[output.mail]\nplugin = \"ticket-output-email\"\n";
    const Settings settings = test::valueOf(Settings::parse(toml, "ace.toml", false));
    CPPUNIT_ASSERT_EQUAL(std::string("mail"), settings.deliverWith);
    CPPUNIT_ASSERT_EQUAL(std::string("pdf"), settings.attachWith);
    CPPUNIT_ASSERT_EQUAL(std::string("es"), settings.deliverLanguage);
    const Settings plain = test::valueOf(Settings::parse("[deliver]\noutput = \"pdf\"", "ace.toml", false));
    CPPUNIT_ASSERT(plain.attachWith.empty() && plain.deliverLanguage == "en");
}

CPPUNIT_TEST_FIXTURE(SettingsTest, readsHowTheServerMeetsTheWorld)
{
    const Settings settings =
        test::valueOf(Settings::parse("[server]\ntls_port = 8443\ntls_certificate = \"c.pem\"\n"
                                      "tls_key = \"k.pem\"\ntrusted_proxies = [\"10.0.0.0/8\"]\n"
                                      "hosts = [\"tickets.example.org\"]\naccess_log = true\n"
                                      "connections = 100\nplain_address = \"10.0.0.7\"\n",
                                      "ace.toml", false));
    CPPUNIT_ASSERT_EQUAL(8443, static_cast<int>(settings.server.tlsPort.value()));
    CPPUNIT_ASSERT_EQUAL(std::string("c.pem"), settings.server.tlsCertificate);
    CPPUNIT_ASSERT_EQUAL(std::string("k.pem"), settings.server.tlsKey);
    CPPUNIT_ASSERT_EQUAL(std::string("10.0.0.7"), settings.server.plainAddress);
    CPPUNIT_ASSERT_EQUAL(std::string("127.0.0.1"),
                         test::valueOf(Settings::parse("", "ace.toml", false)).server.plainAddress);
    CPPUNIT_ASSERT_EQUAL(std::string("10.0.0.0/8"), settings.server.trustedProxies.at(0));
    CPPUNIT_ASSERT_EQUAL(std::string("tickets.example.org"), settings.server.hosts.at(0));
    CPPUNIT_ASSERT(settings.server.accessLog);
    CPPUNIT_ASSERT_EQUAL(100u, settings.server.connections);
}

CPPUNIT_TEST_FIXTURE(SettingsTest, webhooksStayOutOfTheHouseUnlessToldOtherwise)
{
    const Settings usual = test::valueOf(Settings::parse("", "ace.toml", true));
    CPPUNIT_ASSERT(!usual.webhooks.httpAllowed && !usual.webhooks.privateAllowed);
    const auto toml = "[webhooks]\nallow_http = true\nallow_private = true\n";
    const Settings widened = test::valueOf(Settings::parse(toml, "ace.toml", false));
    CPPUNIT_ASSERT(widened.webhooks.httpAllowed && widened.webhooks.privateAllowed);
    mustComplain("[webhooks]\nallow_all = true",
                 "webhooks.allow_all: no such key is known here; check its spelling");
}

CPPUNIT_TEST_FIXTURE(SettingsTest, aDeviceCanBeTakenAway)
{
    const Settings settings =
        test::valueOf(Settings::parse("[payment.cash]\nenabled = false", "ace.toml", false));
    CPPUNIT_ASSERT(settings.payments.empty());
}

CPPUNIT_TEST_FIXTURE(SettingsTest, aDeviceCanBeIsolated)
{
    const Settings settings = test::valueOf(Settings::parse(
        "[payment.cash]\nisolated = true\n[output.pdf]\nisolated = true\n"
        "[scanner.hand]\nplugin = \"example\"\nisolated = true\n[scanner.other]\nplugin = \"example\"",
        "ace.toml", false));
    CPPUNIT_ASSERT(settings.payments.at("cash").isolated);
    CPPUNIT_ASSERT(settings.outputs.at("pdf").isolated);
    CPPUNIT_ASSERT(settings.scanners.at("hand").isolated);
    CPPUNIT_ASSERT(!settings.scanners.at("other").isolated);
    CPPUNIT_ASSERT_EQUAL(512u, settings.scanners.at("hand").isolatedMemoryMb);
    const auto more = "[output.pdf]\nisolated = true\nisolated_memory_mb = 1024";
    CPPUNIT_ASSERT_EQUAL(
        1024u, test::valueOf(Settings::parse(more, "ace.toml", false)).outputs.at("pdf").isolatedMemoryMb);
    mustComplain("[output.pdf]\nisolated_memory_mb = 63",
                 "output.pdf.isolated_memory_mb: must be a whole number from 64 to 65536");
    mustComplain("[storage]\nisolated = true",
                 "storage.isolated: no such key is known here; check its spelling");
}

CPPUNIT_TEST_FIXTURE(SettingsTest, aWayToPayHasAsManyInstancesAsItSaysOrIsTold)
{
    const auto toml = "[payment.card]\nplugin = \"payment-stripe-checkout\"\ninstances = 8";
    const Settings settings = test::valueOf(Settings::parse(toml, "ace.toml", false));
    CPPUNIT_ASSERT_EQUAL(8u, settings.payments.at("card").instances.value());
    CPPUNIT_ASSERT(!settings.payments.at("cash").instances);
    for (const char* number : {"0", "65"})
        mustComplain("[payment.cash]\ninstances = " + std::string(number),
                     "payment.cash.instances: must be a whole number from 1 to 64");
    mustComplain("[output.pdf]\ninstances = 2",
                 "output.pdf.instances: no such key is known here; check its spelling");
}

CPPUNIT_TEST_FIXTURE(SettingsTest, namesFileAndKeyOfEachMistake)
{
    mustComplain("[server]\nport = 70000", "server.port: must be a whole number from 0 to 65535");
    mustComplain("[server]\nport = \"80\"", "server.port: must be a whole number from 0 to 65535");
    mustComplain("[server]\npart = 80", "server.part: no such key is known here; check its spelling");
    mustComplain("sever = 1", "sever: no such key is known here; check its spelling");
    mustComplain("[payment.paypal]\n", "payment.paypal.plugin: is missing");
    mustComplain("[payment.cash]\nplugin = \"../x\"",
                 "payment.cash.plugin: is a plugin's name, such as \"payment-cash\", not a path");
    mustComplain("[deliver]\noutput = \"fax\"", "deliver.output: there is no [output.fax]");
    mustComplain("[deliver]\noutput = \"pdf\"\nattach = \"fax\"", "deliver.attach: there is no [output.fax]");
    mustComplain("[deliver]\noutput = \"pdf\"\nlanguage = \"fr\"",
                 "deliver.language: must be \"en\" or \"es\"");
    mustComplain("[server]\ntls_port = 8443\ntls_key = \"k.pem\"",
                 "server.tls_certificate: is missing: TLS needs tls_port, tls_certificate and tls_key");
    mustComplain("[server]\nplain_address = \"here\"",
                 "server.plain_address: must be an IP address, such as \"127.0.0.1\"");
    mustComplain("[server]\nplain_address = \"0.0.0.0\"",
                 "server.plain_address: is only for a server with tls_port; without TLS, set address");
    mustComplain("[server]\nconnections_per_address = 0",
                 "server.connections_per_address: must be a whole number from 1 to 1000000");
    mustComplain("payment = 3", "payment: must be a table: [payment]");
}

CPPUNIT_TEST_FIXTURE(SettingsTest, saysInWhichLineTheTomlIsBroken)
{
    const auto settings = Settings::parse("[server]\nport = = 3", "ace.toml", true);
    CPPUNIT_ASSERT(!settings);
    CPPUNIT_ASSERT_EQUAL(std::string("ace.toml: line 2"), settings.error().describe().substr(0, 16));
}

} // namespace ace::runtime
