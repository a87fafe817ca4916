// SPDX-License-Identifier: MIT
#include "Encoding.h"
#include "HeaderText.h"
#include "Samples.h"
#include "TestSupport.h"

#include <algorithm>

namespace ace::email {

namespace {

class MailMessageTest : public CppUnit::TestFixture
{
protected:
    static bool has(const std::string& text, const std::string& part)
    {
        return text.find(part) != std::string::npos;
    }
    static std::size_t longestLine(const std::string& text)
    {
        std::size_t longest = 0;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find("\r\n", at), text.size());
            longest = std::max(longest, end - at);
            at = end + 2;
        }
        return longest;
    }
    static std::string headersOf(const std::string& mail) { return mail.substr(0, mail.find("\r\n\r\n")); }
};

CPPUNIT_TEST_FIXTURE(MailMessageTest, quotedPrintableKeepsItsLinesShortAndItsBlanks)
{
    CPPUNIT_ASSERT_EQUAL(std::string("caf=C3=A9 =3D 1=20\r\n\r\n.\r\n"),
                         quotedPrintableBody("café = 1 \r\n\n."));
    const std::string body = quotedPrintableBody(std::string(5000, 'x') + std::string(500, '\xFF'));
    CPPUNIT_ASSERT_EQUAL(std::size_t{76}, longestLine(body));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, base64IsPaddedAndBroken)
{
    CPPUNIT_ASSERT_EQUAL(std::string("+/8A\r\n"), base64Body(std::string("\xFB\xFF\0", 3)));
    CPPUNIT_ASSERT_EQUAL(std::string("YQ=="), toBase64("a"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{76}, longestLine(base64Body(std::string(1000, 'x'))));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, plainTextStandsAsItIsAndIsFolded)
{
    CPPUNIT_ASSERT_EQUAL(std::string("Subject: Your tickets\r\n"), textField("Subject", " Your  tickets "));
    std::string words;
    for (int i = 0; i < 40; ++i)
        words += "wordword ";
    const std::string field = textField("Subject", words);
    CPPUNIT_ASSERT(longestLine(field) <= 78);
    CPPUNIT_ASSERT(has(field, "\r\n wordword"));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, otherScriptsBecomeEncodedWordsThatCutNoCharacter)
{
    CPPUNIT_ASSERT_EQUAL(std::string("Subject: =?UTF-8?B?RW50cmFkYXMgwqFzw60h?=\r\n"),
                         textField("Subject", "Entradas ¡sí!"));
    std::string music;
    for (int i = 0; i < 50; ++i)
        music += "音楽祭";
    const std::string field = textField("Subject", music);
    CPPUNIT_ASSERT(longestLine(field) <= 76);
    CPPUNIT_ASSERT(has(field, "=?UTF-8?B?6Z+z5qW956Wt6Z+z5qW956Wt6Z+z5qW956Wt6Z+z5qW956Wt?="));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, textThatLooksEncodedIsEncoded)
{
    CPPUNIT_ASSERT(!has(textField("Subject", "=?UTF-8?B?YQ==?="), "=?UTF-8?B?YQ==?="));
    CPPUNIT_ASSERT(longestLine(textField("Subject", std::string(4000, 'x'))) <= 78);
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, aNameIsQuotedOrEncodedWhereItMustBe)
{
    const auto to = [](const std::string& name) { return mailboxField("To", {name, "a@b.org"}); };
    CPPUNIT_ASSERT_EQUAL(std::string("To: a@b.org\r\n"), to(""));
    CPPUNIT_ASSERT_EQUAL(std::string("To: a@b.org\r\n"), to(" \n"));
    CPPUNIT_ASSERT_EQUAL(std::string("To: Ana Smith <a@b.org>\r\n"), to("Ana Smith"));
    CPPUNIT_ASSERT_EQUAL(std::string(R"(To: "Smith, \"Ana\" <x@y.z>" <a@b.org>)") + "\r\n",
                         to("Smith, \"Ana\" <x@y.z>"));
    CPPUNIT_ASSERT_EQUAL(std::string("To: =?UTF-8?B?QW5hIE3DvGxsZXI=?= <a@b.org>\r\n"), to("Ana Müller"));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, aNameBringsNoHeaderOfItsOwn)
{
    const std::string evil = "Ana\r\nBcc: all@example.org\r\n\r\nbuy";
    MailMessage mail = aMail();
    mail.to.name = mail.from.name = mail.subject = mail.language = evil;
    mail.attachments = {{evil, "text/plain\r\nX-Evil: 1", "x"}};
    const std::string text = compose(mail);
    CPPUNIT_ASSERT(!has(text, "\nBcc:") && !has(text, "\nX-Evil") && !has(text, "\nbuy"));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, aFileNameIsQuotedOrSpeltByRfc2231)
{
    CPPUNIT_ASSERT_EQUAL(std::string(";\r\n filename=\"two \\\"tickets\\\".pdf\""),
                         parameter("filename", "two \"tickets\".pdf"));
    CPPUNIT_ASSERT_EQUAL(std::string(";\r\n filename*=UTF-8''entradas%20ma%C3%B1ana.pdf"),
                         parameter("filename", "entradas mañana.pdf"));
    const std::string longName = parameter("filename", std::string(200, 'x'));
    CPPUNIT_ASSERT(has(longName, "filename*0*=UTF-8''xxx") && has(longName, "\r\n filename*3*=x"));
    CPPUNIT_ASSERT(longestLine(longName) <= 78);
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, theDateIsThatOfTheStandard)
{
    CPPUNIT_ASSERT_EQUAL(std::string("Mon, 21 Sep 2026 14:13:20 +0000"),
                         dateText(Instant(std::chrono::seconds(1'790'000'000))));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, aRetryKeepsTheMessageId)
{
    const std::string id = messageIdOf("club", "AB12", "example.org");
    CPPUNIT_ASSERT_EQUAL(id, messageIdOf("club", "AB12", "example.org"));
    CPPUNIT_ASSERT(id.ends_with("@example.org") && id.size() == 40 + 12);
    CPPUNIT_ASSERT(id != messageIdOf("club", "AB13", "example.org"));
    CPPUNIT_ASSERT(id != messageIdOf("museum", "AB12", "example.org"));
    CPPUNIT_ASSERT(
        messageIdOf("club", "AB12", "example.org", "an-order.a-job").starts_with("an-order.a-job."));
    for (const char* wrong : {"a b", ".a", "a.", "a..b", "a@b", "a\r\nb"})
        CPPUNIT_ASSERT_EQUAL(id, messageIdOf("club", "AB12", "example.org", wrong));
    CPPUNIT_ASSERT(has(compose(aMail()), "\r\nMessage-ID: <" + aMail().messageId + ">\r\n"));
    CPPUNIT_ASSERT_EQUAL(compose(aMail()), compose(aMail()));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, aLongMessageIdStaysInOnePiece)
{
    MailMessage mail = aMail();
    mail.messageId = messageIdOf("club", "AB12", "tickets." + std::string(60, 'x') + ".example.org");
    CPPUNIT_ASSERT(has(compose(mail), "\r\nMessage-ID: <" + mail.messageId + ">\r\n"));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, whateverItHoldsItsLinesAreShortAndAscii)
{
    MailMessage mail = aMail();
    mail.subject = mail.to.name = mail.text = mail.html =
        std::string(3000, 'y') + "ñ" + std::string(3000, '\xFF');
    mail.attachments = {{std::string(3000, '.') + "ñ", "application/pdf", std::string(9000, '\0')}};
    mail.images = {{"code1@ace", std::string(9000, '\xFE')}};
    const std::string text = compose(mail);
    CPPUNIT_ASSERT(longestLine(text) <= 78);
    CPPUNIT_ASSERT(isAscii(text));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, addressesAreThoseThatSmtpCarries)
{
    for (const char* good :
         {"a@b.org", "ana+x@example.org", "josé@correo.es", "a@bücher.example", "o'neil@x.y"})
        CPPUNIT_ASSERT_MESSAGE(good, isMailAddress(good));
    for (const char* bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<c@d>", "<a@b>", "a@b>",
                            "a@.b", "a..b@c", ".a@c", "a.@c", "a@b.", "a\xFF@b", "a,b@c", "\"a\"@b"})
        CPPUNIT_ASSERT_MESSAGE(bad, !isMailAddress(bad));
    CPPUNIT_ASSERT(!isMailAddress(std::string(65, 'a') + "@b.org"));
    CPPUNIT_ASSERT(!isMailAddress("a@" + std::string(260, 'b')));
}

CPPUNIT_TEST_FIXTURE(MailMessageTest, replyToIsThereWhereItIsGiven)
{
    MailMessage mail = aMail();
    CPPUNIT_ASSERT(!has(headersOf(compose(mail)), "Reply-To"));
    mail.replyTo = "desk@example.org";
    CPPUNIT_ASSERT(has(headersOf(compose(mail)), "\r\nReply-To: desk@example.org\r\n"));
}

} // namespace

} // namespace ace::email
