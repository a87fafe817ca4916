// SPDX-License-Identifier: MIT
#include "Samples.h"
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/email/MailTemplates.h>
#include <ace/email/QrPng.h>

namespace ace::email {

namespace {

class MailTemplatesTest : public CppUnit::TestFixture
{
protected:
    MailTemplates::Written write(const std::string& language = "en", const std::string& name = "Ana Müller",
                                 std::vector<sdk::Attachment> attachments = {}) const
    {
        const MailTemplates templates = test::valueOf(MailTemplates::load(own_));
        return test::valueOf(templates.write(tickets(name), {name, "a@b.org", language, attachments}));
    }
    void replace(const std::string& file, const std::string& text)
    {
        own_ = folder_.path();
        test::mustSucceed(writeFileDurably(own_ / file, text));
    }
    static void mustHave(const std::string& text, const std::string& part)
    {
        CPPUNIT_ASSERT_MESSAGE(part + " is not in: " + text, text.find(part) != std::string::npos);
    }
    static void mustLack(const std::string& text, const std::string& part)
    {
        CPPUNIT_ASSERT_MESSAGE(part + " is in: " + text, text.find(part) == std::string::npos);
    }

    test::TemporaryFolder folder_;
    std::filesystem::path own_;
};

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, saysWhatTheDocumentSays)
{
    const auto mail = write();
    mustHave(mail.subject, "Your tickets: Harbour Lights – K7RQ2MPX");
    mustHave(mail.text, "Hello Ana Müller,");
    mustHave(mail.text, "Harbour Lights <Festival>\n");
    mustHave(mail.text, "Name: Ana Müller\n");
    mustHave(mail.text, kToken + "\n");
    mustHave(mail.html, "Hello Ana Müller,");
    mustHave(mail.html, "Reduced");
    mustHave(mail.html, "<img src=\"cid:code2@ace-tickets\"");
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, mail.images.size());
    CPPUNIT_ASSERT_EQUAL(std::string("code2@ace-tickets"), mail.images.at(1).contentId);
    CPPUNIT_ASSERT(mail.images.at(1).png == test::valueOf(qrPng(kToken)));
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, ticketsLeadToTheirOrderWhereThereIsALink)
{
    const MailTemplates templates = test::valueOf(MailTemplates::load(own_));
    sdk::Delivery delivery{"Ana", "a@b.org", "es"};
    delivery.link = "https://shop.example/es/orders/A/b?x=1&y=2";
    const auto mail = test::valueOf(templates.write(tickets(), delivery));
    mustHave(mail.text, delivery.link + "\n");
    mustHave(mail.html, "href=\"https://shop.example/es/orders/A/b?x=1&amp;y=2\"");
    mustHave(mail.html, "Ver su pedido");
    delivery.link.clear();
    mustLack(test::valueOf(templates.write(tickets(), delivery)).html, "Ver su pedido");
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, eachOccasionHasItsOwnWordsInBothLanguages)
{
    const MailTemplates templates = test::valueOf(MailTemplates::load(own_));
    const sdk::Document letter{"Fair – AB12",
                               "en",
                               {sdk::ColumnsBlock{{"Amount", std::string("$12.50")}},
                                sdk::LinkBlock{"https://shop.example/?a=1&b=2", "Open the tickets"}}};
    const struct
    {
        sdk::Occasion occasion;
        const char* language;
        const char* subject;
        const char* says;
    } rows[] = {
        {sdk::Occasion::LatePayment, "en", "Your payment came too late and goes back: Fair – AB12",
         "already gone"},
        {sdk::Occasion::LatePayment, "es", "Su pago llegó tarde y se le devuelve: Fair – AB12",
         "ya se habían agotado"},
        {sdk::Occasion::Refund, "en", "Your refund: Fair – AB12", "We have given money back"},
        {sdk::Occasion::Refund, "es", "Su devolución: Fair – AB12", "Hemos devuelto dinero"},
        {sdk::Occasion::Links, "en", "Your tickets", "You asked for your tickets"},
        {sdk::Occasion::Links, "es", "Sus entradas", "Usted ha pedido sus entradas"},
    };
    for (const auto& row : rows) {
        sdk::Delivery delivery{"Ana", "a@b.org", row.language};
        delivery.occasion = row.occasion;
        const auto mail = test::valueOf(templates.write(letter, delivery));
        CPPUNIT_ASSERT_EQUAL(std::string(row.subject), mail.subject.substr(0, mail.subject.find('\n')));
        for (const std::string* text : {&mail.text, &mail.html})
            mustHave(*text, row.says);
        mustHave(mail.text, "Amount: $12.50\n");
        mustHave(mail.text, "Open the tickets: https://shop.example/?a=1&b=2\n");
        mustHave(mail.html, "href=\"https://shop.example/?a=1&amp;b=2\"");
        mustLack(mail.text, "Thank you for your order");
        mustLack(mail.text, "Gracias por su pedido");
    }
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, textIsEscapedInThePageAndNowhereElse)
{
    const auto mail = write("en", "<b>&\"");
    mustHave(mail.text, "Hello <b>&\",");
    mustHave(mail.html, "Hello &lt;b&gt;&amp;&quot;,");
    mustLack(mail.html, "<b>");
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, aNameThatIsATemplateIsJustAName)
{
    mustHave(write("en", "{{title}}").text, "Hello {{title}},");
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, speaksSpanishAndElseEnglish)
{
    for (const char* language : {"es", "es-MX"}) {
        const auto mail = write(language);
        mustHave(mail.subject, "Sus entradas: ");
        mustHave(mail.text, "Hola, Ana Müller:");
        mustHave(mail.html, "<html lang=\"es\">");
    }
    for (const char* language : {"en", "fr", "", "../es", "english"})
        mustHave(write(language).subject, "Your tickets: ");
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, aMissingNameLeavesNoGap)
{
    const auto mail = write("en", "");
    mustHave(mail.text, "Hello,\n");
    mustHave(mail.html, ">Hello,</p>");
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, namesTheAttachmentsWhereThereAreAny)
{
    mustLack(write().text, "print");
    mustHave(write("en", "Ana", {{"tickets.pdf", "application/pdf", "x"}}).text,
             "To print at home: tickets.pdf");
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, anOrganisersOwnFileTakesThePlaceOfItsOwn)
{
    replace("subject.en.txt", "{{name}}, see you at {{title}}!");
    const auto mail = write();
    CPPUNIT_ASSERT_EQUAL(std::string("Ana Müller, see you at Harbour Lights – K7RQ2MPX!"), mail.subject);
    mustHave(mail.text, "Thank you for your order.");
    mustHave(write("es").subject, "Sus entradas");
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, whatIsNoTemplateIsRefusedWithItsFile)
{
    replace("page.es.html", "{{#pages}} and no end");
    const auto templates = MailTemplates::load(own_);
    CPPUNIT_ASSERT(!templates);
    mustHave(templates.error().describe(), "page.es.html: is no Mustache template");
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, aFolderThatIsNotThereIsRefused)
{
    const auto templates = MailTemplates::load(folder_.path() / "nowhere");
    CPPUNIT_ASSERT(!templates);
    mustHave(templates.error().describe(), "nowhere: is no folder with templates");
}

CPPUNIT_TEST_FIXTURE(MailTemplatesTest, aCodeThatIsTooLongIsInvalid)
{
    const MailTemplates templates = test::valueOf(MailTemplates::load(""));
    const sdk::Document document{"x", "en", {sdk::QrBlock{std::string(9000, 'a'), ""}}};
    const auto mail = templates.write(document, {});
    CPPUNIT_ASSERT(!mail);
    CPPUNIT_ASSERT(mail.error().code == ErrorCode::Invalid);
}

} // namespace

} // namespace ace::email
