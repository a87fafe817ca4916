// SPDX-License-Identifier: MIT The JSON of a document, as it crosses the plugin line. Heavy to include: one
// .cpp in the host, one in a plugin.
//   {"title":"…","language":"en","blocks":[{"text":"…","style":"title","align":"start","lines":2},
//    {"columns":["…","…"]},{"qr":"…","caption":"…"},{"rule":true},{"page":true},
//    {"link":"https://…","caption":"…"}]}
#pragma once

#include <ace/base/Bytes.h>
#include <ace/sdk/Document.h>

#include <nlohmann/json.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace ace::sdk {

namespace detail {
inline constexpr const char* kStyles[] = {"title", "heading", "body", "small"};
inline constexpr const char* kAligns[] = {"start", "center", "end"};

template <class Enum, std::size_t N> Enum fromWord(const std::string& word, const char* const (&words)[N])
{
    for (std::size_t i = 0; i < N; ++i)
        if (word == words[i])
            return static_cast<Enum>(i);
    throw std::runtime_error("document: unknown word \"" + word + "\"");
}

inline nlohmann::json blockJson(const Block& block)
{
    using Json = nlohmann::json;
    if (const auto* text = std::get_if<TextBlock>(&block))
        return {{"text", cleanUtf8(text->text)},
                {"style", kStyles[static_cast<int>(text->style)]},
                {"align", kAligns[static_cast<int>(text->align)]},
                {"lines", text->maxLines}};
    if (const auto* columns = std::get_if<ColumnsBlock>(&block)) {
        Json cells = Json::array();
        for (const auto& cell : columns->cells)
            cells.push_back(cleanUtf8(cell));
        return {{"columns", cells}};
    }
    if (const auto* qr = std::get_if<QrBlock>(&block))
        return {{"qr", qr->payload}, {"caption", cleanUtf8(qr->caption)}};
    if (const auto* link = std::get_if<LinkBlock>(&block))
        return {{"link", cleanUtf8(link->url)}, {"caption", cleanUtf8(link->text)}};
    return std::holds_alternative<RuleBlock>(block) ? Json{{"rule", true}} : Json{{"page", true}};
}

inline Block parseBlock(const nlohmann::json& json)
{
    if (json.contains("text"))
        return TextBlock{json.at("text"), fromWord<TextStyle>(json.value("style", "body"), kStyles),
                         fromWord<TextAlign>(json.value("align", "start"), kAligns), json.value("lines", 2)};
    if (json.contains("columns"))
        return ColumnsBlock{json.at("columns").get<std::vector<std::string>>()};
    if (json.contains("qr"))
        return QrBlock{json.at("qr"), json.value("caption", "")};
    if (json.contains("rule"))
        return RuleBlock{};
    if (json.contains("page"))
        return PageBlock{};
    if (json.contains("link"))
        return LinkBlock{json.at("link"), json.value("caption", "")};
    throw std::runtime_error("document: a block of unknown kind");
}
} // namespace detail

// Text that is not valid UTF-8 is mended on the way.
inline std::string toJson(const Document& document)
{
    nlohmann::json blocks = nlohmann::json::array();
    for (const Block& block : document.blocks)
        blocks.push_back(detail::blockJson(block));
    const nlohmann::json json{
        {"title", cleanUtf8(document.title)}, {"language", document.language}, {"blocks", blocks}};
    return json.dump();
}

// Throws std::exception with a text that says what is wrong.
inline Document parseDocument(std::string_view text)
{
    const auto json = nlohmann::json::parse(text);
    Document document{json.at("title"), json.value("language", "en"), {}};
    for (const auto& block : json.at("blocks"))
        document.blocks.push_back(detail::parseBlock(block));
    return document;
}

} // namespace ace::sdk
