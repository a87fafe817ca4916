// SPDX-License-Identifier: MIT
#include "OutlineCache.h"

#include <ace/text/Shaper.h>

#include <ace/base/Thread.h>

#include <TestSupport.h>

#include <pango/pangocairo.h>

#include <cmath>

namespace ace::text {

class ShaperTest : public CppUnit::TestFixture
{
protected:
    static constexpr const char* kNames[] = {"Ana Müller", "Γιώργος",   "Наталья", "יוסף כהן",   "محمد علي",
                                             "प्रिया शर्मा", "สมชาย ใจดี", "李小龙",  "山田はなこ", "김민준"};

    static Style style(double width = 0, int maxLines = 1)
    {
        Style wanted;
        wanted.family = "Noto Sans";
        wanted.size = 20;
        wanted.width = width;
        wanted.maxLines = maxLines;
        return wanted;
    }
    static std::string joined(const Layout& layout)
    {
        std::string leftToRight, rightToLeft;
        for (const Line& line : layout.lines)
            for (const Cluster& cluster : line.clusters) {
                leftToRight += cluster.text;
                rightToLeft = cluster.text + rightToLeft;
            }
        return layout.rightToLeft ? rightToLeft : leftToRight;
    }
    static std::string repeated(std::string_view text, int times)
    {
        std::string all;
        while (times-- > 0)
            all += text;
        return all;
    }

    Shaper shaper_;
};

CPPUNIT_TEST_FIXTURE(ShaperTest, everyScriptHasItsGlyphsAndGivesItsTextBack)
{
    for (const char* name : kNames) {
        const Layout layout = shaper_.layOut(name, style());
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name, 0, layout.missing);
        CPPUNIT_ASSERT_EQUAL(std::string(name), joined(layout));
        CPPUNIT_ASSERT_EQUAL(std::size_t(1), layout.lines.size());
        CPPUNIT_ASSERT(layout.lines[0].glyphs.size() >= 3);
        CPPUNIT_ASSERT(layout.ink.left > -3 && layout.ink.right < layout.width + 3);
        CPPUNIT_ASSERT(layout.ink.top > -3 && layout.ink.bottom < layout.height + 3);
        CPPUNIT_ASSERT(layout.ink.bottom - layout.ink.top > 10); // letters of 20 pt
    }
}

CPPUNIT_TEST_FIXTURE(ShaperTest, clustersStandSideBySide)
{
    for (const char* name : kNames) {
        const Line line = shaper_.layOut(name, style()).lines.at(0);
        double x = line.left;
        for (const Cluster& cluster : line.clusters) {
            CPPUNIT_ASSERT_DOUBLES_EQUAL(x, cluster.x, 0.01);
            x += cluster.width;
        }
        CPPUNIT_ASSERT_DOUBLES_EQUAL(line.left + line.width, x, 0.01);
    }
}

CPPUNIT_TEST_FIXTURE(ShaperTest, outlinesGrowUpwardsFromTheBaseline)
{
    const Layout layout = shaper_.layOut("A", style());
    const PlacedGlyph& glyph = layout.lines.at(0).glyphs.at(0);
    CPPUNIT_ASSERT_DOUBLES_EQUAL(0.0, glyph.outline->ink.bottom, 0.2);
    CPPUNIT_ASSERT_DOUBLES_EQUAL(14.3, glyph.outline->ink.top, 0.5); // cap height 0.714 em
    CPPUNIT_ASSERT_DOUBLES_EQUAL(layout.lines[0].baseline, glyph.at.y, 0.01);
}

CPPUNIT_TEST_FIXTURE(ShaperTest, arabicLettersJoin)
{
    const double joined = shaper_.layOut("ببب", style()).width;
    const double apart = shaper_.layOut("ب\u200Cب\u200Cب", style()).width; // zero width non-joiners
    CPPUNIT_ASSERT(joined < 0.7 * apart);
    const Line ligature = shaper_.layOut("لا", style()).lines.at(0);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), ligature.clusters.size());
    CPPUNIT_ASSERT_EQUAL(std::string("لا"), ligature.clusters[0].text);
}

