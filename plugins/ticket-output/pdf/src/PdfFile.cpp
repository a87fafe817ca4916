// SPDX-License-Identifier: MIT
#include "PdfFile.h"

#include "Operators.h"
#include "Utf16.h"

#include <ace/base/Bytes.h>

#include <hpdf_doc.h>
#include <hpdf_pages.h>
#include <hpdf_utils.h>
#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <new>

namespace ace::pdf {

namespace {

// In a glyph's coordinates of 1000 to the font size: what readers mark when text is selected.
constexpr int kDescent = -220, kAscent = 900;

constexpr const char* kBlankName = "no";

std::string toUnicodeMap(const std::vector<HiddenText::Code>& codes)
{
    constexpr std::size_t kMaxInBlock = 100; // PDF 32000-1, 9.10.3
    std::string map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Ace def\n"
                      "/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n";
    for (std::size_t start = 0; start < codes.size(); start += kMaxInBlock) {
        const std::size_t end = std::min(codes.size(), start + kMaxInBlock);
        map += std::to_string(end - start) + " beginbfchar\n";
        for (std::size_t i = start; i < end; ++i) {
            const char code = static_cast<char>(i + 1);
            map += '<';
            appendHex(map, {&code, 1});
            map += "> <";
            appendHex(map, codes[i].utf16);
            map += ">\n";
        }
        map += "endbfchar\n";
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

// BCP 47 has letters, digits and hyphens; anything else would be another PDF string.
std::string languageTag(const std::string& language)
{
    const auto fits = [](unsigned char c) { return std::isalnum(c) || c == '-'; };
    return !language.empty() && language.size() <= 35 && std::all_of(language.begin(), language.end(), fits)
               ? language
               : "und";
}

// libharu's own compression takes six times as long for a seventh less: its level is not ours to choose.
std::string deflated(const std::string& content)
{
    constexpr int kLevel = 2;
    uLongf size = compressBound(static_cast<uLong>(content.size()));
    std::string bytes(size, '\0');
    const int status =
        compress2(reinterpret_cast<Bytef*>(bytes.data()), &size,
                  reinterpret_cast<const Bytef*>(content.data()), static_cast<uLong>(content.size()), kLevel);
    if (status != Z_OK)
        throw std::bad_alloc(); // nothing else can happen to a buffer of that size
    bytes.resize(size);
    return bytes;
}

// libharu takes away the filter's name from a stream that it does not compress itself; this writes it back.
HPDF_STATUS writeFilterName(HPDF_Dict, HPDF_Stream stream)
{
    return HPDF_Stream_WriteStr(stream, "/Filter /FlateDecode\012");
}

void fill(HPDF_Dict stream, const std::string& content)
{
    const std::string bytes = deflated(content);
    stream->write_fn = writeFilterName;
    HPDF_Stream_Write(stream->stream, reinterpret_cast<const HPDF_BYTE*>(bytes.data()),
                      static_cast<HPDF_UINT>(bytes.size()));
}

} // namespace

PdfFile::PdfFile(const std::string& title, const std::string& language)
    : document_(HPDF_New(nullptr, nullptr))
{
    if (!document_)
        return;
    fonts_ = addObject();
    blankGlyph_ = addStream("1000 0 d0");
    std::string text = "\xFE\xFF" + utf16(cleanUtf8(title));
    HPDF_Dict_Add(document_->info, "Title",
                  HPDF_Binary_New(document_->mmgr, reinterpret_cast<HPDF_BYTE*>(text.data()),
                                  static_cast<HPDF_UINT>(text.size())));
    HPDF_Dict_Add(document_->catalog, "Lang",
                  HPDF_String_New(document_->mmgr, languageTag(language).c_str(), nullptr));
}

HPDF_Dict PdfFile::addObject()
{
    HPDF_Dict dict = HPDF_Dict_New(document_->mmgr);
    if (dict)
        HPDF_Xref_Add(document_->xref, dict);
    return dict;
}

HPDF_Dict PdfFile::addStream(const std::string& content)
{
    HPDF_Dict dict = HPDF_DictStream_New(document_->mmgr, document_->xref);
    if (dict)
        fill(dict, content);
    return dict;
}

void PdfFile::addPage(double width, double height, const std::string& content)
{
    if (!document_)
        return;
    HPDF_Page page = HPDF_AddPage(document_.get());
    if (!page)
        return;
    HPDF_Page_SetWidth(page, static_cast<HPDF_REAL>(width));
    HPDF_Page_SetHeight(page, static_cast<HPDF_REAL>(height));
    auto* resources =
        static_cast<HPDF_Dict>(HPDF_Page_GetInheritableItem(page, "Resources", HPDF_OCLASS_DICT));
    if (resources)
        HPDF_Dict_Add(resources, "Font", fonts_);
    fill(static_cast<HPDF_PageAttr>(page->attr)->contents, content);
}

void PdfFile::addFonts(const HiddenText& text)
{
    if (!document_)
        return;
    for (std::size_t i = 0; i < text.fonts().size(); ++i)
        addFont(text.fonts()[i], "T" + std::to_string(i));
}

// A Type 3 font (PDF 32000-1, 9.6.5) that paints nothing. poppler cannot know how large such a font's letters
// are and guesses by the width of the first one: so the unused code 0 is as wide as poppler takes for usual.
// It must have no name of a single letter, which would be looked at first.
void PdfFile::addFont(const std::vector<HiddenText::Code>& codes, const std::string& name)
{
    HPDF_MMgr memory = document_->mmgr;
    HPDF_Dict font = addObject();
    HPDF_Dict glyphs = HPDF_Dict_New(memory);
    HPDF_Dict encoding = HPDF_Dict_New(memory);
    HPDF_Array box = HPDF_Array_New(memory), matrix = HPDF_Array_New(memory), widths = HPDF_Array_New(memory),
               differences = HPDF_Array_New(memory);
    if (!font || !glyphs || !encoding || !box || !matrix || !widths || !differences)
        return; // no memory; libharu has noted it
    for (const int edge : {0, kDescent, 1000, kAscent})
        HPDF_Array_AddNumber(box, edge);
    for (const float number : {0.001f, 0.f, 0.f, 0.001f, 0.f, 0.f})
        HPDF_Array_AddReal(matrix, number);
    HPDF_Array_AddNumber(differences, 0);
    HPDF_Array_AddName(differences, kBlankName);
    HPDF_Array_AddNumber(widths, 500);
    for (const HiddenText::Code& code : codes) {
        HPDF_Array_AddNumber(widths, code.width);
        HPDF_Array_AddName(differences, kBlankName);
    }
    HPDF_Dict_Add(glyphs, kBlankName, blankGlyph_);
    HPDF_Dict_AddName(encoding, "Type", "Encoding");
    HPDF_Dict_Add(encoding, "Differences", differences);
    HPDF_Dict_AddName(font, "Type", "Font");
    HPDF_Dict_AddName(font, "Subtype", "Type3");
    HPDF_Dict_Add(font, "FontBBox", box);
    HPDF_Dict_Add(font, "FontMatrix", matrix);
    HPDF_Dict_Add(font, "CharProcs", glyphs);
    HPDF_Dict_Add(font, "Encoding", encoding);
    HPDF_Dict_AddNumber(font, "FirstChar", 0);
    HPDF_Dict_AddNumber(font, "LastChar", static_cast<HPDF_INT32>(codes.size()));
    HPDF_Dict_Add(font, "Widths", widths);
    HPDF_Dict_Add(font, "Resources", HPDF_Dict_New(memory));
    HPDF_Dict_Add(font, "ToUnicode", addStream(toUnicodeMap(codes)));
    HPDF_Dict_Add(fonts_, name.c_str(), font);
}

Result<std::string> PdfFile::finish()
{
    if (!document_)
        return failure(ErrorCode::Internal, "not enough memory for a PDF");
    HPDF_SaveToStream(document_.get());
    std::string bytes(HPDF_GetStreamSize(document_.get()), '\0');
    auto size = static_cast<HPDF_UINT32>(bytes.size());
    HPDF_ResetStream(document_.get());
    HPDF_ReadFromStream(document_.get(), reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
    if (const HPDF_STATUS error = HPDF_GetError(document_.get()); error != HPDF_OK)
        return failure(ErrorCode::Internal, "libharu cannot write the PDF, error " + std::to_string(error));
    bytes.resize(size);
    return bytes;
}

} // namespace ace::pdf
