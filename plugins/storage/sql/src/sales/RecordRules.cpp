// SPDX-License-Identifier: MIT
// Each rule is a query for the rows that break it. What the schema's own constraints forbid is not repeated
// here: these are sums and counts over several tables.
#include "RecordRules.h"

#include <ace/sql/Query.h>

namespace ace::sql {

namespace {

struct Rule
{
    const char* name;
    const char* row; // what kind of row the query gives
    bool isText;     // the row's key is a text; otherwise an identifier
    const char* query;
};

// A canceled order that has tickets was paid before.
#define ACE_WAS_PAID(o)                                                                                      \
    "(" o ".state = 'paid' OR (" o                                                                           \
    ".state = 'canceled' AND EXISTS (SELECT 1 FROM ticket t WHERE t.order_id = " o ".id)))"
#define ACE_CLAIMED(state)                                                                                   \
    "(SELECT COALESCE(SUM(c.quantity), 0) FROM order_claim c JOIN orders o ON o.id = c.order_id"             \
    " WHERE c.quota_id = q.id AND o.state = '" state "')"
#define ACE_LEASED(states)                                                                                   \
    "(SELECT COUNT(*) FROM allotment_quota a JOIN leased_ticket l ON l.allotment_id = a.allotment_id"        \
    " WHERE a.quota_id = q.id AND l.state IN (" states "))"

constexpr Rule kRules[] = {
    {"quota-size", "quota", false, "SELECT id FROM quota WHERE sold + held + leased > size"},
    {"quota-sold", "quota", false,
     "SELECT q.id FROM quota q WHERE q.sold <> " ACE_CLAIMED("paid") " + " ACE_LEASED(
         "'sold', 'written_off'")},
    {"quota-held", "quota", false, "SELECT q.id FROM quota q WHERE q.held <> " ACE_CLAIMED("pending")},
    {"quota-leased", "quota", false, "SELECT q.id FROM quota q WHERE q.leased <> " ACE_LEASED("'leased'")},
    {"order-total", "order", false,
     "SELECT o.id FROM orders o WHERE o.total <>"
     " (SELECT COALESCE(SUM(l.total), 0) FROM order_line l WHERE l.order_id = o.id)"},
    {"order-tickets", "order", false,
     "SELECT o.id FROM orders o WHERE " ACE_WAS_PAID(
         "o") " AND"
              " (SELECT COALESCE(SUM(l.quantity), 0) FROM order_line l WHERE l.order_id = o.id) <>"
              " (SELECT COUNT(*) FROM ticket t WHERE t.order_id = o.id AND t.reissue_of IS NULL)"},
    {"order-unpaid", "order", false,
     "SELECT o.id FROM orders o WHERE o.state IN ('pending', 'expired')"
     " AND EXISTS (SELECT 1 FROM ticket t WHERE t.order_id = o.id)"},
    {"ticket-reissued", "ticket", false,
     "SELECT t.id FROM ticket t JOIN ticket old ON old.id = t.reissue_of"
     " WHERE old.revoked = 0 OR old.order_id <> t.order_id"},
    {"ticket-refunded", "ticket", false,
     "SELECT t.id FROM refund_ticket r JOIN ticket t ON t.id = r.ticket_id WHERE t.state <> 'canceled'"},
    {"refund-payment", "payment", false,
     "SELECT p.id FROM payment p LEFT JOIN (SELECT payment_id, SUM(amount) AS given FROM refund"
     " WHERE state NOT IN ('failed', 'canceled') GROUP BY payment_id) r ON r.payment_id = p.id"
     " WHERE p.refunded > p.amount OR p.refunded <> COALESCE(r.given, 0)"},
    {"refund-order", "refund", false,
     "SELECT r.id FROM refund r JOIN payment p ON p.id = r.payment_id WHERE p.order_id <> r.order_id"},
    {"voucher-uses", "voucher", false,
     "SELECT v.id FROM voucher v LEFT JOIN (SELECT o.voucher_id, COUNT(*) AS taken FROM orders o"
     " WHERE o.voucher_id IS NOT NULL AND (o.state = 'pending' OR " ACE_WAS_PAID(
         "o") ") GROUP BY o.voucher_id) u"
              " ON u.voucher_id = v.id WHERE v.uses <> COALESCE(u.taken, 0)"},
    {"receipt-end", "series", true,
     "SELECT s.series FROM receipt_series s WHERE s.last_number <>"
     " (SELECT COUNT(*) FROM receipt r WHERE r.series = s.series) OR s.last_number <>"
     " (SELECT COALESCE(MAX(r.number), 0) FROM receipt r WHERE r.series = s.series)"},
    {"receipt-till", "series", true,
     "SELECT DISTINCT r.series FROM receipt r JOIN till_session t ON t.id = r.session_id"
     " JOIN receipt_series s ON s.series = r.series WHERE s.till_id <> t.till_id"},
    {"receipt-money", "order", false,
     "SELECT r.order_id FROM receipt r JOIN orders o ON o.id = r.order_id"
     " WHERE r.kind = 'sale' AND r.total <> o.total"},
    {"receipt-refund", "refund", false,
     "SELECT f.id FROM receipt r JOIN refund f ON f.id = r.refund_id"
     " WHERE r.total <> f.amount OR r.order_id <> f.order_id"},
    {"receipt-missing", "refund", false,
     "SELECT f.id FROM refund f WHERE f.till_session_id IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.refund_id = f.id)"},
    // Only where this program wrote them all: the release before rounded part by part.
    {"refund-tax", "order", false,
     "SELECT o.id FROM orders o JOIN (SELECT r.order_id, SUM(r.total) AS total, SUM(r.tax) AS tax FROM "
     "receipt r"
     " JOIN refund f ON f.id = r.refund_id WHERE f.state NOT IN ('failed', 'canceled') GROUP BY r.order_id"
     " HAVING MIN(r.printed_at) >= (SELECT taken_at FROM schema_step WHERE number = 3)) g ON g.order_id = "
     "o.id"
     " WHERE g.tax > (SELECT SUM(l.tax) FROM order_line l WHERE l.order_id = o.id) OR (g.total = o.total"
     " AND g.tax <> (SELECT SUM(l.tax) FROM order_line l WHERE l.order_id = o.id))"},
    {"receipt-twice", "order", false,
     "SELECT r.order_id FROM receipt r WHERE r.kind = 'sale' GROUP BY r.order_id HAVING COUNT(*) > 1"},
    {"audit-end", "counter", true,
     "SELECT c.name FROM counter c WHERE c.name = 'audit' AND (c.last_value <> (SELECT COUNT(*) FROM audit)"
     " OR c.last_value <> (SELECT COALESCE(MAX(a.sequence), 0) FROM audit a))"},
    {"till-closed", "till session", false,
     "SELECT s.id FROM till_session s WHERE s.closed_at IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM till_total t WHERE t.session_id = s.id)"},
    {"presence-scan", "ticket", false,
     "SELECT p.ticket_id FROM presence p WHERE p.inside = 1 AND NOT EXISTS (SELECT 1 FROM scan s"
     " WHERE s.id = p.last_entry AND s.reason IS NULL AND s.direction = 'entry')"},
};

#undef ACE_LEASED
#undef ACE_CLAIMED
#undef ACE_WAS_PAID

} // namespace

std::vector<sdk::BrokenRule> findBrokenRules(Session& session, std::size_t mostEach)
{
    std::vector<sdk::BrokenRule> broken;
    for (const Rule& rule : kRules) {
        const std::string query = std::string(rule.query) + " LIMIT ?";
        for (Query row(session, query, mostEach); row.next();)
            broken.push_back(
                {rule.name, std::string(rule.row) + " " +
                                (rule.isText ? row.text(0) : Uuid{row.array<16>(0)}.toString())});
    }
    return broken;
}

} // namespace ace::sql
