// SPDX-License-Identifier: MIT
// The plugin as a host has it.
#include "Samples.h"

#include <ace/base/File.h>
#include <ace/plugin-host/PluginHost.h>

#include <TestSupport.h>

namespace ace::pdf {

class PdfOutputTest : public CppUnit::TestFixture
{
protected:
    Result<std::unique_ptr<sdk::TicketOutput>> open(const std::string& settings)
    {
        return host_.openTicketOutput({"pdf", "ticket-output-pdf", settings, std::chrono::seconds(20)});
    }
    std::unique_ptr<sdk::TicketOutput> opened(const std::string& settings = "{}")
    {
        return test::valueOf(open(settings));
    }
    std::string withFolder() const { return R"({"folder":")" + folder_.path().string() + R"("})"; }
    bool isLogged(const std::string& text) const { return log_.all().find(text) != std::string::npos; }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    SystemClock clock_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
};

CPPUNIT_TEST_FIXTURE(PdfOutputTest, rendersADocument)
{
    const sdk::Rendered rendered = test::valueOf(opened()->render(ticket({})));
    CPPUNIT_ASSERT_EQUAL(std::string("application/pdf"), rendered.mime);
    CPPUNIT_ASSERT(rendered.bytes.starts_with("%PDF-") && rendered.bytes.ends_with("%%EOF\n"));
    CPPUNIT_ASSERT(rendered.bytes.find("595.28") != std::string::npos);
    CPPUNIT_ASSERT(log_.all().find("font") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(PdfOutputTest, thePaperIsASetting)
{
    const auto bytes = test::valueOf(opened(R"({"page":"letter"})")->render(ticket({}))).bytes;
    CPPUNIT_ASSERT(bytes.find("0 612 792") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(PdfOutputTest, aWrongSettingIsRefusedByItsName)
{
    for (const char* settings :
         {R"({"page":"a3"})", R"({"page":4})", R"({"papier":"a4"})", R"({"folder":7})"}) {
        const auto output = open(settings);
        CPPUNIT_ASSERT_MESSAGE(settings, !output);
        const std::string key = std::string(settings).substr(2, 4);
        CPPUNIT_ASSERT_MESSAGE(output.error().describe(),
                               output.error().message.find(key) != std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(PdfOutputTest, aMissingFontIsAWarningThatNamesTheScript)
{
    const auto output = opened();
    CPPUNIT_ASSERT(output->render(ticket({"Event", "Ana \U000F1234", sampleToken()})));
    CPPUNIT_ASSERT_MESSAGE(log_.all(), isLogged("No installed font has all characters of unknown"));
}

CPPUNIT_TEST_FIXTURE(PdfOutputTest, submittedDocumentsGoIntoTheFolder)
{
    const auto output = opened(withFolder());
    test::mustSucceed(output->submit("01936f5e", ticket({"First", "Ana", sampleToken()}), {}));
    test::mustSucceed(output->submit("01936f5e", ticket({"Second", "Ana", sampleToken()}), {}));
    const std::string file = test::valueOf(readFile(folder_.path() / "01936f5e.pdf"));
    CPPUNIT_ASSERT(file == test::valueOf(output->render(ticket({"Second", "Ana", sampleToken()}))).bytes);
}

CPPUNIT_TEST_FIXTURE(PdfOutputTest, anIdThatIsNoFileNameIsInvalid)
{
    const auto output = opened(withFolder());
    const auto stored = output->submit("../escape", ticket({}), {});
    CPPUNIT_ASSERT(!stored);
    CPPUNIT_ASSERT(!std::filesystem::exists(folder_.path().parent_path() / "escape.pdf"));
    CPPUNIT_ASSERT(output->render(ticket({}))); // and the device goes on
}

CPPUNIT_TEST_FIXTURE(PdfOutputTest, withoutAFolderNothingCanBeSubmitted)
{
    const auto stored = opened()->submit("01936f5e", ticket({}), {});
    CPPUNIT_ASSERT(!stored && stored.error().code != ErrorCode::Invalid); // it is not the document's fault
    CPPUNIT_ASSERT_MESSAGE(stored.error().describe(),
                           stored.error().message.find("\"folder\"") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(PdfOutputTest, aCodeThatDoesNotFitIsAnErrorAndTheNextTicketIsDrawn)
{
    const auto output = opened();
    CPPUNIT_ASSERT(!output->render(ticket({"Event", "Ana", std::string(9000, 'a')})));
    CPPUNIT_ASSERT(output->render(ticket({})));
}

} // namespace ace::pdf
