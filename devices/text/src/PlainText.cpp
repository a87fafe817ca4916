// SPDX-License-Identifier: MIT
#include "PlainText.h"

#include <ace/base/Bytes.h>

#include <glib.h>

namespace ace::text {

namespace {

// Letters with more marks than any language stacks would paint over their neighbours.
constexpr int kMaxMarks = 8;

bool isControl(gunichar c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029; }

// Embeddings, overrides and isolates (Unicode TR9): a name could turn around the words beside it.
bool isBidiControl(gunichar c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

bool isMark(gunichar c)
{
    const GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

void append(std::string& text, gunichar c)
{
    char utf8[6];
    text.append(utf8, static_cast<std::size_t>(g_unichar_to_utf8(c, utf8)));
}

// Han characters look different in Japanese, Korean and Chinese; kana and hangul say which it is.
class LanguageGuess
{
public:
    void see(gunichar c)
    {
        if (c < 0x1100)
            return;
        const GUnicodeScript script = g_unichar_get_script(c);
        kana_ = kana_ || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
        hangul_ = hangul_ || script == G_UNICODE_SCRIPT_HANGUL;
        han_ = han_ || script == G_UNICODE_SCRIPT_HAN;
    }

    std::string language(std::string_view given) const
    {
        if (kana_)
            return "ja";
        if (hangul_)
            return "ko";
        const std::string_view primary = given.substr(0, 2);
        if (han_ && primary != "ja" && primary != "ko" && primary != "zh")
            return "zh-cn";
        return std::string(given);
    }

private:
    bool kana_ = false;
    bool hangul_ = false;
    bool han_ = false;
};

} // namespace

PlainText plainText(std::string_view bytes, std::string_view language, std::size_t maxCharacters)
{
    PlainText plain;
    LanguageGuess guess;
    // A character has four bytes at most, so what is further back cannot be part of the text.
    const std::size_t maxBytes = 4 * maxCharacters + 4;
    const std::string valid = cleanUtf8(bytes.substr(0, maxBytes));
    std::size_t characters = 0;
    int marks = 0;
    for (const char* at = valid.data(); at < valid.data() + valid.size(); at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        marks = isMark(c) ? marks + 1 : 0;
        if (isBidiControl(c) || marks > kMaxMarks)
            continue;
        if (++characters > maxCharacters)
            break;
        guess.see(c);
        append(plain.utf8, isControl(c) ? ' ' : c);
    }
    if (characters > maxCharacters || bytes.size() > maxBytes)
        append(plain.utf8, 0x2026);
    plain.language = guess.language(language);
    return plain;
}

} // namespace ace::text
