// SPDX-License-Identifier: MIT
#include <ace/outbox/MailReference.h>

#include <ace/base/Bytes.h>

namespace ace::outbox {

namespace {

constexpr std::size_t kIdLength = 36;
constexpr std::size_t kDigestLength = 12;

std::string digestOf(std::string_view email) { return toHex(sha256(email)).substr(0, kDigestLength); }

} // namespace

MailReference MailReference::of(OrderId order, JobId job, std::string_view email)
{
    return {order, job, digestOf(email)};
}

std::optional<MailReference> MailReference::ofMessageId(std::string_view messageId)
{
    if (messageId.starts_with('<'))
        messageId.remove_prefix(1);
    constexpr std::size_t kJobAt = kIdLength + 1, kAddressAt = kJobAt + kIdLength + 1;
    if (messageId.size() < kAddressAt + kDigestLength || messageId[kJobAt - 1] != '.' ||
        messageId[kAddressAt - 1] != '.')
        return std::nullopt;
    const auto order = OrderId::parse(messageId.substr(0, kIdLength));
    const auto job = JobId::parse(messageId.substr(kJobAt, kIdLength));
    if (!order || !job)
        return std::nullopt;
    return MailReference{*order, *job, std::string(messageId.substr(kAddressAt, kDigestLength))};
}

std::string MailReference::text() const { return order.toString() + "." + job.toString() + "." + address; }

bool MailReference::isTo(std::string_view email) const { return address == digestOf(email); }

} // namespace ace::outbox
