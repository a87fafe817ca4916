// SPDX-License-Identifier: MIT
#include "Composer.h"
#include "Samples.h"

#include <ace/pdf/TicketRenderer.h>

#include <TestSupport.h>

#include <algorithm>
#include <random>

namespace ace::pdf {

class TicketRendererTest : public CppUnit::TestFixture
{
protected:
    static int count(const std::string& text, const std::string& part)
    {
        int found = 0;
        for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1))
            ++found;
        return found;
    }
    static int pagesIn(const std::string& pdf) { return count(pdf, "/Type /Page\n"); }
    std::string bytesOf(const sdk::Document& document)
    {
        return test::valueOf(renderer_.render(document)).bytes;
    }

    TicketRenderer renderer_;
};

CPPUNIT_TEST_FIXTURE(TicketRendererTest, theSameDocumentGivesTheSameBytes)
{
    const std::string first = bytesOf(ticket({}));
    bytesOf(ticket({"Another", "Somebody", sampleToken(2)}));
    CPPUNIT_ASSERT(first == bytesOf(ticket({})));
    CPPUNIT_ASSERT(first == test::valueOf(TicketRenderer().render(ticket({}))).bytes);
    CPPUNIT_ASSERT(first.starts_with("%PDF-") && first.size() < 60'000);
}

CPPUNIT_TEST_FIXTURE(TicketRendererTest, onlyPagesWithABlockAreMade)
{
    const sdk::TextBlock text{"x", sdk::TextStyle::Body, sdk::TextAlign::Start, 1};
    const sdk::PageBlock page;
    CPPUNIT_ASSERT_EQUAL(1, pagesIn(bytesOf({"", "en", {}})));
    CPPUNIT_ASSERT_EQUAL(1, pagesIn(bytesOf({"", "en", {page, page}})));
    CPPUNIT_ASSERT_EQUAL(1, pagesIn(bytesOf({"", "en", {page, text, page}})));
    CPPUNIT_ASSERT_EQUAL(2, pagesIn(bytesOf({"", "en", {text, page, page, text}})));
}

CPPUNIT_TEST_FIXTURE(TicketRendererTest, whatDoesNotFitGoesOnToFurtherPages)
{
    sdk::Document document{"Long", "en", {}};
    for (int i = 0; i < 200; ++i)
        document.blocks.emplace_back(sdk::ColumnsBlock{{"Row", std::to_string(i)}});
    for (int i = 0; i < 9; ++i)
        document.blocks.emplace_back(sdk::QrBlock{sampleToken(i), "code"});
    const int pages = pagesIn(bytesOf(document));
    CPPUNIT_ASSERT(pages >= 5 && pages <= 8);
}

CPPUNIT_TEST_FIXTURE(TicketRendererTest, aCodeThatCannotHoldItsPayloadIsAnError)
{
    for (const std::string& payload : {std::string(), std::string(5000, 'a')}) {
        const auto rendered = renderer_.render(ticket({"Event", "Holder", payload}));
        CPPUNIT_ASSERT(!rendered && rendered.error().code == ErrorCode::Invalid);
    }
    CPPUNIT_ASSERT(renderer_.render(ticket({})));
}

CPPUNIT_TEST_FIXTURE(TicketRendererTest, missingFontsAreReported)
{
    CPPUNIT_ASSERT(
        test::valueOf(renderer_.render(ticket({"Event", "Ana \xFF", sampleToken()}))).missingScripts.empty());
    const auto scripts =
        test::valueOf(renderer_.render(ticket({"Event", "\U000F1234", sampleToken()}))).missingScripts;
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), scripts.size());
}

CPPUNIT_TEST_FIXTURE(TicketRendererTest, aLanguageCannotBreakOutOfItsString)
{
    sdk::Document document = ticket({});
    document.language = "en) /OpenAction (x";
    CPPUNIT_ASSERT_EQUAL(0, count(bytesOf(document), "/OpenAction"));
    CPPUNIT_ASSERT_EQUAL(1, count(bytesOf(document), "/Lang (und)"));
}

CPPUNIT_TEST_FIXTURE(TicketRendererTest, moreClustersThanAFontHoldsTakeSeveralFonts)
{
    sdk::Document document{"Han", "zh", {}};
    for (char32_t c = 0x4E00; c < 0x4E00 + 600; c += 10) {
        std::string text;
        for (char32_t k = c; k < c + 10; ++k)
            text += {static_cast<char>(0xE0 | k >> 12), static_cast<char>(0x80 | (k >> 6 & 0x3F)),
                     static_cast<char>(0x80 | (k & 0x3F))};
        document.blocks.emplace_back(sdk::TextBlock{text, sdk::TextStyle::Body, sdk::TextAlign::Start, 2});
    }
    CPPUNIT_ASSERT_EQUAL(3, count(bytesOf(document), "/Subtype /Type3"));
}

