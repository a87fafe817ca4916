// SPDX-License-Identifier: MIT
#pragma once

#include "HiddenText.h"

#include <ace/base/Result.h>

#include <hpdf.h>

#include <memory>
#include <string>

namespace ace::pdf {

// A PDF being put together by libharu: pages of ready content, the fonts of the text layer, the title.
// libharu notes its first error and then refuses all further work, so one question at the end is enough; it
// never jumps or throws.
class PdfFile
{
public:
    PdfFile(const std::string& title, const std::string& language);

    void addPage(double width, double height, const std::string& content);
    void addFonts(const HiddenText& text); // once, after the last page
    Result<std::string> finish();          // the file

private:
    struct Free
    {
        void operator()(HPDF_Doc document) const { HPDF_Free(document); }
    };
    void addFont(const std::vector<HiddenText::Code>& codes, const std::string& name);
    HPDF_Dict addObject();
    HPDF_Dict addStream(const std::string& content);

    std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, Free> document_; // null: no memory
    HPDF_Dict fonts_ = nullptr;                                       // the document's; shared by all pages
    HPDF_Dict blankGlyph_ = nullptr;
};

} // namespace ace::pdf
