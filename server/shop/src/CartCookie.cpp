// SPDX-License-Identifier: MIT
#include <ace/server/shop/CartCookie.h>

#include <ace/server/access/Sealed.h>

#include <Poco/Net/HTTPCookie.h>
#include <Poco/Net/NameValueCollection.h>

#include <algorithm>
#include <charconv>

namespace ace::server::shop {

namespace {

constexpr const char* kName = "ace_cart";
constexpr std::size_t kItemsMost = 40; // a cookie has 4096 bytes
constexpr std::string_view kVoucher = "voucher", kOrder = "order", kNonce = "nonce";

// "SLUG voucher=CODE order=CODE/KEY nonce=HEX TYPE=COUNT TYPE=COUNT"
std::string textOf(const Cart& cart)
{
    std::string text = cart.eventSlug;
    if (!cart.voucher.empty())
        text += " " + std::string(kVoucher) + "=" + cart.voucher;
    if (!cart.order.empty())
        text += " " + std::string(kOrder) + "=" + cart.order;
    if (!cart.nonce.empty())
        text += " " + std::string(kNonce) + "=" + cart.nonce;
    for (std::size_t i = 0; i < cart.items.size() && i < kItemsMost; ++i)
        text += " " + cart.items[i].type.toString() + "=" + std::to_string(cart.items[i].quantity);
    return text;
}

Cart parse(std::string_view text)
{
    Cart cart;
    std::size_t end = text.find(' ');
    cart.eventSlug = text.substr(0, end);
    while (end != std::string_view::npos) {
        const std::size_t begin = end + 1;
        end = text.find(' ', begin);
        const std::string_view item = text.substr(begin, end == std::string_view::npos ? end : end - begin);
        const std::size_t equals = item.find('=');
        if (equals == std::string_view::npos)
            return {};
        const std::string_view name = item.substr(0, equals);
        if (name == kVoucher || name == kOrder || name == kNonce) {
            (name == kVoucher ? cart.voucher
             : name == kOrder ? cart.order
                              : cart.nonce) = item.substr(equals + 1);
            continue;
        }
        const auto type = TicketTypeId::parse(name);
        std::int32_t quantity = 0;
        std::from_chars(item.data() + equals + 1, item.data() + item.size(), quantity);
        if (!type || quantity < 1)
            return {};
        cart.items.push_back({*type, quantity});
    }
    return cart;
}

} // namespace

std::int64_t Cart::count() const
{
    std::int64_t sum = 0;
    for (const auto& item : items)
        sum += item.quantity;
    return sum;
}

std::int32_t Cart::quantityOf(TicketTypeId type) const
{
    for (const auto& item : items)
        if (item.type == type)
            return item.quantity;
    return 0;
}

bool Cart::holdsTheSame(const Cart& other) const
{
    const auto isInOther = [&](const boxoffice::WantedItem& item) {
        return other.quantityOf(item.type) == item.quantity;
    };
    return eventSlug == other.eventSlug && voucher == other.voucher && items.size() == other.items.size() &&
           std::ranges::all_of(items, isInOther);
}

std::string CartCookie::seal(const Cart& cart) const { return access::seal(key_, textOf(cart)); }

Cart CartCookie::open(std::string_view sealed) const
{
    const auto text = access::unseal(key_, sealed);
    return text ? parse(*text) : Cart{};
}

Cart CartCookie::read(const Poco::Net::HTTPServerRequest& request) const
{
    Poco::Net::NameValueCollection cookies;
    request.getCookies(cookies);
    return open(cookies.get(kName, ""));
}

void CartCookie::write(Poco::Net::HTTPServerResponse& response, const Cart& cart) const
{
    Poco::Net::HTTPCookie cookie(kName, cart.empty() ? "" : seal(cart));
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(secure_);
    cookie.setSameSite(Poco::Net::HTTPCookie::SAME_SITE_LAX);
    if (cart.empty())
        cookie.setMaxAge(0);
    response.addCookie(cookie);
}

} // namespace ace::server::shop
