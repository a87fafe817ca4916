// SPDX-License-Identifier: MIT
// Names of all scripts, as pixels and as text. A page can hold the right text and still show boxes, so the
// ink of a name is laid over pango-view's ink of the same name: both go through poppler to pixels, and must
// cover each other.
#include "Composer.h"
#include "Samples.h"
#include "Tools.h"

#include <ace/pdf/TicketRenderer.h>

#include <ace/base/File.h>

#include <TestSupport.h>

#include <algorithm>
#include <iostream>
#include <numeric>

namespace ace::pdf {

namespace {

struct Name
{
    const char* text;
    const char* language; // that the letters ask for, for pango-view
};

constexpr Name kLatin{"Ana Müller Łukasz", "en"}, kGreek{"Γιώργος Παπάς", "en"},
    kCyrillic{"Наталья Орлова", "en"}, kHebrew{"יוסף שָׁלוֹם", "en"}, kArabic{"محمد الأحمد", "en"},
    kDevanagari{"प्रिया शर्मा", "en"}, kThai{"สมชาย ใจดี ที่รัก", "en"}, kChinese{"李小龙", "zh-cn"},
    kJapanese{"山田はなこ", "ja"}, kKorean{"김민준", "ko"};

// Letters of either look are some 100 pixels high, so that a fraction of a pixel does not count.
struct Face
{
    sdk::TextStyle style;
    const char* weightAndSize;
    int dpi;
};

constexpr Face kTitle{sdk::TextStyle::Title, "Bold 24", 400}, kBody{sdk::TextStyle::Body, "10.5", 900};

constexpr double kCoverMin = 0.85;
constexpr int kBoxDifferenceMax = 3; // pixels

struct Agreement
{
    int boxDifference; // the larger of width's and height's, in pixels
    double cover;      // ink of both over ink of either, in the worst stretch of about a letter

    bool isGood() const { return boxDifference <= kBoxDifferenceMax && cover >= kCoverMin; }
};

} // namespace

class NamesTest : public CppUnit::TestFixture
{
public:
    void setUp() override { needTools({"pdftoppm", "pdftotext", "pango-view"}); }

protected:
    struct Ink
    {
        Picture picture;
        PixelBox box;
        int limit;

        bool isInk(int x, int y) const
        {
            x += box.left;
            y += box.top;
            return x >= 0 && y >= 0 && x < picture.width && y < picture.height && picture.at(x, y) < limit;
        }
    };

    Path write(const std::string& file, const sdk::Document& document)
    {
        const Rendered rendered = test::valueOf(TicketRenderer().render(document));
        missingScripts_ = rendered.missingScripts;
        const Path path = folder_.path() / file;
        test::mustSucceed(writeFileDurably(path, rendered.bytes));
        return path;
    }

    // A card with nothing on it but the name; only the place right of the accent bar.
    Ink ours(const std::string& name, const Face& face)
    {
        const Path pdf =
            write("ours.pdf", {"Name", "en", {sdk::TextBlock{name, face.style, sdk::TextAlign::Start, 1}}});
        const auto pixels = [&](int points) { return points * face.dpi / 72; };
        return inkOf(rasterise(pdf, face.dpi, 1, {pixels(48), pixels(40), pixels(550), pixels(130)}),
                     142); // halfway from white to the colour of text
    }

    Ink pangos(const Name& name, const Face& face)
    {
        const Path pdf = folder_.path() / "pango.pdf";
        mustRun({"pango-view", "--no-display", "--dpi=72", "--hinting=none", "--hint-metrics=off",
                 "--subpixel-positions", "--margin=20", "--language=" + std::string(name.language),
                 "--font=" + std::string(text::kNotoFamilies) + " " + face.weightAndSize,
                 "--text=" + std::string(name.text), "--output=" + pdf.string()});
        return inkOf(rasterise(pdf, face.dpi), 128);
    }

    static Ink inkOf(Picture picture, int limit)
    {
        const PixelBox box = inkBox(picture, limit, wholeOf(picture));
        CPPUNIT_ASSERT(!box.isEmpty());
        return {std::move(picture), box, limit};
    }

    static Agreement compare(const Ink& a, const Ink& b)
    {
        Agreement best{
            std::max(std::abs(a.box.width() - b.box.width()), std::abs(a.box.height() - b.box.height())), 0};
        // The two stand on different fractions of a pixel, so their boxes may be one off.
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                best.cover = std::max(best.cover, cover(a, b, dx, dy));
        return best;
    }

    static double cover(const Ink& a, const Ink& b, int dx, int dy)
    {
        const int width = std::max(a.box.width(), b.box.width()) + 4,
                  height = std::max(a.box.height(), b.box.height());
        std::vector<int> both(static_cast<std::size_t>(width)), either(both);
        for (int y = -2; y < height + 2; ++y)
            for (std::size_t column = 0; column < both.size(); ++column) {
                const int x = static_cast<int>(column) - 2;
                const bool inA = a.isInk(x, y), inB = b.isInk(x + dx, y + dy);
                both[column] += inA && inB;
                either[column] += inA || inB;
            }
        return worstStretch(both, either, static_cast<std::size_t>(height));
    }

