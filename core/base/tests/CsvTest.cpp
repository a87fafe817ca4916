// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/Csv.h>

namespace ace {

class CsvTest : public CppUnit::TestFixture
{
public:
    static void mustBe(const std::string& expected, std::string_view text)
    {
        CPPUNIT_ASSERT_EQUAL(expected, csvCell(text));
    }
};

CPPUNIT_TEST_FIXTURE(CsvTest, plainTextStaysPlain)
{
    mustBe("General", "General");
    mustBe("", "");
    mustBe("O'Neill-Smith", "O'Neill-Smith");
    mustBe("a=b", "a=b");
}

CPPUNIT_TEST_FIXTURE(CsvTest, quotesWhatWouldEndAField)
{
    mustBe("\"a,b\"", "a,b");
    mustBe("\"say \"\"hi\"\"\"", "say \"hi\"");
    mustBe("\"two\nlines\"", "two\nlines");
    mustBe("\" edge\"", " edge");
    mustBe("\"edge \"", "edge ");
}

CPPUNIT_TEST_FIXTURE(CsvTest, aFormulaIsDisarmed)
{
    mustBe("'=1+1", "=1+1");
    mustBe("'+1", "+1");
    mustBe("'-1", "-1");
    mustBe("'@SUM(A1)", "@SUM(A1)");
    mustBe("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"", "=HYPERLINK(\"http://x\",\"y\")");
    mustBe("'\uFF1D1", "\uFF1D1");
}

CPPUNIT_TEST_FIXTURE(CsvTest, aFormulaBehindBlanksIsDisarmedToo)
{
    mustBe("\"'\t=1\"", "\t=1");
    mustBe("\"'\r\n@x\"", "\r\n@x");
    mustBe("'  -1", "  -1");
}

CPPUNIT_TEST_FIXTURE(CsvTest, aNumberIsANumber) { CPPUNIT_ASSERT_EQUAL(std::string("-250"), csvCell(-250)); }

CPPUNIT_TEST_FIXTURE(CsvTest, aLineEndsWithCrLf)
{
    CPPUNIT_ASSERT_EQUAL(std::string("a,,\"b,c\"\r\n"), csvLine({csvCell("a"), csvCell(""), csvCell("b,c")}));
}

} // namespace ace
