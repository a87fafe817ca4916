// SPDX-License-Identifier: MIT
#include "Pictures.h"

#include <TestSupport.h>

#include <string>

namespace ace::barcode {

class QrMatrixTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(QrMatrixTest, aTokenIsVersion6In41Modules)
{
    const std::string token(154, 'Q');
    CPPUNIT_ASSERT_EQUAL(41, test::valueOf(encodeQr(token)).size());
}

CPPUNIT_TEST_FIXTURE(QrMatrixTest, lowerCaseNeedsMoreModulesThanCapitals)
{
    CPPUNIT_ASSERT_EQUAL(45, test::valueOf(encodeQr(std::string(122, 'q'))).size());
    CPPUNIT_ASSERT(test::valueOf(encodeQr(std::string(122, 'Q'))).size() < 45);
}

CPPUNIT_TEST_FIXTURE(QrMatrixTest, theThreeFinderPatternsStandInTheirCorners)
{
    const QrMatrix matrix = test::valueOf(encodeQr("ACE"));
    const int far = matrix.size() - 7;
    for (const auto& [left, top] : {std::pair{0, 0}, std::pair{far, 0}, std::pair{0, far}})
        for (int i = 0; i < 7; ++i) {
            CPPUNIT_ASSERT(matrix.isDark(left + i, top) && matrix.isDark(left, top + i));
            CPPUNIT_ASSERT(matrix.isDark(left + i, top + 6) && matrix.isDark(left + 6, top + i));
        }
    CPPUNIT_ASSERT(!matrix.isDark(1, 1));
}

CPPUNIT_TEST_FIXTURE(QrMatrixTest, darkRunsAreTheDarkModules)
{
    const QrMatrix matrix = test::valueOf(encodeQr("RUNS OF MODULES"));
    int dark = 0;
    for (int y = 0; y < matrix.size(); ++y)
        for (int x = 0; x < matrix.size(); ++x)
            dark += matrix.isDark(x, y);
    int inRuns = 0;
    matrix.forEachDarkRun([&](int x, int y, int length) {
        for (int i = 0; i < length; ++i)
            CPPUNIT_ASSERT(matrix.isDark(x + i, y));
        CPPUNIT_ASSERT(x + length == matrix.size() || !matrix.isDark(x + length, y));
        inRuns += length;
    });
    CPPUNIT_ASSERT_EQUAL(dark, inRuns);
}

CPPUNIT_TEST_FIXTURE(QrMatrixTest, theLongestThatFitsIsVersion40)
{
    CPPUNIT_ASSERT_EQUAL(177, test::valueOf(encodeQr(std::string(3391, 'A'))).size()); // ISO/IEC 18004, 40-M
}

CPPUNIT_TEST_FIXTURE(QrMatrixTest, whatDoesNotFitIsAnError)
{
    for (const std::size_t length : {3392u, 8000u, 10'000'000u}) {
        const auto code = encodeQr(std::string(length, 'A'));
        CPPUNIT_ASSERT(!code);
        CPPUNIT_ASSERT(code.error().code == ErrorCode::Invalid);
        CPPUNIT_ASSERT(code.error().message.find(std::to_string(length)) != std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(QrMatrixTest, anEmptyTextIsAnError)
{
    CPPUNIT_ASSERT(encodeQr("").error().code == ErrorCode::Invalid);
}

} // namespace ace::barcode