CPPUNIT_TEST_FIXTURE(ShaperTest, rightToLeftTextStartsAtTheRight)
{
    const Layout hebrew = shaper_.layOut("יוסף", style(300));
    CPPUNIT_ASSERT(hebrew.rightToLeft);
    CPPUNIT_ASSERT_DOUBLES_EQUAL(300.0, hebrew.lines.at(0).left + hebrew.lines[0].width, 0.01);
    const Layout latin = shaper_.layOut("Yosef", style(300));
    CPPUNIT_ASSERT(!latin.rightToLeft);
    CPPUNIT_ASSERT_DOUBLES_EQUAL(0.0, latin.lines.at(0).left, 0.01);
}

CPPUNIT_TEST_FIXTURE(ShaperTest, centreAndEndMoveTheLine)
{
    Style wanted = style(300);
    wanted.alignment = Alignment::Center;
    const Line centred = shaper_.layOut("Ana", wanted).lines.at(0);
    CPPUNIT_ASSERT_DOUBLES_EQUAL(150.0, centred.left + centred.width / 2, 0.01);
    wanted.alignment = Alignment::End;
    const Line last = shaper_.layOut("Ana", wanted).lines.at(0);
    CPPUNIT_ASSERT_DOUBLES_EQUAL(300.0, last.left + last.width, 0.01);
    CPPUNIT_ASSERT_DOUBLES_EQUAL(0.0, shaper_.layOut("יוסף", wanted).lines.at(0).left, 0.01);
}

CPPUNIT_TEST_FIXTURE(ShaperTest, longTextsStayInTheirLinesWithAnEllipsis)
{
    for (const char* name : kNames)
        for (const std::string& text : {repeated(std::string(name) + " ", 60), repeated(name, 60)}) {
            const Layout layout = shaper_.layOut(text, style(200, 2));
            CPPUNIT_ASSERT(layout.shortened);
            CPPUNIT_ASSERT_EQUAL(std::size_t(2), layout.lines.size());
            CPPUNIT_ASSERT(layout.ink.left > -5 && layout.ink.right < 205);
            const Line& last = layout.lines.back();
            CPPUNIT_ASSERT_EQUAL(std::string("…"),
                                 (layout.rightToLeft ? last.clusters.front() : last.clusters.back()).text);
        }
}

CPPUNIT_TEST_FIXTURE(ShaperTest, aWordThatIsBrokenGetsNoHyphen)
{
    const Layout layout = shaper_.layOut(std::string(30, 'W'), style(200, 10));
    CPPUNIT_ASSERT(layout.lines.size() > 2 && !layout.shortened);
    CPPUNIT_ASSERT_EQUAL(std::string(30, 'W'), joined(layout));
    std::size_t glyphs = 0;
    for (const Line& line : layout.lines)
        glyphs += line.glyphs.size();
    CPPUNIT_ASSERT_EQUAL(std::size_t(30), glyphs);
}

CPPUNIT_TEST_FIXTURE(ShaperTest, withoutAWidthNothingWraps)
{
    const Layout layout = shaper_.layOut(repeated("word ", 100), style());
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), layout.lines.size());
    CPPUNIT_ASSERT(!layout.shortened);
}

CPPUNIT_TEST_FIXTURE(ShaperTest, anEmptyTextTakesTheRoomOfALine)
{
    const Layout empty = shaper_.layOut("", style(200));
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), empty.lines.size());
    CPPUNIT_ASSERT(empty.lines[0].glyphs.empty() && empty.ink.isEmpty());
    CPPUNIT_ASSERT_DOUBLES_EQUAL(shaper_.layOut("x", style(200)).height, empty.height, 0.01);
}

