// SPDX-License-Identifier: MIT
#pragma once

#include <ace/barcode/QrMatrix.h>

#include <string>

namespace ace::barcode {

// An SVG element for a page: a module is one unit of the view box, the quiet zone is inside and white. It has
// no size of its own; the page's style sheet gives it one.
std::string toSvg(const QrMatrix& matrix);

} // namespace ace::barcode
