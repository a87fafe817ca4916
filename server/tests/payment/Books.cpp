// SPDX-License-Identifier: MIT
#include "Books.h"

#include <ace/base/SystemIdSource.h>
#include <ace/runtime/Record.h>
#include <ace/runtime/RecordCheck.h>

#include <map>
#include <set>

namespace ace::server {

namespace {

struct AtStripe
{
    std::int64_t charges = 0; // that succeeded
    std::int64_t net = 0;     // charged less given back
};

std::map<std::string, AtStripe> stripesBooks(PaymentWorld& world)
{
    std::map<std::string, AtStripe> books;
    for (const Json& charge : world.list("/v1/charges")) {
        if (charge.at("status") != "succeeded")
            continue;
        AtStripe& of = books[charge.at("metadata").value("ace_order", "")];
        ++of.charges;
        of.net += charge.at("amount").get<std::int64_t>() - charge.at("amount_refunded").get<std::int64_t>();
    }
    return books;
}

void moneyAddsUp(PaymentWorld& world)
{
    auto stripe = stripesBooks(world);
    auto mails = world.mails();
    for (const auto& row : world.rows(
             "SELECT code, state, total, (SELECT SUM(quantity) FROM order_line WHERE order_id = o.id),"
             " (SELECT COUNT(*) FROM ticket WHERE order_id = o.id AND state = 'valid' AND revoked = 0),"
             " (SELECT COALESCE(SUM(amount), 0) FROM payment WHERE order_id = o.id AND state = 'confirmed'),"
             " (SELECT COALESCE(SUM(amount), 0) FROM refund WHERE order_id = o.id AND state = 'done'),"
             " (SELECT COUNT(*) FROM refund WHERE order_id = o.id AND foreign_name = '')"
             " FROM orders o")) {
        const std::string& code = row[0];
        const bool isPaid = row[1] == "paid";
        const std::int64_t total = std::stoll(row[2]), net = std::stoll(row[5]) - std::stoll(row[6]);
        const AtStripe there = stripe[code];
        stripe.erase(code);
        const std::string about = "order " + code + ", which is " + row[1];
        CPPUNIT_ASSERT_MESSAGE(about + " was charged twice", there.charges <= 1);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(about + ": our books and Stripe's", there.net, net);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(about + ": money", isPaid ? total : 0, net);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(about + ": tickets", isPaid ? row[3] : std::string("0"), row[4]);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(about + ": letters", row[7], std::to_string(world.lettersOf(code)));
        const std::set<std::string> messages(mails[code].begin(), mails[code].end());
        CPPUNIT_ASSERT_EQUAL_MESSAGE(about + ": mails", std::size_t{isPaid ? 1u : 0u}, messages.size());
    }
    for (const auto& [code, there] : stripe)
        CPPUNIT_ASSERT_EQUAL_MESSAGE("charged for no order of ours: " + code, std::int64_t{0}, there.net);
}

void quotasAddUp(PaymentWorld& world)
{
    for (const auto& row :
         world.rows("SELECT q.name, q.size, q.sold, q.held,"
                    " COALESCE(SUM(CASE WHEN o.state = 'paid' THEN c.quantity END), 0),"
                    " COALESCE(SUM(CASE WHEN o.state = 'pending' THEN c.quantity END), 0)"
                    " FROM quota q LEFT JOIN order_claim c ON c.quota_id = q.id LEFT JOIN orders o ON o.id = "
                    "c.order_id GROUP BY q.id")) {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(row[0] + ": sold", row[4], row[2]);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(row[0] + ": held", row[5], row[3]);
        CPPUNIT_ASSERT_MESSAGE(row[0] + " is oversold",
                               std::stoll(row[2]) + std::stoll(row[3]) <= std::stoll(row[1]));
    }
}

void auditVerifies(PaymentWorld& world)
{
    const SystemClock clock;
    SystemIdSource ids{clock};
    test::FakeLog log;
    const auto record = test::valueOf(
        runtime::Record::openForReading(runtime::Settings::defaults(false), runtime::DataFolder(world.data()),
                                        {log, clock, ids, {ACE_PLUGIN_DIR}, false, nullptr}));
    std::string broken;
    for (const std::string& line : test::valueOf(runtime::checkRecord(record->storage())).broken)
        broken += line + "\n";
    CPPUNIT_ASSERT_EQUAL(std::string(), broken);
}

} // namespace

void waitUntilSettled(PaymentWorld& world)
{
    waitUntil("Stripe has told it all", [&] { return world.control("GET", "/webhooks").at("waiting") == 0; });
    waitUntil("all jobs are done",
              [&] { return world.one("SELECT COUNT(*) FROM job WHERE buried = 0") == "0"; });
    CPPUNIT_ASSERT_EQUAL(std::string("0"), world.one("SELECT COUNT(*) FROM job WHERE buried = 1"));
}

void ledgerAddsUp(PaymentWorld& world)
{
    moneyAddsUp(world);
    quotasAddUp(world);
    auditVerifies(world);
}

} // namespace ace::server
