// SPDX-License-Identifier: MIT
#include "ShopFixture.h"

#include <ace/base/TimeText.h>

namespace ace::server::shop {

namespace {

class SpanishTest : public ShopFixture
{
};

CPPUNIT_TEST_FIXTURE(SpanishTest, saysAllOfAnEventAndLeadsBackToItInEnglish)
{
    catalog.levels[1].sold = 93;
    const auto page = client->get("/es/events/summer-fair");
    CPPUNIT_ASSERT_EQUAL(200, page.status);
    for (const char* text : {"<html lang=\"es\">", "Añadir al carrito", "Solo quedan 7", "Cuántas",
                             "action=\"/es/cart\"", "href=\"/events/summer-fair\" lang=\"en\""})
        expectText(page, text);
    catalog.levels[1].sold = 99;
    expectText(client->get("/es/events/summer-fair"), "Solo queda 1<");
    expectText(client->get("/events/summer-fair"), "href=\"/es/events/summer-fair\" lang=\"es\"");
}

CPPUNIT_TEST_FIXTURE(SpanishTest, staysSpanishFromTheListToTheOrder)
{
    for (const char* list : {"/es", "/es/"})
        expectText(client->get(list), "href=\"/es/events/summer-fair\"");
    const auto picked = client->postForm("/es/cart", "event=summer-fair&" + field(0) + "=2");
    CPPUNIT_ASSERT_EQUAL(std::string("/es/cart"), picked.field("Location"));
    const auto cartPage = client->get("/es/cart");
    expectText(cartPage, "Su carrito");
    expectText(cartPage, "Pagar $50.00");
    expectNoText(cartPage, "Your");
    answerHeld("/pay/test/x");
    const auto ordered = client->postForm("/es/checkout", filledForm());
    CPPUNIT_ASSERT_EQUAL(303, ordered.status);
    CPPUNIT_ASSERT(ordered.field("Location").starts_with("/es/pay/test/x?"));
    const auto& asked = boxOffice.asked.back();
    CPPUNIT_ASSERT_EQUAL(std::string("/es/orders/{code}/{key}"), asked.returnUrl);
}

CPPUNIT_TEST_FIXTURE(SpanishTest, namesDaysAndMonths)
{
    const auto& say = web::Words::of(web::Language::Spanish);
    const auto at = [](const char* utc) { return test::valueOf(parseRfc3339(utc)); };
    CPPUNIT_ASSERT_EQUAL(std::string("vie 14 ago 2026, 14:00"),
                         say.when(at("2026-08-14T18:00:00Z"), "America/New_York"));
    CPPUNIT_ASSERT_EQUAL(std::string("mié  6 ene 2027, 12:00"),
                         say.when(at("2027-01-06T12:00:00Z"), "Etc/UTC"));
    CPPUNIT_ASSERT_EQUAL(std::string("Wed  6 Jan 2027, 12:00"),
                         web::Words::of(web::Language::English).when(at("2027-01-06T12:00:00Z"), "Etc/UTC"));
}

CPPUNIT_TEST_FIXTURE(SpanishTest, messagesMayHaveAnyLetter)
{
    expectText(client->get("/"), "En español");
    for (const char* at : {"", "/es"}) {
        const auto refused =
            client->postForm(at + std::string("/cart"), "event=summer-fair&" + field(0) + "=21");
        expectText(refused, *at ? "como máximo 20 de «" : "at most 20 of “");
    }
}

CPPUNIT_TEST_FIXTURE(SpanishTest, problemsAreSpanishToo)
{
    const auto missing = client->get("/es/events/nowhere");
    CPPUNIT_ASSERT_EQUAL(404, missing.status);
    expectText(missing, "No existe ese evento");
    expectText(missing, "No hay ningún evento en esta dirección.");
    const auto nothing = client->get("/es/nothing");
    CPPUNIT_ASSERT_EQUAL(404, nothing.status);
    expectText(nothing, "Aquí no hay nada");
    expectText(nothing, "La dirección es incorrecta");
    answerRefused(boxoffice::Refusal::SoldOut);
    pick("2");
    expectText(client->postForm("/es/checkout", filledForm()), "Quedan menos entradas");
}

// A value is put into the sentence, never into the look-up.
CPPUNIT_TEST_FIXTURE(SpanishTest, whatATicketIsCalledIsNoMessage)
{
    const auto& say = web::Words::of(web::Language::Spanish);
    CPPUNIT_ASSERT_EQUAL(std::string("Pedido {2}"), say("Order {1}", {"{2}", "x"}).substr(0, 10));
}

} // namespace

} // namespace ace::server::shop