CPPUNIT_TEST_FIXTURE(TicketRendererTest, anyBlocksAreDrawn)
{
    std::mt19937 random(17);
    const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
    const auto bytes = [&](unsigned most) {
        std::string text(random() % most, '\0');
        for (char& c : text)
            c = static_cast<char>(random() % 3 ? random() % 128 : random());
        return text;
    };
    for (int round = 0; round < 60; ++round) {
        sdk::Document document{bytes(80), bytes(12), {}};
        for (int i = below(12); i >= 0; --i) {
            switch (below(5)) {
            case 0:
                document.blocks.emplace_back(sdk::TextBlock{bytes(300), static_cast<sdk::TextStyle>(below(4)),
                                                            static_cast<sdk::TextAlign>(below(3)),
                                                            below(100) - 20});
                break;
            case 1: {
                sdk::ColumnsBlock columns;
                for (int cells = below(12); cells > 0; --cells)
                    columns.cells.push_back(bytes(60));
                document.blocks.push_back(std::move(columns));
                break;
            }
            case 2:
                document.blocks.emplace_back(sdk::QrBlock{"Q" + bytes(1500), bytes(100)});
                break;
            case 3:
                document.blocks.emplace_back(sdk::RuleBlock{});
                break;
            default:
                document.blocks.emplace_back(sdk::PageBlock{});
            }
        }
        CPPUNIT_ASSERT(bytesOf(document).ends_with("%%EOF\n"));
    }
}

class ComposerTest : public CppUnit::TestFixture
{
protected:
    static constexpr Card kCard{523, 770, 349};
    static double bottomOf(const PlacedText& text) { return text.at.y + text.layout.height; }

    std::vector<Sheet> compose(const std::vector<sdk::Block>& blocks)
    {
        return test::valueOf(Composer(shaper_, "en", kCard).compose(blocks));
    }
    text::Shaper shaper_;
};

CPPUNIT_TEST_FIXTURE(ComposerTest, nothingOverlapsOrLeavesTheCard)
{
    std::string tower = "Z";
    for (int i = 0; i < 100; ++i)
        tower += "\u0301";
    for (const std::string& name :
         {std::string(), std::string(200, 'W'), tower, std::string("\xFF\xFF"), std::string("ที่รัก")})
        for (const Sheet& sheet : compose(ticketBlocks({name, name, sampleToken()}))) {
            CPPUNIT_ASSERT(sheet.bottom + kPadding <= kCard.heightMax);
            for (std::size_t i = 0; i < sheet.texts.size(); ++i) {
                const PlacedText& a = sheet.texts[i];
                CPPUNIT_ASSERT(a.at.x >= 8 && a.at.x + a.layout.width <= kCard.width);
                CPPUNIT_ASSERT(a.at.y >= 0 && bottomOf(a) <= sheet.bottom + 0.01);
                for (std::size_t k = 0; k < i; ++k) {
                    const PlacedText& b = sheet.texts[k];
                    const bool apart = a.at.y >= bottomOf(b) || b.at.y >= bottomOf(a) ||
                                       a.at.x >= b.at.x + b.layout.width || b.at.x >= a.at.x + a.layout.width;
                    CPPUNIT_ASSERT(apart);
                }
            }
        }
}

CPPUNIT_TEST_FIXTURE(ComposerTest, aLabelAndItsValueShareABaseline)
{
    for (const char* value : {"$24.00", "محمد", "李小龙", "ที่รัก"}) {
        const Sheet sheet = compose({sdk::ColumnsBlock{{"Price", value}}}).at(0);
        const auto baseline = [](const PlacedText& text) {
            return text.at.y + text.layout.lines.at(0).baseline;
        };
        CPPUNIT_ASSERT_EQUAL(std::size_t(2), sheet.texts.size());
        CPPUNIT_ASSERT_DOUBLES_EQUAL(baseline(sheet.texts[0]), baseline(sheet.texts[1]), 0.01);
    }
}

CPPUNIT_TEST_FIXTURE(ComposerTest, manyCellsTakeSeveralRows)
{
    const Sheet sheet = compose({sdk::ColumnsBlock{{"Label", "1", "2", "3", "4", "5", "6"}}}).at(0);
    CPPUNIT_ASSERT_EQUAL(std::size_t(8), sheet.texts.size()); // the second row has an empty label
    CPPUNIT_ASSERT(sheet.texts.back().at.y > sheet.texts.front().at.y);
    CPPUNIT_ASSERT(compose({sdk::ColumnsBlock{}}).at(0).texts.empty());
}

CPPUNIT_TEST_FIXTURE(ComposerTest, codesStandOnTheStubUnlessOneIsTooWide)
{
    const auto small = compose(ticketBlocks({}));
    CPPUNIT_ASSERT(small.at(0).codes.at(0).at.x > kCard.stubLeft);
    const auto wide = compose(ticketBlocks({"Event", "Holder", std::string(700, 'a')}));
    const PlacedCode& code = wide.at(0).codes.at(0);
    CPPUNIT_ASSERT(code.at.x >= 0 && code.at.x + code.side() <= kCard.width);
    for (const PlacedText& text : wide[0].texts) // only its caption is below it
        CPPUNIT_ASSERT(bottomOf(text) <= code.at.y || text.at.y >= code.at.y + code.side());
}

} // namespace ace::pdf