CPPUNIT_TEST_FIXTURE(ShaperTest, aCharacterThatNoFontHasIsCountedAndFramed)
{
    const Layout layout = shaper_.layOut("a\U000F1234\U000F1234b", style());
    CPPUNIT_ASSERT_EQUAL(2, layout.missing);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), layout.missingScripts.size());
    CPPUNIT_ASSERT_EQUAL(std::size_t(4), layout.lines.at(0).glyphs.size());
    CPPUNIT_ASSERT_EQUAL(std::string("a\U000F1234\U000F1234b"), joined(layout));
}

CPPUNIT_TEST_FIXTURE(ShaperTest, hostileTextsAreLaidOut)
{
    using namespace std::string_literals;
    for (const std::string& text :
         {"\xFF\xFE\xC0"s, "\0\0"s, repeated("\u0301", 500), "a" + repeated("\u0E34", 500),
          repeated("\u200D", 3000), repeated("\uFDFA", 900), repeated("\U0001F468\u200D", 200),
          std::string(1'000'000, 'W'), std::string(100'000, '\xED'), "\u202E\u202E\u2067abc"s}) {
        const Layout layout = shaper_.layOut(text, style(150, 3));
        CPPUNIT_ASSERT(layout.lines.size() <= 3);
        CPPUNIT_ASSERT(std::isfinite(layout.height) && layout.height < 400);
    }
}

CPPUNIT_TEST_FIXTURE(ShaperTest, senselessStylesAreBounded)
{
    Style wanted = style(1e300, -5);
    wanted.size = -1;
    wanted.weight = 100'000;
    wanted.family = "no such font,,\xFF";
    wanted.language = std::string(5000, 'x');
    CPPUNIT_ASSERT_EQUAL(std::string("Ana"), joined(shaper_.layOut("Ana", wanted)));
    wanted.width = 1e-9;
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), shaper_.layOut("Ana", wanted).lines.size());
}

CPPUNIT_TEST_FIXTURE(ShaperTest, theSameGlyphIsDrawnOnce)
{
    const Layout first = shaper_.layOut("oo", style());
    const Layout second = shaper_.layOut("o", style());
    CPPUNIT_ASSERT(first.lines.at(0).glyphs.at(0).outline == first.lines[0].glyphs.at(1).outline);
    CPPUNIT_ASSERT(first.lines[0].glyphs[0].outline == second.lines.at(0).glyphs.at(0).outline);
}

CPPUNIT_TEST_FIXTURE(ShaperTest, theCacheStaysBoundedAndWhatItGaveStaysWhole)
{
    PangoFontMap* fonts = pango_cairo_font_map_new();
    PangoContext* context = pango_font_map_create_context(fonts);
    PangoFontDescription* description = pango_font_description_from_string("Noto Sans 20");
    PangoFont* font = pango_context_load_font(context, description);
    {
        OutlineCache cache(16);
        const auto kept = cache.shape(font, 36).outline;
        const std::size_t points = kept->points.size();
        for (PangoGlyph glyph = 0; glyph < 500; ++glyph) {
            cache.shape(font, glyph);
            CPPUNIT_ASSERT(cache.size() <= 16);
        }
        CPPUNIT_ASSERT(points > 0 && kept->points.size() == points);
        CPPUNIT_ASSERT(cache.shape(font, 36).outline != kept);
    }
    g_object_unref(font);
    pango_font_description_free(description);
    g_object_unref(context);
    g_object_unref(fonts);
}

CPPUNIT_TEST_FIXTURE(ShaperTest, shapersOfSeveralThreadsAgree)
{
    double widths[4] = {};
    {
        std::vector<Thread> threads;
        for (double& width : widths)
            threads.emplace_back("shaper", [&width] {
                Shaper shaper;
                for (const char* name : kNames)
                    width += shaper.layOut(name, style(180)).lines.at(0).width;
            });
    }
    for (const double width : widths)
        CPPUNIT_ASSERT_EQUAL(widths[0], width);
    CPPUNIT_ASSERT(widths[0] > 100);
}

} // namespace ace::text
