// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::headless {

// A word of a step's line; `quoted` where it stood in quotes, which are gone.
struct Word
{
    std::string text;
    bool quoted = false;

    bool operator==(const Word&) const = default;
};

// Words are apart by blanks; "\"" and "\\" stand for a quote and a backslash within quotes. Invalid: a quote
// that is not closed.
Result<std::vector<Word>> splitWords(std::string_view line);

// What a line gave for the upper-case words of its pattern. Their form is checked when they match.
class Arguments
{
public:
    bool has(const std::string& name) const { return values_.contains(name); }
    const std::string& text(const std::string& name) const; // asserted to be there
    std::string text(const std::string& name, const std::string& absent) const;
    std::int32_t number(const std::string& name) const;
    std::int64_t minorUnits(const std::string& name) const; // of an AMOUNT

    void set(const std::string& name, std::string value) { values_[name] = std::move(value); }

private:
    std::map<std::string, std::string> values_;
};

// How a step is written:
//
//   sell N "TYPE" by METHOD [tendered AMOUNT]
//
//   sell, by        as it stands
//   N, AMOUNT       a whole number up to 1,000,000; money with two decimals, "12.50"
//   "TYPE"          a text in quotes
//   METHOD          one bare word; \QR is the word QR itself
//   STATE=a|b       one of the words given
//   [ … ]           may be left out
class StepPattern
{
public:
    explicit StepPattern(std::string text);

    const std::string& text() const { return text_; }
    std::optional<Arguments> match(const std::vector<Word>& words) const;

private:
    struct Element
    {
        enum class Kind { Literal, Number, Amount, Quoted, Bare, Choice };
        Kind kind = Kind::Literal;
        std::string name; // of an argument; the word itself of a literal
        std::vector<std::string> choices;
        int optionalGroup = 0; // 0: must be there
    };

    static Element parseElement(std::string word);
    static bool accepts(const Element& element, const Word& word);
    bool matchFrom(std::size_t element, const std::vector<Word>& words, std::size_t word,
                   Arguments& arguments) const;

    std::string text_;
    std::vector<Element> elements_;
};

} // namespace ace::headless
