// SPDX-License-Identifier: MIT
#include "Customer.h"

namespace ace::server {

Customer::Customer(const PaymentWorld& world, std::string name) : world_(world), name_(std::move(name)) {}

void Customer::choose(int count, std::size_t type)
{
    const std::string id = world_.event().types.at(type).id.toString();
    const auto reply = send(world_.shopPort(), "POST", "/cart",
                            "event=" + world_.event().event.slug + "&q-" + id + "=" + std::to_string(count));
    CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 303, reply.status);
}

std::string Customer::openCart()
{
    const std::string page = visit("/cart").body;
    return "nonce=" + test::hiddenValue(page, "nonce") + "&total=" + test::hiddenValue(page, "total") +
           "&name=" + name_ + "&email=" + name_ + "%40example.com";
}

test::Reply Customer::order(const std::string& form)
{
    return send(world_.shopPort(), "POST", "/checkout", form);
}

std::string Customer::goToPayment()
{
    const auto reply = order(openCart());
    CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 303, reply.status);
    const std::string page = pathOf(reply.field("Location"));
    CPPUNIT_ASSERT_MESSAGE(page, page.starts_with("/c/pay/"));
    return page;
}

std::string Customer::pathOf(const std::string& url)
{
    const std::size_t host = url.find("://");
    return host == std::string::npos ? url : url.substr(url.find('/', host + 3));
}

test::Reply Customer::press(const std::string& page, const std::string& action, const std::string& card)
{
    return post(page, "action=" + action + "&number=" + card + "&name=" + name_);
}

test::Reply Customer::post(const std::string& path, const std::string& form)
{
    return send(world_.stripePort(), "POST", path, form);
}

test::Reply Customer::visit(const std::string& urlOrPath)
{
    return send(world_.shopPort(), "GET", pathOf(urlOrPath), "");
}

// A connection of its own for each: the shop may have been started again meanwhile.
test::Reply Customer::send(std::uint16_t port, const std::string& method, const std::string& path,
                           const std::string& form)
{
    test::HttpClient client(port);
    const bool atShop = port == world_.shopPort();
    if (atShop)
        for (const auto& [name, value] : cookies_)
            client.setCookie(name, value);
    auto reply = method == "GET" ? client.get(path) : client.postForm(path, form);
    if (atShop)
        cookies_ = client.cookies();
    return reply;
}

} // namespace ace::server
