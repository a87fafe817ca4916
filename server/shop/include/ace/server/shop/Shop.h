// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/box-office/BoxOffice.h>
#include <ace/catalog/Catalog.h>
#include <ace/domain/sales/Voucher.h>
#include <ace/server/access/RateLimiter.h>
#include <ace/server/http/Problem.h>
#include <ace/server/http/Router.h>
#include <ace/server/shop/CartCookie.h>
#include <ace/server/tickets/TicketPdf.h>
#include <ace/server/web/Templates.h>

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ace::server::waitingroom {
class Rooms;
}

namespace ace::server::shop {

// Of one address: 30 checkouts or resent orders, then one every 2 s, for each holds tickets or is a mail; 100
// documents, then two a second; 60 places in waiting rooms, then one a second; 5 wishes for lost tickets,
// then one a minute. Of one order: its payment service is asked twice, then once every 4 s.
access::RateLimits rateLimits();

// Who runs the shop, in their own words. A text is paragraphs with an empty line between them; one that
// begins with "# " is a heading.
struct Organiser
{
    std::string name = "Ace Tickets";
    std::string imprint = {}; // empty: there is no such page
    std::string terms = {};
};

// A file as an editor wrote it: line ends as they may be, UTF-8 as far as it is any.
std::string organisersText(std::string_view file);

// What the shop works with; all of it outlives the router.
struct Services
{
    catalog::Catalog& catalog;
    boxoffice::BoxOffice& boxOffice;
    const tickets::TicketPdf& pdf;
    const Clock& clock;
    IdSource& ids;
    const web::Templates& templates;
    const CartCookie& cart;
    access::RateLimiter& limiter; // of rateLimits()
    waitingroom::Rooms& rooms;
    std::string publicUrl;  // without a slash at its end
    std::string cardMethod; // the payment method of the checkout; empty: online payment is not set up
    bool demo = false;      // the simulated payment's pages are there, and every page says that it is a demo
    Organiser organiser = {};
    std::function<Result<std::optional<Voucher>>(EventId, std::string_view code)> findVoucher = {};
    bool mails = false;      // orders go out by mail, so that they can go out again
    bool mailsLinks = false; // and their mails can lead here
};

// Where a mail's reader finds an order, in a language of the shop's; "en" where it has no other.
std::string orderUrl(const std::string& publicUrl, const Order& order, std::string_view language);

// The public shop's pages. They need no JavaScript and keep nothing but the cart, in the browser:
//   GET  /                                      events
//   GET  /events/{slug}                         ticket types, how many; ?voucher=CODE
//   GET  /events/{slug}/availability.json       what is left of them
//   GET  /events/{slug}/wait                    where customers wait for their turn to see the cart
//   GET  /events/{slug}/wait/status             the same for a script
//   GET  /cart                                  the cart and the checkout form
//   POST /cart                                  what the cart holds from now on: event, q-{type} = how many,
//                                               voucher; with `look` it only shows what the voucher does
//   POST /cart/voucher                          the cart's voucher, beside what is typed of the checkout form
//   POST /checkout                              nonce, total, name, email, voucher → holds them, goes to the
//                                               payment; a voucher that is new goes into the cart first
//   GET  /orders/{code}/{key}                   the order and its tickets
//   GET  /orders/{code}/{key}/state.json        only its state, for a page that waits
//   GET  /orders/{code}/{key}/pay               goes to the payment page again
//   GET  /orders/{code}/{key}/cancel, POST      gives the seats, or the tickets, back
//   GET  /orders/{code}/{key}/event.ics         for a calendar (RFC 5545)
//   GET  /orders/{code}/{key}/app.webmanifest   lets a phone keep the page (W3C Web Application Manifest)
//   POST /orders/{code}/{key}/resend            its mail again, to the address of the form or as it was
//   GET  /lost, POST                            a mail with the links of an address's orders
//   GET  /orders/{code}/{key}/tickets.pdf       all of them to print
//   GET  /orders/{code}/{key}/tickets/{id}.pdf  one of them
//   GET  /imprint, /terms                       the organiser's, where there are such texts
//   GET  /pay/test/{payment}, POST              the simulated payment; demo only
//   GET  /problems/{code}                       what a code of the API means
void addRoutes(http::Router& router, const Services& services);

// Puts a problem on a page.
void showProblem(const Services& services, const Poco::Net::HTTPServerRequest& request,
                 Poco::Net::HTTPServerResponse& response, const http::Problem& problem);

} // namespace ace::server::shop
