// SPDX-License-Identifier: MIT
#include "StepPattern.h"

#include <ace/base/Assert.h>

#include <algorithm>
#include <charconv>

namespace ace::headless {

namespace {

constexpr std::int64_t kMostNumber = 1'000'000;
constexpr std::int64_t kMostWholeUnits = 1'000'000'000;

std::optional<std::int64_t> parseDigits(std::string_view text, std::int64_t most)
{
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    if (text.empty() || text.front() == '-' || problem != std::errc() || stop != end || value > most)
        return std::nullopt;
    return value;
}

std::optional<std::int64_t> parseAmount(std::string_view text)
{
    if (text.size() < 4 || text[text.size() - 3] != '.')
        return std::nullopt;
    const auto units = parseDigits(text.substr(0, text.size() - 3), kMostWholeUnits);
    const auto cents = parseDigits(text.substr(text.size() - 2), 99);
    return units && cents ? std::optional(*units * 100 + *cents) : std::nullopt;
}

bool isUpperCase(std::string_view word)
{
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

} // namespace

Result<std::vector<Word>> splitWords(std::string_view line)
{
    std::vector<Word> words;
    std::size_t at = 0;
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (at < line.size()) {
        if (isBlank(line[at])) {
            ++at;
            continue;
        }
        Word word;
        word.quoted = line[at] == '"';
        if (!word.quoted) {
            while (at < line.size() && !isBlank(line[at]))
                word.text += line[at++];
            words.push_back(std::move(word));
            continue;
        }
        for (++at; at < line.size() && line[at] != '"'; ++at) {
            if (line[at] == '\\' && at + 1 < line.size())
                ++at;
            word.text += line[at];
        }
        if (at >= line.size())
            return failure(ErrorCode::Invalid, "a quote is not closed");
        ++at;
        words.push_back(std::move(word));
    }
    return words;
}

const std::string& Arguments::text(const std::string& name) const
{
    const auto found = values_.find(name);
    ACE_ASSERT(found != values_.end());
    return found->second;
}

std::string Arguments::text(const std::string& name, const std::string& absent) const
{
    return has(name) ? text(name) : absent;
}

std::int32_t Arguments::number(const std::string& name) const
{
    const auto value = parseDigits(text(name), kMostNumber);
    ACE_ASSERT(value.has_value());
    return static_cast<std::int32_t>(*value);
}

std::int64_t Arguments::minorUnits(const std::string& name) const
{
    const auto value = parseAmount(text(name));
    ACE_ASSERT(value.has_value());
    return *value;
}

StepPattern::StepPattern(std::string text) : text_(std::move(text))
{
    int groups = 0, group = 0;
    std::size_t at = 0;
    while (at < text_.size()) {
        const std::size_t end = std::min(text_.find(' ', at), text_.size());
        std::string word = text_.substr(at, end - at);
        at = end + 1;
        if (word.starts_with('[')) {
            group = ++groups;
            word.erase(0, 1);
        }
        const bool closes = word.ends_with(']');
        if (closes)
            word.pop_back();
        Element element = parseElement(std::move(word));
        element.optionalGroup = group;
        elements_.push_back(std::move(element));
        if (closes)
            group = 0;
    }
    std::erase(text_, '\\');
}

StepPattern::Element StepPattern::parseElement(std::string word)
{
    using Kind = Element::Kind;
    if (word.starts_with('\\'))
        return {Kind::Literal, word.substr(1), {}};
    if (word.starts_with('"'))
        return {Kind::Quoted, word.substr(1, word.size() - 2), {}};
    if (const std::size_t equals = word.find('='); equals != std::string::npos) {
        Element choice{Kind::Choice, word.substr(0, equals), {}};
        for (std::size_t at = equals + 1; at <= word.size();) {
            const std::size_t end = std::min(word.find('|', at), word.size());
            choice.choices.push_back(word.substr(at, end - at));
            at = end + 1;
        }
        return choice;
    }
    if (!isUpperCase(word))
        return {Kind::Literal, std::move(word), {}};
    if (word == "N")
        return {Kind::Number, std::move(word), {}};
    if (word == "AMOUNT")
        return {Kind::Amount, std::move(word), {}};
    return {Kind::Bare, std::move(word), {}};
}

std::optional<Arguments> StepPattern::match(const std::vector<Word>& words) const
{
    Arguments arguments;
    return matchFrom(0, words, 0, arguments) ? std::optional(std::move(arguments)) : std::nullopt;
}

bool StepPattern::accepts(const Element& element, const Word& word)
{
    using Kind = Element::Kind;
    if (word.quoted != (element.kind == Kind::Quoted))
        return false;
    switch (element.kind) {
    case Kind::Literal:
        return word.text == element.name;
    case Kind::Number:
        return parseDigits(word.text, kMostNumber).has_value();
    case Kind::Amount:
        return parseAmount(word.text).has_value();
    case Kind::Choice:
        return std::ranges::find(element.choices, word.text) != element.choices.end();
    case Kind::Quoted:
    case Kind::Bare:
        return true;
    }
    return false;
}

// Tries an optional group first, and without it when the rest then does not match.
bool StepPattern::matchFrom(std::size_t element, const std::vector<Word>& words, std::size_t word,
                            Arguments& arguments) const
{
    if (element == elements_.size())
        return word == words.size();
    const Element& wanted = elements_[element];
    if (word < words.size() && accepts(wanted, words[word])) {
        Arguments tried = arguments;
        if (wanted.kind != Element::Kind::Literal)
            tried.set(wanted.name, words[word].text);
        if (matchFrom(element + 1, words, word + 1, tried)) {
            arguments = std::move(tried);
            return true;
        }
    }
    const bool opensGroup = wanted.optionalGroup != 0 &&
                            (element == 0 || elements_[element - 1].optionalGroup != wanted.optionalGroup);
    if (!opensGroup)
        return false;
    std::size_t after = element;
    while (after < elements_.size() && elements_[after].optionalGroup == wanted.optionalGroup)
        ++after;
    return matchFrom(after, words, word, arguments);
}

} // namespace ace::headless