    static double worstStretch(const std::vector<int>& both, const std::vector<int>& either,
                               std::size_t length)
    {
        length = std::min(length, both.size());
        double worst = 1;
        for (std::size_t start = 0; start + length <= both.size(); ++start) {
            const auto sum = [&](const std::vector<int>& columns) {
                const auto from = columns.begin() + static_cast<std::ptrdiff_t>(start);
                return std::accumulate(from, from + static_cast<std::ptrdiff_t>(length), 0);
            };
            // A stretch that is nearly all space says nothing.
            if (static_cast<std::size_t>(sum(either)) * 20 > length * length)
                worst = std::min(worst, sum(both) / static_cast<double>(sum(either)));
        }
        return worst;
    }

    void mustLookRight(const Name& name)
    {
        for (const Face& face : {kTitle, kBody}) {
            const Ink ourInk = ours(name.text, face);
            CPPUNIT_ASSERT_MESSAGE("a font is missing; packages: fonts-noto-core fonts-noto-cjk",
                                   missingScripts_.empty());
            const Ink pangoInk = pangos(name, face);
            const Agreement agreement = compare(ourInk, pangoInk);
            std::cout << name.text << " " << face.weightAndSize << ": boxes differ by "
                      << agreement.boxDifference << " px of " << pangoInk.box.width() << " x "
                      << pangoInk.box.height() << ", cover " << agreement.cover << std::endl;
            CPPUNIT_ASSERT_MESSAGE(name.text, agreement.isGood());
        }
    }

    bool agrees(const std::string& drawn, const Name& name)
    {
        const Agreement agreement = compare(ours(drawn, kTitle), pangos(name, kTitle));
        std::cout << drawn << " for " << name.text << ": " << agreement.boxDifference << " px, "
                  << agreement.cover << std::endl;
        return agreement.isGood();
    }

    void mustBeFound(const Name& name)
    {
        const Path pdf = write("ticket.pdf", ticket({name.text, name.text, sampleToken()}));
        const std::string text = textOf(pdf);
        const std::size_t title = text.find(name.text);
        CPPUNIT_ASSERT_MESSAGE(text, title != text.npos);
        CPPUNIT_ASSERT_MESSAGE(text, text.find(name.text, title + 1) != text.npos); // and the holder
    }

    test::TemporaryFolder folder_;
    std::vector<std::string> missingScripts_;
};

CPPUNIT_TEST_FIXTURE(NamesTest, latinNamesLookRight) { mustLookRight(kLatin); }
CPPUNIT_TEST_FIXTURE(NamesTest, greekNamesLookRight) { mustLookRight(kGreek); }
CPPUNIT_TEST_FIXTURE(NamesTest, cyrillicNamesLookRight) { mustLookRight(kCyrillic); }
CPPUNIT_TEST_FIXTURE(NamesTest, hebrewNamesLookRight) { mustLookRight(kHebrew); }
CPPUNIT_TEST_FIXTURE(NamesTest, arabicNamesLookRight) { mustLookRight(kArabic); }
CPPUNIT_TEST_FIXTURE(NamesTest, devanagariNamesLookRight) { mustLookRight(kDevanagari); }
CPPUNIT_TEST_FIXTURE(NamesTest, thaiNamesLookRight) { mustLookRight(kThai); }
CPPUNIT_TEST_FIXTURE(NamesTest, chineseNamesLookRight) { mustLookRight(kChinese); }
CPPUNIT_TEST_FIXTURE(NamesTest, japaneseNamesLookRight) { mustLookRight(kJapanese); }
CPPUNIT_TEST_FIXTURE(NamesTest, koreanNamesLookRight) { mustLookRight(kKorean); }

CPPUNIT_TEST_FIXTURE(NamesTest, namesOfEveryScriptAreFoundByASearch)
{
    for (const Name& name : {kLatin, kGreek, kCyrillic, kDevanagari, kThai, kChinese, kJapanese, kKorean})
        mustBeFound(name);
}

CPPUNIT_TEST_FIXTURE(NamesTest, rightToLeftNamesAreFoundInReadingOrder)
{
    mustBeFound(kHebrew);
    mustBeFound(kArabic);
    mustBeFound({"سلام لا بلال", "en"}); // the two letters of lam-alef are one glyph
}

// The yardstick itself: what it must not let through.

CPPUNIT_TEST_FIXTURE(NamesTest, theComparisonRefusesBoxes)
{
    for (const Name& name : {kLatin, kHebrew, kArabic, kThai, kChinese, kKorean}) {
        CPPUNIT_ASSERT(!agrees("\U000F1234\U000F1234\U000F1234\U000F1234", name));
        CPPUNIT_ASSERT(!missingScripts_.empty());
    }
}

CPPUNIT_TEST_FIXTURE(NamesTest, theComparisonRefusesArabicThatIsNotJoined)
{
    CPPUNIT_ASSERT(!agrees("م\u200Cح\u200Cم\u200Cد ا\u200Cل\u200Cأ\u200Cح\u200Cم\u200Cد", kArabic));
}

CPPUNIT_TEST_FIXTURE(NamesTest, theComparisonRefusesHebrewFromLeftToRight)
{
    const Name name{"יוסף כהן", "en"};
    CPPUNIT_ASSERT(agrees(name.text, name));
    CPPUNIT_ASSERT(!agrees("ןהכ ףסוי", name));
}

CPPUNIT_TEST_FIXTURE(NamesTest, theComparisonRefusesOneWrongStroke)
{
    CPPUNIT_ASSERT(!agrees("김민존", kKorean));
    CPPUNIT_ASSERT(!agrees("प्रिय शर्मा", kDevanagari));
    CPPUNIT_ASSERT(!agrees("Ana Muller Łukasz", kLatin));
    CPPUNIT_ASSERT(!agrees("李小尤", kChinese));
}

} // namespace ace::pdf
