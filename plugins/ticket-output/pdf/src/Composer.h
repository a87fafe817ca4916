// SPDX-License-Identifier: MIT
#pragma once

#include "Sheet.h"

#include <ace/base/Result.h>
#include <ace/sdk/Document.h>
#include <ace/text/Shaper.h>

#include <span>
#include <string>
#include <vector>

namespace ace::pdf {

// Gives the blocks of a page their places: texts and columns one below the other at the left, codes on the
// stub. What does not fit goes on to a further sheet.
class Composer
{
public:
    Composer(text::Shaper& shaper, std::string language, Card card)
        : shaper_(shaper), language_(std::move(language)), card_(card)
    {
    }

    // Invalid when a code cannot hold its payload; no text can make it fail.
    Result<std::vector<Sheet>> compose(std::span<const sdk::Block> blocks);
    const std::vector<std::string>& missingScripts() const { return missingScripts_; }
    double stubLeft() const { return hasStub_ ? card_.stubLeft : card_.width; } // of the page composed last

private:
    // Where the next piece goes, on the way down one column.
    struct Cursor
    {
        std::size_t sheet = 0;
        double y = kPadding;
        bool isAtTop = true;
    };

    void addText(const sdk::TextBlock& block);
    void addColumns(const sdk::ColumnsBlock& block);
    void addRule();
    void addCode(barcode::QrMatrix matrix, const std::string& caption);
    void addRow(const std::string& label, std::span<const std::string> values);
    void addCaption(const std::string& caption, Cursor& cursor, double left, double width);

    // Room for something of `height`, `gap` below what is there: its sheet, and its top in cursor.y.
    Sheet& claim(Cursor& cursor, double gap, double height);
    text::Layout layOut(const std::string& text, const text::Style& style);
    text::Style style(double size, int weight, double width, int maxLines) const;

    text::Shaper& shaper_;
    const std::string language_;
    const Card card_;
    bool hasStub_ = false;
    double textWidth_ = 0;
    Cursor main_;
    Cursor stub_;
    std::vector<Sheet> sheets_;
    std::vector<std::string> missingScripts_;
};

} // namespace ace::pdf
