// SPDX-License-Identifier: MIT
#include <ace/kit-screens/Theme.h>

#include <wx/colour.h>
#include <wx/font.h>
#include <wx/window.h>

namespace ace::kitscreens {

wxColour colour(std::uint32_t rgb)
{
    return wxColour(static_cast<unsigned char>(rgb >> 16), static_cast<unsigned char>(rgb >> 8),
                    static_cast<unsigned char>(rgb));
}

wxFont font(const wxWindow& window, int heightDip, bool bold)
{
    return wxFont(
        wxFontInfo(wxSize(0, window.FromDIP(heightDip * 6 / 5))).Family(wxFONTFAMILY_SWISS).Bold(bold));
}

wxString toWx(const std::string& utf8) { return wxString::FromUTF8(utf8); }

} // namespace ace::kitscreens
