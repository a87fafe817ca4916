// SPDX-License-Identifier: MIT
#pragma once

#include <ace/barcode/QrMatrix.h>

#include <wx/window.h>

#include <optional>
#include <string>

namespace ace::counter {

// A QR code as large as it fits, in whole pixels a module, black on white with its quiet zone.
class QrPanel : public wxWindow
{
public:
    explicit QrPanel(wxWindow* parent);

    void setText(const std::string& text); // what no QR code holds is shown as an empty field
    bool AcceptsFocus() const override { return false; }

private:
    void paint();

    std::string text_;
    std::optional<barcode::QrMatrix> code_;
};

} // namespace ace::counter
