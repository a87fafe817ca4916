// SPDX-License-Identifier: MIT
#include "remote/Message.h"

#include <cstring>

namespace ace::pluginhost {

namespace {

struct MessageHead
{
    std::int64_t what = 0;
    std::array<std::int64_t, 6> numbers{};
    std::array<std::uint64_t, 3> sizes{};
};

} // namespace

const char* lineTag() { return ACE_LINE_TAG; }

void encode(const Message& message, std::string& bytes)
{
    MessageHead head{message.what, message.numbers, {}};
    std::size_t size = sizeof head;
    for (std::size_t i = 0; i < message.texts.size(); ++i) {
        head.sizes[i] = message.texts[i].size();
        size += message.texts[i].size();
    }
    bytes.clear();
    bytes.reserve(size);
    bytes.append(reinterpret_cast<const char*>(&head), sizeof head);
    for (const auto text : message.texts)
        bytes.append(text);
}

std::optional<Message> decode(std::string_view bytes)
{
    MessageHead head;
    if (bytes.size() < sizeof head)
        return std::nullopt;
    std::memcpy(&head, bytes.data(), sizeof head);
    bytes.remove_prefix(sizeof head);
    Message message{static_cast<std::int32_t>(head.what), head.numbers, {}};
    for (std::size_t i = 0; i < message.texts.size(); ++i) {
        if (head.sizes[i] > bytes.size())
            return std::nullopt;
        message.texts[i] = bytes.substr(0, head.sizes[i]);
        bytes.remove_prefix(head.sizes[i]);
    }
    if (!bytes.empty())
        return std::nullopt;
    return message;
}

Message Request::toMessage() const { return {method, {number, numbers[0], numbers[1]}, texts}; }

Request Request::from(const Message& m)
{
    return {m.what, m.numbers[0], {m.numbers[1], m.numbers[2]}, m.texts};
}

Message Answer::toMessage() const
{
    return {status,
            {number, notices, extended, retryable ? 1 : 0, numbers[0], numbers[1]},
            {out[0], out[1], reason}};
}

Answer Answer::from(const Message& m)
{
    return {m.what,
            m.numbers[0],
            m.numbers[1],
            static_cast<std::int32_t>(m.numbers[2]),
            m.numbers[3] != 0,
            {m.numbers[4], m.numbers[5]},
            {m.texts[0], m.texts[1]},
            m.texts[2]};
}

Message Notice::toMessage() const { return {kind, {level, code, extended}, {reference, type, body}}; }

Notice Notice::from(const Message& m)
{
    return {m.what, m.numbers[0], m.numbers[1], m.numbers[2], m.texts[0], m.texts[1], m.texts[2]};
}

} // namespace ace::pluginhost
