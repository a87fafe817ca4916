// SPDX-License-Identifier: MIT
#include <ace/barcode/QrSvg.h>

namespace ace::barcode {

std::string toSvg(const QrMatrix& matrix)
{
    const std::string side = std::to_string(matrix.size() + 2 * kQuietZone);
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
                      "\" shape-rendering=\"crispEdges\"><rect width=\"" + side + "\" height=\"" + side +
                      "\" fill=\"#fff\"/><path fill=\"#000\" d=\"";
    matrix.forEachDarkRun([&](int x, int y, int length) {
        svg += "M" + std::to_string(x + kQuietZone) + " " + std::to_string(y + kQuietZone) + "h" +
               std::to_string(length) + "v1H" + std::to_string(x + kQuietZone) + "z";
    });
    return svg + "\"/></svg>";
}

} // namespace ace::barcode
