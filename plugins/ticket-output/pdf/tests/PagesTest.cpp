// SPDX-License-Identifier: MIT
// Whole pages, read back by programs that know nothing of ours: zbar, poppler, qpdf.
#include "Samples.h"
#include "Tools.h"

#include <ace/barcode/QrReader.h>
#include <ace/pdf/TicketRenderer.h>

#include <ace/base/File.h>

#include <TestSupport.h>

#include <algorithm>

namespace ace::pdf {

class PagesTest : public CppUnit::TestFixture
{
public:
    void setUp() override { needTools({"pdftoppm", "pdftotext", "zbarimg", "qpdf"}); }

protected:
    Path write(const sdk::Document& document, PageSize size = PageSize::A4)
    {
        const Path path = folder_.path() / "ticket.pdf";
        test::mustSucceed(writeFileDurably(path, test::valueOf(TicketRenderer(size).render(document)).bytes));
        return path;
    }

    static std::string readByZbar(const Path& pdf, int dpi)
    {
        const Path stem = Path(pdf).replace_extension("") += "-zbar";
        mustRun({"pdftoppm", "-png", "-singlefile", "-r", std::to_string(dpi), pdf, stem});
        return mustRun({"zbarimg", "--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-Sbinary",
                        (Path(stem) += ".png")});
    }

    static std::string readByUs(const Path& pdf, int dpi)
    {
        const Picture page = rasterise(pdf, dpi);
        return barcode::readQr({page.grey, page.width, page.height, static_cast<std::size_t>(page.width)})
            .value_or("nothing");
    }

    // Only the modules of a code are quite black.
    static PixelBox codeBox(const Picture& page) { return inkBox(page, 8, wholeOf(page)); }

    static std::string repeated(const std::string& text, int times)
    {
        std::string all;
        while (times-- > 0)
            all += text;
        return all;
    }

    // 200 characters, none, broken: what people and imports put into a name.
    static std::vector<std::string> badNames()
    {
        using namespace std::string_literals;
        return {repeated("W", 200),
                repeated("Ana ", 50),
                repeated("李", 200),
                repeated("محمد ", 40),
                repeated("ใ", 200),
                "",
                "   ",
                "\xFF\xFE\xC0\x80"s,
                "Ana \xED\xA0\x80 M\xFCller",
                "a\0b\nc"s,
                "Z" + repeated("\u0301", 199),
                repeated("\u202E", 200),
                repeated("\U000F1234", 200)};
    }

    static std::string place(const Word& word)
    {
        return word.text + " at " + std::to_string(word.left) + ", " + std::to_string(word.top) + " to " +
               std::to_string(word.right) + ", " + std::to_string(word.bottom);
    }

