// SPDX-License-Identifier: MIT
#include <ace/server/web/Words.h>

#include <ace/base/Assert.h>
#include <ace/base/Embedded.h>
#include <ace/base/TimeText.h>

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

#include <algorithm>
#include <limits>
#include <vector>

namespace ace::embedded {
std::span<const File> web_words();
}

namespace ace::server::web {

namespace {

namespace gettext = boost::locale::gnu_gettext;

constexpr std::string_view kOpen = "{{#t}}", kClose = "{{/t}}";

constexpr const char* kDays[] = {word("Mon"), word("Tue"), word("Wed"), word("Thu"),
                                 word("Fri"), word("Sat"), word("Sun")};
constexpr const char* kMonths[] = {word("Jan"), word("Feb"), word("Mar"), word("Apr"),
                                   word("May"), word("Jun"), word("Jul"), word("Aug"),
                                   word("Sep"), word("Oct"), word("Nov"), word("Dec")};

std::vector<char> readWords(const std::string& file, const std::string&)
{
    for (const embedded::File& words : embedded::web_words())
        if (file.ends_with("/" + std::string(words.name)))
            return {words.content.begin(), words.content.end()};
    return {};
}

// The embedded es.mo stands for …/es/LC_MESSAGES/es.mo.
std::locale localeOf(const std::string& code)
{
    gettext::messages_info info;
    info.language = code;
    info.encoding = "UTF-8";
    info.paths.emplace_back("");
    info.domains.emplace_back(code + "/UTF-8"); // what the messages' ids are written in
    info.callback = readWords;
    return {std::locale::classic(), gettext::create_messages_facet<char>(info)};
}

// In one pass: what a value says is never looked into.
std::string filledIn(std::string_view text, std::initializer_list<std::string> values)
{
    std::string filled;
    while (!text.empty()) {
        const bool mark = text.size() > 2 && text[0] == '{' && text[2] == '}' && text[1] >= '1' &&
                          text[1] < '1' + std::ssize(values);
        filled += mark ? std::string_view(values.begin()[text[1] - '1']) : text.substr(0, 1);
        text.remove_prefix(mark ? 3 : 1);
    }
    return filled;
}

} // namespace

Words::Words(Language language)
    : language_(language),
      locale_(language == Language::English ? std::locale::classic() : localeOf(std::string(code())))
{
}

const Words& Words::of(Language language)
{
    static const Words english(Language::English), spanish(Language::Spanish);
    return language == Language::English ? english : spanish;
}

std::string_view Words::code() const { return language_ == Language::English ? "en" : "es"; }
std::string_view Words::pathPrefix() const { return language_ == Language::English ? "" : "/es"; }

const Words& Words::other() const
{
    return of(language_ == Language::English ? Language::Spanish : Language::English);
}

std::string Words::operator()(const char* english, std::initializer_list<std::string> values) const
{
    if (language_ == Language::English)
        return filledIn(english, values);
    return filledIn(boost::locale::translate(english).str(locale_), values);
}

std::string Words::counted(const char* one, const char* many, std::int64_t count) const
{
    const std::string number = std::to_string(count);
    if (language_ == Language::English)
        return filledIn(count == 1 ? one : many, {number});
    const int counted = static_cast<int>(std::clamp<std::int64_t>(count, 0, std::numeric_limits<int>::max()));
    return filledIn(boost::locale::translate(one, many, counted).str(locale_), {number});
}

std::string Words::when(Instant instant, const std::string& zone) const
{
    std::string text = formatLocal(instant, zone);
    for (const char* day : kDays)
        if (text.starts_with(day)) {
            text.replace(0, std::string_view(day).size(), (*this)(day));
            break;
        }
    for (const char* month : kMonths)
        if (const std::size_t at = text.find(" " + std::string(month) + " "); at != std::string::npos) {
            text.replace(at + 1, std::string_view(month).size(), (*this)(month));
            break;
        }
    return text;
}

std::string Words::translated(std::string_view page) const
{
    std::string text;
    while (true) {
        const std::size_t open = page.find(kOpen);
        text += page.substr(0, open);
        if (open == std::string_view::npos)
            return text;
        page.remove_prefix(open + kOpen.size());
        const std::size_t close = page.find(kClose);
        ACE_ASSERT(close != std::string_view::npos); // a template is a part of the program
        text += (*this)(std::string(page.substr(0, close)).c_str());
        page.remove_prefix(close + kClose.size());
    }
}

} // namespace ace::server::web
