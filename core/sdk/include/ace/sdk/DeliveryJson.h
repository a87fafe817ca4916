// SPDX-License-Identifier: MIT
// The JSON of a delivery, as it crosses the plugin line. As heavy to include as DocumentJson.h.
//   {"name":"…","email":"…","language":"en","attachments":[{"name":"…","mime":"…","bytes":"<base64url>"}],
//    "occasion":"tickets","link":"https://…","reference":"…"}
#pragma once

#include <ace/base/Bytes.h>
#include <ace/sdk/Delivery.h>

#include <nlohmann/json.hpp>

#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace ace::sdk {

namespace detail {
inline constexpr const char* kOccasions[] = {"tickets", "late-payment", "refund", "links"};

inline Occasion parseOccasion(const std::string& word)
{
    for (std::size_t i = 0; i < std::size(kOccasions); ++i)
        if (word == kOccasions[i])
            return static_cast<Occasion>(i);
    throw std::runtime_error("delivery: unknown occasion \"" + word + "\"");
}
} // namespace detail

// Text that is not valid UTF-8 is mended on the way; an attachment's bytes may be any.
inline std::string toJson(const Delivery& delivery)
{
    nlohmann::json attachments = nlohmann::json::array();
    for (const Attachment& attachment : delivery.attachments)
        attachments.push_back({{"name", cleanUtf8(attachment.name)},
                               {"mime", cleanUtf8(attachment.mime)},
                               {"bytes", toBase64Url(attachment.bytes)}});
    const nlohmann::json json{{"name", cleanUtf8(delivery.name)},
                              {"email", cleanUtf8(delivery.email)},
                              {"language", cleanUtf8(delivery.language)},
                              {"attachments", std::move(attachments)},
                              {"occasion", detail::kOccasions[static_cast<int>(delivery.occasion)]},
                              {"link", cleanUtf8(delivery.link)},
                              {"reference", cleanUtf8(delivery.reference)}};
    return json.dump();
}

// Throws std::exception with a text that says what is wrong.
inline Delivery parseDelivery(std::string_view text)
{
    const auto json = nlohmann::json::parse(text);
    Delivery delivery{json.at("name"), json.at("email"), json.value("language", "en"), {}};
    for (const auto& attachment : json.at("attachments")) {
        auto bytes = fromBase64Url(attachment.at("bytes").get<std::string>());
        if (!bytes)
            throw std::runtime_error("delivery: the bytes of an attachment are not base64url");
        delivery.attachments.push_back({attachment.at("name"), attachment.at("mime"), std::move(*bytes)});
    }
    delivery.occasion = detail::parseOccasion(json.value("occasion", "tickets"));
    delivery.link = json.value("link", "");
    delivery.reference = json.value("reference", "");
    return delivery;
}

} // namespace ace::sdk
