// SPDX-License-Identifier: MIT
#include "Pictures.h"

#include <TestSupport.h>

#include <initializer_list>
#include <limits>
#include <random>
#include <string>

namespace ace::barcode {

class QrReaderTest : public CppUnit::TestFixture
{
protected:
    static std::optional<std::string> roundTrip(const std::string& text, int pixelsPerModule = 3)
    {
        return readQr(draw(test::valueOf(encodeQr(text)), pixelsPerModule).image());
    }
};

CPPUNIT_TEST_FIXTURE(QrReaderTest, readsWhatWasWritten)
{
    const std::string token =
        "AEBAGBAFAYDQQCIKBMGA2DQPCAIREEYUCULBOGAZDINRYHI6D4QCCIRDEQSSMJZIFEVCWLBNFYXTAMJSGM2DKNRX"
        "HA4TUOZ4HU7D6QCBIJBUIRKGI5EESSSLJRGU4T2QKFJFGVCVKZLVQWK2LN6A";
    for (const int pixels : {2, 3, 4, 8})
        CPPUNIT_ASSERT_EQUAL(token, roundTrip(token, pixels).value_or("nothing"));
}

CPPUNIT_TEST_FIXTURE(QrReaderTest, bytesComeBackAsTheyWere)
{
    using namespace std::string_literals;
    for (const std::string& text :
         {"caf\xc3\xa9 \xe6\x9d\x8e"s, "\x00\xff\x80 binary \x00"s, "caf\xe9"s, "lower case"s, "0123456789"s})
        CPPUNIT_ASSERT_EQUAL(text, roundTrip(text).value_or("nothing"));
}

CPPUNIT_TEST_FIXTURE(QrReaderTest, readsTurnedAndDirtyPictures)
{
    const Picture clean = draw(test::valueOf(encodeQr("TURN ME AROUND 12345")), 5);
    Picture turned(clean.height, clean.width, 255);
    std::mt19937 random(7);
    for (int y = 0; y < clean.height; ++y)
        for (int x = 0; x < clean.width; ++x) {
            const int grey = (clean.pixels[static_cast<std::size_t>(y * clean.width + x)] ? 190 : 60);
            turned.at(clean.height - 1 - y, x) =
                static_cast<std::uint8_t>(grey + static_cast<int>(random() % 40) - 20);
        }
    CPPUNIT_ASSERT_EQUAL(std::string("TURN ME AROUND 12345"), readQr(turned.image()).value_or("nothing"));
}

CPPUNIT_TEST_FIXTURE(QrReaderTest, readsOutOfWiderRows)
{
    const Picture code = draw(test::valueOf(encodeQr("STRIDE")), 4);
    const std::size_t stride = static_cast<std::size_t>(code.width) + 13;
    std::vector<std::uint8_t> rows(stride * static_cast<std::size_t>(code.height), 128);
    for (int y = 0; y < code.height; ++y)
        std::copy_n(code.pixels.begin() + y * code.width, code.width,
                    rows.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y) * stride));
    CPPUNIT_ASSERT_EQUAL(std::string("STRIDE"),
                         readQr({rows, code.width, code.height, stride}).value_or("nothing"));
}

CPPUNIT_TEST_FIXTURE(QrReaderTest, aPictureWhoseSizeIsALieHoldsNothing)
{
    const std::vector<std::uint8_t> pixels(10'000, 255);
    const int most = std::numeric_limits<int>::max();
    const std::size_t endless = std::numeric_limits<std::size_t>::max();
    const GreyImage lies[] = {{pixels, 0, 0, 0},
                              {pixels, 0, 100, 100},
                              {pixels, 100, 0, 100},
                              {pixels, -1, -1, 100},
                              {pixels, 101, 100, 101},
                              {pixels, 100, 101, 100},
                              {pixels, 100, 100, 99},
                              {pixels, 100, 100, 0},
                              {pixels, most, most, endless},
                              {pixels, 1, most, 1},
                              {pixels, 100, 2, endless},
                              {{}, 1, 1, 1},
                              {pixels, 100, 2, static_cast<std::size_t>(most) + 1}};
    for (const GreyImage& lie : lies)
        CPPUNIT_ASSERT(!readQr(lie));
}

CPPUNIT_TEST_FIXTURE(QrReaderTest, tinyBlankAndHugePicturesHoldNothing)
{
    for (const auto& [width, height] : {std::pair{1, 1}, {2, 3}, {1, 500}, {500, 1}, {21, 21}, {4000, 4000}})
        for (const std::uint8_t grey : std::initializer_list<std::uint8_t>{0, 127, 255})
            CPPUNIT_ASSERT(!readQr(Picture(width, height, grey).image()));
}

CPPUNIT_TEST_FIXTURE(QrReaderTest, noiseHoldsNothing)
{
    std::mt19937 random(11);
    for (int round = 0; round < 200; ++round) {
        Picture noise(1 + static_cast<int>(random() % 200), 1 + static_cast<int>(random() % 200), 0);
        const bool blackAndWhite = round % 2;
        for (auto& pixel : noise.pixels)
            pixel = static_cast<std::uint8_t>(blackAndWhite ? (random() & 1) * 255 : random());
        CPPUNIT_ASSERT(!readQr(noise.image()));
    }
}

CPPUNIT_TEST_FIXTURE(QrReaderTest, aDamagedCodeIsRightOrNothing)
{
    std::mt19937 random(13);
    const std::string text = "DAMAGED BUT NEVER WRONG 0123456789";
    const Picture code = draw(test::valueOf(encodeQr(text)), 3);
    int read = 0;
    for (int round = 0; round < 300; ++round) {
        Picture damaged = code;
        for (int spot = 0; spot < round / 2; ++spot) {
            const int x = 3 * static_cast<int>(random() % static_cast<unsigned>(damaged.width / 3));
            const int y = 3 * static_cast<int>(random() % static_cast<unsigned>(damaged.height / 3));
            const std::uint8_t grey = random() & 1 ? 255 : 0;
            for (int i = 0; i < 9; ++i)
                damaged.at(x + i % 3, y + i / 3) = grey;
        }
        if (const auto bytes = readQr(damaged.image())) {
            CPPUNIT_ASSERT_EQUAL(text, *bytes);
            ++read;
        }
    }
    CPPUNIT_ASSERT(read > 20);
}

} // namespace ace::barcode
