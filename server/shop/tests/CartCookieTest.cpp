// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/server/shop/CartCookie.h>

namespace ace::server::shop {

namespace {

class CartCookieTest : public CppUnit::TestFixture
{
protected:
    test::FakeIdSource ids;
    CartCookie cookie{Digest{1, 2, 3}, false};
    Cart cart{"summer-fair", {{ids.next<TicketTypeId>(), 2}, {ids.next<TicketTypeId>(), 17}}};
};

CPPUNIT_TEST_FIXTURE(CartCookieTest, givesBackWhatWasPutIn)
{
    const Cart same = cookie.open(cookie.seal(cart));
    CPPUNIT_ASSERT_EQUAL(cart.eventSlug, same.eventSlug);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), same.items.size());
    CPPUNIT_ASSERT_EQUAL(17, same.quantityOf(cart.items[1].type));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(19), same.count());
    CPPUNIT_ASSERT_EQUAL(0, same.quantityOf(ids.next<TicketTypeId>()));
}

CPPUNIT_TEST_FIXTURE(CartCookieTest, remembersItsVoucherAndItsOrder)
{
    CPPUNIT_ASSERT(cookie.open(cookie.seal(cart)).voucher.empty());
    cart.voucher = "EARLY-10";
    cart.order = "C0DE/a_key-";
    cart.nonce = "0123456789abcdef0123456789abcdef";
    const Cart same = cookie.open(cookie.seal(cart));
    CPPUNIT_ASSERT_EQUAL(cart.voucher, same.voucher);
    CPPUNIT_ASSERT_EQUAL(cart.order, same.order);
    CPPUNIT_ASSERT_EQUAL(cart.nonce, same.nonce);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(19), same.count());
}

CPPUNIT_TEST_FIXTURE(CartCookieTest, holdsTheSameInWhateverOrder)
{
    Cart same = cart;
    std::swap(same.items[0], same.items[1]);
    same.order = "C0DE/a_key-";
    CPPUNIT_ASSERT(cart.holdsTheSame(same));
    Cart fewer = cart, other = cart, reduced = cart;
    fewer.items.pop_back();
    other.items[0].quantity = 3;
    reduced.voucher = "HALF";
    for (const Cart& each : {fewer, other, reduced, Cart{"winter-fair", cart.items}})
        CPPUNIT_ASSERT(!cart.holdsTheSame(each));
}

CPPUNIT_TEST_FIXTURE(CartCookieTest, isEmptyWhenAnyCharacterWasChanged)
{
    const std::string sealed = cookie.seal(cart);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        CPPUNIT_ASSERT_MESSAGE(changed, cookie.open(changed).empty());
    }
    CPPUNIT_ASSERT(cookie.open("").empty());
    CPPUNIT_ASSERT(cookie.open(".").empty());
    CPPUNIT_ASSERT(cookie.open(sealed + "A").empty());
    CPPUNIT_ASSERT(cookie.open(std::string(5000, 'A')).empty());
}

CPPUNIT_TEST_FIXTURE(CartCookieTest, isEmptyWhenSealedWithAnotherKey)
{
    const CartCookie other(Digest{9}, false);
    CPPUNIT_ASSERT(other.open(cookie.seal(cart)).empty());
}

CPPUNIT_TEST_FIXTURE(CartCookieTest, fitsIntoACookieHoweverManyTypesThereAre)
{
    for (int i = 0; i < 500; ++i)
        cart.items.push_back({ids.next<TicketTypeId>(), 1});
    CPPUNIT_ASSERT(cookie.seal(cart).size() < 3500);
    CPPUNIT_ASSERT(!cookie.open(cookie.seal(cart)).empty());
}

} // namespace

} // namespace ace::server::shop
