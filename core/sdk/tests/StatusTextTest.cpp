// SPDX-License-Identifier: MIT
// What a plugin says of its failures leaves it as bounded, valid, harmless text.
#include "TestSupport.h"

#include <ace/sdk/PaymentJson.h>
#include <ace/sdk/TicketOutputDevice.h>
#include <ace/sdk/testing/HostDouble.h>

using namespace ace;
using sdk::detail::statusText;

namespace {

class Telling : public sdk::TicketOutputDevice
{
public:
    void open(std::string_view) override {}
    using sdk::Device::postError;
};

} // namespace

class StatusTextTest : public CppUnit::TestFixture
{
protected:
    // What the host hears of an exception of `work`.
    template <class Work> std::string heardOf(Work work)
    {
        CPPUNIT_ASSERT(sdk::detail::guarded(host_.table(), work) != ACE_OK);
        const std::string text = host_.failure();
        CPPUNIT_ASSERT(isValidUtf8(text));
        CPPUNIT_ASSERT(text.size() <= sdk::detail::kStatusTextMax);
        return text;
    }

    sdk::testing::HostDouble host_;
};

CPPUNIT_TEST_FIXTURE(StatusTextTest, whatAJsonParserQuotesOfItsInputIsCleaned)
{
    for (const char* input : {"{\"a\":\"\xff\xfe\"}", "\"\xc3", "{\"a\":\"\x01\"}", "\x9b"}) {
        const std::string said = heardOf([&] { sdk::parseIntent(input); });
        CPPUNIT_ASSERT_MESSAGE(said, said.find("parse error") != std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(StatusTextTest, controlCharactersBecomeSpaces)
{
    CPPUNIT_ASSERT_EQUAL(std::string("a b [31mc  d\xC3\xA9"), statusText("a\nb\x1b[31mc\x7f\xC2\x9B"
                                                                         "d\xC3\xA9"));
    CPPUNIT_ASSERT_EQUAL(std::string("one two"),
                         heardOf([] { throw sdk::DeviceError(ACE_FAILURE, "one\ttwo"); }));
}

CPPUNIT_TEST_FIXTURE(StatusTextTest, whatIsTooLongIsCutBetweenTwoCharacters)
{
    const std::size_t most = sdk::detail::kStatusTextMax;
    CPPUNIT_ASSERT_EQUAL(most, statusText(std::string(most, 'x')).size());
    CPPUNIT_ASSERT_EQUAL(most, statusText(std::string(most + 1, 'x')).size());
    for (std::size_t before = 0; before < 4; ++before) {
        std::string text(before, 'x');
        while (text.size() < most + 8)
            text += "\xF0\x9F\x8E\xAB";
        const std::string cut = statusText(text);
        CPPUNIT_ASSERT(text.starts_with(cut));
        CPPUNIT_ASSERT(cut.size() > most - 4 && cut.size() <= most);
    }
    const std::string wild = heardOf([&] { throw std::runtime_error(std::string(1u << 20, '\xff')); });
    CPPUNIT_ASSERT(wild.size() > most - 3);
}

CPPUNIT_TEST_FIXTURE(StatusTextTest, anErrorThatIsPostedIsCleanedToo)
{
    const auto made = sdk::DeviceFactory::make<Telling>(host_.table());
    static_cast<Telling*>(static_cast<sdk::Device*>(made->self))
        ->postError(ACE_FAILURE, "7", "no\xffpaper\n");
    made->destroy(made->self);
    CPPUNIT_ASSERT_EQUAL(std::string("no\xEF\xBF\xBDpaper "),
                         host_.takeEvent(ACE_EVENT_ERROR, std::chrono::milliseconds(0)).value().body);
}
