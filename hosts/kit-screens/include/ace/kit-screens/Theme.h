// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

class wxColour;
class wxFont;
class wxString;
class wxWindow;

namespace ace::kitscreens {

// The look of all stations' pages: light, and large enough to touch. Colours as 0xRRGGBB.
namespace theme {
inline constexpr std::uint32_t kPage = 0xF1F4F8, kCard = 0xFFFFFF, kLine = 0xD3DAE4, kInk = 0x18212F,
                               kMuted = 0x586476, kPrimary = 0x1550B8, kGood = 0x0A7238, kBad = 0xB01128,
                               kNoticeField = 0xFFF1D6, kNoticeInk = 0x6B3F00, kHeader = 0x18212F,
                               kHeaderInk = 0xFFFFFF;
inline constexpr int kGap = 12;        // between things, in DIP
inline constexpr int kLeastTouch = 56; // of what is touched, in DIP
} // namespace theme

wxColour colour(std::uint32_t rgb);
// `heightDip`: about that of a line's letters with their ascenders and descenders.
wxFont font(const wxWindow& window, int heightDip, bool bold = false);
wxString toWx(const std::string& utf8);

} // namespace ace::kitscreens
