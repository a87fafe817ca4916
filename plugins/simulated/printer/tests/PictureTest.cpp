// SPDX-License-Identifier: MIT
// What the printer draws, read by programs that are not ours: zbar reads its codes, ImageMagick its pixels,
// and pango-view draws the same names, whose ink must cover ours.
#include "FaultCases.h"
#include "RunProgram.h"

#include <ace/base/File.h>
#include <ace/text/Shaper.h>

#include <algorithm>

namespace ace::simulatedprinter {

namespace {

constexpr int kRollWidth = 576;
constexpr int kDotsPerInch = 203;

struct Box
{
    int left, top, right, bottom; // right and bottom are outside

    int width() const { return right - left; }
    int height() const { return bottom - top; }
};

struct Picture
{
    int width = 0, height = 0;
    std::string grey;

    bool isInk(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < width && y < height &&
               static_cast<unsigned char>(grey[static_cast<std::size_t>(y * width + x)]) < 128;
    }
    Box inkBox() const
    {
        Box box{width, height, 0, 0};
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (isInk(x, y))
                    box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
                           std::max(box.bottom, y + 1)};
        return box;
    }
};

std::string mustRun(const std::vector<std::string>& command)
{
    const auto run = test::runProgram(command);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(command.front() + ": " + run.err, 0, run.exitCode);
    return run.out;
}

Picture pixelsOf(const std::filesystem::path& png)
{
    Picture picture;
    CPPUNIT_ASSERT_EQUAL(2, std::sscanf(mustRun({"identify", "-format", "%w %h", png}).c_str(), "%d %d",
                                        &picture.width, &picture.height));
    picture.grey = mustRun({"convert", png, "-background", "white", "-flatten", "-depth", "8", "gray:-"});
    CPPUNIT_ASSERT_EQUAL(static_cast<std::size_t>(picture.width * picture.height), picture.grey.size());
    return picture;
}

// Ink of both over ink of either, with the boxes on each other.
double cover(const Picture& a, const Picture& b, int dx, int dy)
{
    const Box boxA = a.inkBox(), boxB = b.inkBox();
    int both = 0, either = 0;
    for (int y = -2; y < boxA.height() + 2; ++y)
        for (int x = -2; x < boxA.width() + 2; ++x) {
            const bool inA = a.isInk(boxA.left + x, boxA.top + y),
                       inB = b.isInk(boxB.left + x + dx, boxB.top + y + dy);
            both += inA && inB;
            either += inA || inB;
        }
    return static_cast<double>(both) / either;
}

std::string sampleToken()
{
    std::string token;
    for (unsigned i = 0, state = 7; i < 154; ++i, state = state * 1664525u + 1013904223u)
        token += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[state >> 27];
    return token;
}

} // namespace

class PictureTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        for (const char* tool : {"identify", "convert", "zbarimg", "pango-view"})
            if (test::runProgram({"sh", "-c", std::string("command -v ") + tool}).exitCode != 0)
                test::skip(std::string(tool) + " is not installed (packages: imagemagick zbar-tools "
                                               "pango1.0-tools)");
    }

protected:
    std::filesystem::path print(std::vector<sdk::Block> blocks)
    {
        const std::string id = std::to_string(++printed_);
        test::mustSucceed(printer_->submit(id, {"Fair", "en", std::move(blocks)}, {}));
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            if (const std::string name = entry.path().filename();
                name.starts_with(id + "-") && name.ends_with(".png"))
                return entry.path();
        CPPUNIT_FAIL("slip " + id + " has no picture");
        return {};
    }
    Picture draw(std::vector<sdk::Block> blocks) { return pixelsOf(print(std::move(blocks))); }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::TemporaryFolder folder_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
    std::unique_ptr<sdk::TicketOutput> printer_ = test::valueOf(host_.openTicketOutput(
        {"till", "simulated-printer", R"({"folder":")" + folder_.path().string() + "\"}",
         std::chrono::seconds(60)}));
    int printed_ = 0;
};

CPPUNIT_TEST_FIXTURE(PictureTest, isBlackAndWhiteAndAsWideAsTheRoll)
{
    const auto png = print({sdk::TextBlock{"Harbour Lights Festival"}, sdk::RuleBlock{}});
    const std::string facts = mustRun({"identify", "-format", "%m %w %[type]", png});
    CPPUNIT_ASSERT_EQUAL("PNG " + std::to_string(kRollWidth) + " Bilevel", facts);
}

CPPUNIT_TEST_FIXTURE(PictureTest, aScannerReadsTheTicketsCode)
{
    const std::string token = sampleToken();
    const auto png = print({sdk::TextBlock{"Fair", sdk::TextStyle::Title}, sdk::QrBlock{token, "1 of 2"}});
    CPPUNIT_ASSERT_EQUAL(token + "\n", mustRun({"zbarimg", "-q", "--raw", png}));
}

CPPUNIT_TEST_FIXTURE(PictureTest, towersOfMarksDoNotReachIntoTheWhiteAroundACode)
{
    std::string tower = "a", towers;
    for (int mark = 0; mark < 8; ++mark)
        tower += "\u0301";
    for (int letter = 0; letter < 20; ++letter)
        towers += tower;
    const sdk::QrBlock code{"ACE1-XYZ", ""};
    const Box alone = draw({code}).inkBox();
    const Picture picture = draw({code, sdk::TextBlock{towers, sdk::TextStyle::Title}});
    const int white = 4 * alone.width() / 21; // of a code of 21 modules
    const auto inkBelow = [&](int left, int right) {
        int ink = 0;
        for (int y = alone.bottom; y < alone.bottom + white; ++y)
            for (int x = left; x < right; ++x)
                ink += picture.isInk(x, y);
        return ink;
    };
    CPPUNIT_ASSERT_EQUAL(0, inkBelow(alone.left - white, alone.right + white));
    CPPUNIT_ASSERT(inkBelow(0, alone.left - white) > 0); // they are that high
}

