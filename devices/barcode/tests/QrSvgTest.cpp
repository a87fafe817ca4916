// SPDX-License-Identifier: MIT
#include "Pictures.h"

#include <ace/barcode/QrSvg.h>

#include <TestSupport.h>

#include <sstream>
#include <string>

namespace ace::barcode {

class QrSvgTest : public CppUnit::TestFixture
{
protected:
    // Draws the path as a browser does, one pixel to a unit; only the commands that the writer uses.
    static Picture rasterise(const std::string& svg, int side)
    {
        Picture picture(side, side, 255);
        const std::size_t start = svg.find(" d=\"") + 4;
        std::istringstream path(svg.substr(start, svg.find('"', start) - start));
        int x = 0, y = 0, length = 0, height = 0, back = 0;
        char m = 0, h = 0, v = 0, upperH = 0, z = 0;
        while (path >> m >> x >> y >> h >> length >> v >> height >> upperH >> back >> z) {
            CPPUNIT_ASSERT(m == 'M' && h == 'h' && v == 'v' && upperH == 'H' && z == 'z' && height == 1 &&
                           back == x);
            for (int i = 0; i < length; ++i)
                picture.at(x + i, y) = 0;
        }
        return picture;
    }
};

CPPUNIT_TEST_FIXTURE(QrSvgTest, theDrawnPathIsTheCodeInItsQuietZone)
{
    const QrMatrix matrix = test::valueOf(encodeQr("ON THE ORDER PAGE"));
    const int side = matrix.size() + 2 * kQuietZone;
    const Picture drawn = rasterise(toSvg(matrix), side);
    CPPUNIT_ASSERT(drawn.pixels == draw(matrix, 1).pixels);
}

CPPUNIT_TEST_FIXTURE(QrSvgTest, isOneSquareElementWithCrispEdges)
{
    const std::string svg = toSvg(test::valueOf(encodeQr(std::string(154, 'Q'))));
    CPPUNIT_ASSERT(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 49 49\""));
    CPPUNIT_ASSERT(svg.ends_with("</svg>"));
    CPPUNIT_ASSERT(svg.find("shape-rendering=\"crispEdges\"") != svg.npos);
    CPPUNIT_ASSERT_EQUAL(svg.find("<path"), svg.rfind("<path"));
}

} // namespace ace::barcode
