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

    // `bytes` of no block can make this fail, but a code that cannot hold its payload.
    Result<std::vector<Sheet>> compose(std::span<const sdk::Block> blocks);
    const std::vector<std::string>& missingScripts() const { return missingScripts_; }
    double stubLeft() const { return stubLeft_; }

private:
    // Where the next piece goes, on the way down one column.
    struct Cursor
    {
        std::size_t sheet = 0;
        double y = kPadding;
        bool isAtTop = true;
    };

    void add(const sdk::TextBlock& block);
    void add(const sdk::ColumnsBlock& block);
    void add(const sdk::RuleBlock& block);
    void add(const sdk::PageBlock&) {}
    Result<void> addCode(const sdk::QrBlock& block);
    void addRow(const std::string& label, std::span<const std::string> values);
    void addCaption(const std::string& caption, Cursor& cursor, double left, double width);

    // Room for something of `height`, `gap` below what is there: its sheet, and its top in cursor.y.
    Sheet& claim(Cursor& cursor, double gap, double height);
    text::Layout layOut(const std::string& text, const text::Style& style);
    text::Style style(double size, int weight, double width, int maxLines) const;

    text::Shaper& shaper_;
    const std::string language_;
    const Card card_;
    double stubLeft_ = 0;
    double textWidth_ = 0;
    Cursor main_;
    Cursor stub_;
    std::vector<Sheet> sheets_;
    std::vector<std::string> missingScripts_;
};

} // namespace ace::pdf