CPPUNIT_TEST_FIXTURE(PictureTest, aLongNameWrapsAndNothingOfItIsCut)
{
    using enum sdk::TextStyle;
    const std::string name = "María de los Ángeles Fernández-Villanueva y Rodríguez de la Concepció";
    const auto title = [&](const std::string& end) {
        return draw({sdk::TextBlock{name + end, Title, sdk::TextAlign::Start, 6}});
    };
    const auto holder = [&](const std::string& end) {
        return draw({sdk::ColumnsBlock{{"Holder", name + end}}});
    };
    const int titleLine = draw({sdk::TextBlock{"María", Title}}).height,
              holderLine = draw({sdk::ColumnsBlock{{"Holder", "María"}}}).height;
    for (const auto& [picture, other, line] :
         {std::tuple{title("n"), title("z"), titleLine}, {holder("n"), holder("z"), holderLine}}) {
        CPPUNIT_ASSERT(picture.height > line * 3 / 2);
        CPPUNIT_ASSERT(picture.grey != other.grey); // the last letter stands there
        const Box ink = picture.inkBox();
        CPPUNIT_ASSERT(ink.left > 0 && ink.right < kRollWidth && ink.top > 0 && ink.bottom < picture.height);
    }
}

CPPUNIT_TEST_FIXTURE(PictureTest, theLastColumnEndsAtTheRightEdge)
{
    const auto right = [this](std::vector<std::string> cells) {
        return draw({sdk::ColumnsBlock{std::move(cells)}}).inkBox().right;
    };
    const int price = right({"Adult", "$12.50"});
    CPPUNIT_ASSERT(price > kRollWidth - 24 && price < kRollWidth);
    CPPUNIT_ASSERT(right({"Adult"}) < kRollWidth / 3);
    CPPUNIT_ASSERT(right({"Adult", "2", "$25.50"}) > kRollWidth - 24);
    CPPUNIT_ASSERT(right({}) == 0); // an empty row draws nothing
    const auto many = draw({sdk::ColumnsBlock{std::vector<std::string>(100, "Wide")}});
    CPPUNIT_ASSERT(many.inkBox().right < kRollWidth && many.height > 500); // more go on below
}

CPPUNIT_TEST_FIXTURE(PictureTest, lettersOfEachScriptAreDrawnNotFrames)
{
    struct Name
    {
        const char* text;
        const char* language;
    };
    for (const Name& name : {Name{"Peña Núñez", "en"},
                             {"Наталья Орлова", "en"},
                             {"محمد الأحمد", "en"},
                             {"יוסף שלום", "en"},
                             {"प्रिया शर्मा", "en"},
                             {"สมชาย ใจดี", "en"},
                             {"李小龙", "zh-cn"},
                             {"山田はなこ", "ja"},
                             {"김민준", "ko"}}) {
        const Picture ours =
            draw({sdk::TextBlock{name.text, sdk::TextStyle::Title, sdk::TextAlign::Start, 1}});
        const auto reference = folder_.path() / "pango.png";
        mustRun({"pango-view", "--no-display", "--dpi=" + std::to_string(kDotsPerInch), "--hinting=none",
                 "--hint-metrics=off", "--subpixel-positions", "--margin=20",
                 "--language=" + std::string(name.language),
                 "--font=" + std::string(text::kNotoFamilies) + " Bold 18",
                 "--text=" + std::string(name.text), "--output=" + reference.string()});
        const Picture pangos = pixelsOf(reference);
        const Box a = ours.inkBox(), b = pangos.inkBox();
        CPPUNIT_ASSERT_MESSAGE(name.text, std::abs(a.width() - b.width()) <= 3 &&
                                              std::abs(a.height() - b.height()) <= 3);
        double best = 0;
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                best = std::max(best, cover(ours, pangos, dx, dy));
        CPPUNIT_ASSERT_MESSAGE(name.text + std::string(" covers ") + std::to_string(best), best > 0.8);
    }
    CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find("No installed font") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(PictureTest, aCharacterThatNoFontHasIsSaid)
{
    print({sdk::TextBlock{"Fair \U000E0FFF"}, sdk::TextBlock{"\U0010FFFD"}});
    CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find("No installed font") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(PictureTest, theSameSlipIsTheSameBytes)
{
    const auto slip = [this] {
        return test::valueOf(readFile(print({sdk::TextBlock{"Fair"}, sdk::QrBlock{"ACE1-XYZ", "Keep it"}})));
    };
    CPPUNIT_ASSERT(slip() == slip());
}

CPPUNIT_TEST_FIXTURE(PictureTest, whatCannotBePrintedIsRefusedAndLeavesNothing)
{
    const auto refusal = [this](std::vector<sdk::Block> blocks) {
        const auto done = printer_->submit("out", {"Fair", "en", std::move(blocks)}, {});
        CPPUNIT_ASSERT(done.error().code == ErrorCode::Invalid);
        return done.error().message;
    };
    refusal({sdk::QrBlock{std::string(8000, 'x'), ""}});
    refusal({sdk::QrBlock{"", ""}});
    const auto tooLong = refusal(std::vector<sdk::Block>(2000, sdk::TextBlock{"x"}));
    CPPUNIT_ASSERT_MESSAGE(tooLong, tooLong.find("Print less") != std::string::npos);
    CPPUNIT_ASSERT(std::filesystem::is_empty(folder_.path()));
}

} // namespace ace::simulatedprinter
