// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/sdk/Document.h>

#include <memory>
#include <string>
#include <vector>

namespace ace::pdf {

enum class PageSize { A4, Letter };

struct Rendered
{
    std::string bytes;                       // of the PDF
    std::vector<std::string> missingScripts; // what no font could write, as ace::text::Layout names it
};

// Draws documents as PDF: a card on each page, with the text at its left and the QR codes on a stub at its
// right, always in the same place. The same document gives the same bytes. Letters are drawn as outlines,
// with a text layer beneath them for search and copying. Not thread-safe; keeps glyphs from one document to
// the next.
class TicketRenderer
{
public:
    explicit TicketRenderer(PageSize pageSize = PageSize::A4);
    ~TicketRenderer();
    TicketRenderer(const TicketRenderer&) = delete;
    TicketRenderer& operator=(const TicketRenderer&) = delete;

    // Invalid when a QR code cannot hold its payload.
    Result<Rendered> render(const sdk::Document& document);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace ace::pdf