    static bool overlap(const Word& a, const Word& b)
    {
        // poppler gives every word 1.3 times its font size; lines of frames are closer than that, letters are lower.
        const double touch = 0.12 * std::min(a.bottom - a.top, b.bottom - b.top);
        return std::min(a.right, b.right) - std::max(a.left, b.left) > 0.5 &&
               std::min(a.bottom, b.bottom) - std::max(a.top, b.top) > touch;
    }

    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(PagesTest, theCodeIsReadFromAScreenAndFromAScan)
{
    const Sample sample;
    const Path pdf = write(ticket(sample));
    for (const int dpi : {100, 150, 300}) {
        CPPUNIT_ASSERT_EQUAL(sample.token, readByZbar(pdf, dpi));
        CPPUNIT_ASSERT_EQUAL(sample.token, readByUs(pdf, dpi));
    }
}

CPPUNIT_TEST_FIXTURE(PagesTest, manyTokensAreReadAt100Dpi)
{
    for (int number = 10; number < 30; ++number) {
        const Sample sample{"Event", "Holder", sampleToken(number)};
        const Path pdf = write(ticket(sample));
        CPPUNIT_ASSERT_EQUAL(sample.token, readByZbar(pdf, 100));
        CPPUNIT_ASSERT_EQUAL(sample.token, readByUs(pdf, 100));
    }
}

CPPUNIT_TEST_FIXTURE(PagesTest, aModuleIsBetween08And1Millimetre)
{
    constexpr int kDpi = 600;
    // Bytes of lower case: more of them, more modules. 41, 21, 57, 101, 177 modules to a side.
    for (const auto& [payload, modules] : {std::pair{sampleToken(), 41},
                                           {std::string("AB12"), 21},
                                           {std::string(213, 'a'), 57},
                                           {std::string(700, 'a'), 101},
                                           {std::string(2331, 'a'), 177}}) {
        const PixelBox code = codeBox(rasterise(write(ticket({"Event", "Holder", payload})), kDpi));
        const double moduleMm = code.width() / static_cast<double>(modules) / kDpi * 25.4;
        std::cout << modules << " modules of " << moduleMm << " mm" << std::endl;
        CPPUNIT_ASSERT(moduleMm > 0.795 && moduleMm < 1.005);
        CPPUNIT_ASSERT(std::abs(code.width() - code.height()) <= 1);
    }
}

CPPUNIT_TEST_FIXTURE(PagesTest, fourModulesAroundTheCodeAreWhite)
{
    constexpr int kDpi = 300;
    const Picture page = rasterise(write(ticket({})), kDpi);
    const PixelBox code = codeBox(page);
    const int quiet = 4 * code.width() / 41 - 1;
    int seen = 0;
    for (int y = code.top - quiet; y < code.bottom + quiet; ++y)
        for (int x = code.left - quiet; x < code.right + quiet; ++x) {
            // The outermost modules end somewhere inside the pixels beside the box.
            const bool isOutside = x < code.left - 1 || x > code.right || y < code.top - 1 || y > code.bottom;
            if (isOutside)
                CPPUNIT_ASSERT_EQUAL(255, page.at(x, y));
            seen += isOutside;
        }
    CPPUNIT_ASSERT(seen > 4 * quiet * code.width());
}

CPPUNIT_TEST_FIXTURE(PagesTest, qpdfFindsNoFault)
{
    sdk::Document document = ticket({"مهرجان 港湾灯光 Festival", "Ana", sampleToken()});
    for (const std::string& name : badNames()) {
        document.blocks.emplace_back(sdk::PageBlock{});
        for (const sdk::Block& block : ticketBlocks({name, name, sampleToken()}))
            document.blocks.push_back(block);
    }
    const std::string report = mustRun({"qpdf", "--check", write(document)});
    CPPUNIT_ASSERT_MESSAGE(report, report.find("No syntax or stream encoding errors found") != report.npos);
    CPPUNIT_ASSERT_MESSAGE(report, report.find("WARNING") == report.npos);
}

CPPUNIT_TEST_FIXTURE(PagesTest, popplerReadsWithoutAWarning)
{
    const Path pdf = write(ticket({"Festival مهرجان", "李小龙", sampleToken()}));
    const std::string fonts = mustRun({"pdffonts", pdf});
    CPPUNIT_ASSERT_MESSAGE(fonts, fonts.find("Error") == fonts.npos && fonts.find("Type 3") != fonts.npos);
    const std::string text = mustRun({"pdftotext", pdf, "-"});
    CPPUNIT_ASSERT_MESSAGE(text, text.find("Warning") == text.npos && text.find("Error") == text.npos);
}

CPPUNIT_TEST_FIXTURE(PagesTest, theCodeStandsInTheSamePlaceWhateverTheNames)
{
    constexpr int kDpi = 150;
    const PixelBox usual = codeBox(rasterise(write(ticket({})), kDpi));
    for (const std::string& name : badNames()) {
        const Path pdf = write(ticket({name, name, sampleToken()}));
        const PixelBox box = codeBox(rasterise(pdf, kDpi));
        CPPUNIT_ASSERT(box.left == usual.left && box.top == usual.top);
        CPPUNIT_ASSERT(box.right == usual.right && box.bottom == usual.bottom);
        CPPUNIT_ASSERT_EQUAL(sampleToken(), readByUs(pdf, 100));
    }
}

CPPUNIT_TEST_FIXTURE(PagesTest, noWordStandsOnAnother)
{
    std::vector<std::string> names = badNames();
    names.insert(names.end(), {"Ana Müller", "प्रिया शर्मा", "สมชาย ใจดี", "山田はなこ"});
    for (const std::string& name : names) {
        const Path pdf = write(ticket({name, name, sampleToken()}));
        const std::vector<Word> words = wordsOf(pdf);
        CPPUNIT_ASSERT(words.size() > 10);
        const PixelBox code = codeBox(rasterise(pdf, 72));
        const Word codeArea{"", static_cast<double>(code.left), static_cast<double>(code.top),
                            static_cast<double>(code.right), static_cast<double>(code.bottom)};
        for (std::size_t i = 0; i < words.size(); ++i) {
            CPPUNIT_ASSERT_MESSAGE(words[i].text, words[i].left > 40 && words[i].right < 556);
            CPPUNIT_ASSERT_MESSAGE(words[i].text, !overlap(words[i], codeArea));
            for (std::size_t k = 0; k < i; ++k)
                CPPUNIT_ASSERT_MESSAGE(place(words[i]) + " on " + place(words[k]),
                                       !overlap(words[i], words[k]));
        }
    }
}

CPPUNIT_TEST_FIXTURE(PagesTest, everyPageOfAnOrderHasItsOwnTicket)
{
    sdk::Document document{"Order", "en", {sdk::PageBlock{}}};
    for (int number = 1; number <= 3; ++number) {
        for (const sdk::Block& block :
             ticketBlocks({"Event", "Holder " + std::to_string(number), sampleToken(number)}))
            document.blocks.push_back(block);
        document.blocks.emplace_back(sdk::PageBlock{});
    }
    const Path pdf = write(document);
    CPPUNIT_ASSERT_EQUAL(std::string("3\n"), mustRun({"qpdf", "--show-npages", pdf}));
    for (int number = 1; number <= 3; ++number) {
        CPPUNIT_ASSERT(textOf(pdf, number).find("Holder " + std::to_string(number)) != std::string::npos);
        const Picture page = rasterise(pdf, 100, number);
        CPPUNIT_ASSERT_EQUAL(sampleToken(number), barcode::readQr({page.grey, page.width, page.height,
                                                                   static_cast<std::size_t>(page.width)})
                                                      .value_or("nothing"));
    }
}

CPPUNIT_TEST_FIXTURE(PagesTest, paperIsA4OrLetter)
{
    const Picture a4 = rasterise(write(ticket({})), 72),
                  letter = rasterise(write(ticket({}), PageSize::Letter), 72);
    CPPUNIT_ASSERT(a4.width == 596 && a4.height == 842);
    CPPUNIT_ASSERT(letter.width == 612 && letter.height == 792);
    CPPUNIT_ASSERT_EQUAL(sampleToken(), readByUs(folder_.path() / "ticket.pdf", 100));
}

CPPUNIT_TEST_FIXTURE(PagesTest, theTitleIsTheDocuments)
{
    const std::string info =
        mustRun({"pdfinfo", write(ticket({"Фестиваль (огней) 🎉", "Ana", sampleToken()}))});
    CPPUNIT_ASSERT_MESSAGE(info, info.find("Фестиваль (огней) 🎉") != info.npos);
}

} // namespace ace::pdf
