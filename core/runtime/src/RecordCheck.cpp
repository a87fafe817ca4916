// SPDX-License-Identifier: MIT
#include <ace/runtime/RecordCheck.h>

#include <algorithm>

namespace ace::runtime {

namespace {

constexpr std::size_t kRowsAtOnce = 500;
constexpr std::size_t kMostEach = 5;

using Broken = std::vector<std::string>;

// One chain of numbered rows: from 1 without gaps, each with the hash of the one before and its own.
class Chain
{
public:
    explicit Chain(std::string name) : name_(std::move(name)) {}

    // Empty: it is the next link. A chain is judged up to its first break.
    std::string add(std::int64_t number, const Digest& previous, const Digest& hash,
                    const std::string& canonical)
    {
        const std::string row = name_ + " " + std::to_string(number);
        if (number != last_ + 1)
            return name_ + " " + std::to_string(last_ + 1) + ": is missing";
        if (previous != hash_)
            return row + ": does not follow the one before it";
        if (hash != sha256(canonical))
            return row + ": was changed after it was written";
        last_ = number;
        hash_ = hash;
        return {};
    }
    std::int64_t last() const { return last_; }

private:
    std::string name_;
    std::int64_t last_ = 0;
    Digest hash_{};
};

Result<void> checkAudit(sdk::Storage& storage, RecordFindings& findings)
{
    Chain chain("audit entry");
    for (;;) {
        auto page = storage.readValue(
            [&](const sdk::ReadAccess& access) { return access.audit.list(chain.last(), kRowsAtOnce); });
        if (!page)
            return failure(std::move(page));
        for (const AuditRecord& record : *page) {
            const auto broken = chain.add(record.sequence, record.previous, record.hash,
                                          canonicalForm(record.sequence, record.entry, record.previous));
            if (!broken.empty()) {
                findings.broken.push_back(broken);
                return {};
            }
        }
        findings.auditEntries = chain.last();
        if (page->size() < kRowsAtOnce)
            return {};
    }
}

Result<void> checkSeries(sdk::Storage& storage, const std::string& series, RecordFindings& findings)
{
    Chain chain("receipt of " + series);
    for (;;) {
        auto page = storage.readValue([&](const sdk::ReadAccess& access) {
            return access.tills.listReceipts(series, chain.last(), kRowsAtOnce);
        });
        if (!page)
            return failure(std::move(page));
        for (const Receipt& receipt : *page) {
            const auto broken =
                chain.add(receipt.number, receipt.previous, receipt.hash, canonicalForm(receipt));
            if (!broken.empty()) {
                findings.broken.push_back(broken);
                return {};
            }
        }
        findings.receipts[series] = chain.last();
        if (page->size() < kRowsAtOnce)
            return {};
    }
}

// The identifiers of all orders in one state, page by page in their order.
class OrdersInState
{
public:
    OrdersInState(sdk::Storage& storage, OrderState state) : storage_(storage) { filter_.state = state; }

    // None: no more of them.
    Result<std::optional<OrderId>> peek()
    {
        if (at_ == page_.size() && !atEnd_) {
            auto next = storage_.readValue([&](const sdk::ReadAccess& access) {
                return access.reports.orders(filter_, {after_, kRowsAtOnce});
            });
            if (!next)
                return failure(std::move(next));
            page_ = std::move(*next);
            at_ = 0;
            atEnd_ = page_.empty();
            if (!atEnd_)
                after_ = page_.back().value;
        }
        return at_ < page_.size() ? std::optional<OrderId>(page_[at_]) : std::nullopt;
    }
    void skip() { ++at_; }

private:
    sdk::Storage& storage_;
    sdk::OrderFilter filter_;
    std::optional<Uuid> after_;
    std::vector<OrderId> page_;
    std::size_t at_ = 0;
    bool atEnd_ = false;
};

// Both lists are sorted: what only `now` has.
Result<void> eachNewIn(OrderState state, sdk::Storage& then, sdk::Storage& now,
                       const std::function<Result<bool>(OrderId)>& take)
{
    OrdersInState known(then, state);
    OrdersInState all(now, state);
    for (;;) {
        const auto id = all.peek();
        const auto old = known.peek();
        if (!id || !old)
            return Failure(!id ? id.error() : old.error());
        if (!*id)
            return {};
        if (*old && **old < **id) {
            known.skip();
            continue;
        }
        all.skip();
        if (*old && **old == **id) {
            known.skip();
            continue;
        }
        const auto more = take(**id);
        if (!more)
            return Failure(more.error());
        if (!*more)
            return {};
    }
}

} // namespace

Result<RecordFindings> checkRecord(sdk::Storage& storage)
{
    RecordFindings findings;
    if (auto done = checkAudit(storage, findings); !done)
        return failure(std::move(done));
    auto series = storage.readValue([](const sdk::ReadAccess& access) { return access.tills.listSeries(); });
    if (!series)
        return failure(std::move(series));
    for (const std::string& name : *series)
        if (auto done = checkSeries(storage, name, findings); !done)
            return failure(std::move(done));
    auto rules = storage.readValue(
        [](const sdk::ReadAccess& access) { return access.reports.brokenRules(kMostEach); });
    if (!rules)
        return failure(std::move(rules));
    for (const sdk::BrokenRule& broken : *rules)
        findings.broken.push_back(broken.row + ": breaks the rule " + broken.rule);
    return findings;
}

Result<void> eachOrderSince(sdk::Storage& then, sdk::Storage& now,
                            const std::function<bool(const OrderRecord&)>& take)
{
    for (const OrderState state : {OrderState::Paid, OrderState::Canceled}) {
        auto done = eachNewIn(state, then, now, [&](OrderId id) -> Result<bool> {
            auto record =
                now.readValue([&](const sdk::ReadAccess& access) { return access.orders.find(id); });
            if (!record)
                return failure(std::move(record));
            const bool wasPaid = *record && !(*record)->tickets.empty(); // else a hold that was given up
            return !wasPaid || take(**record);
        });
        if (!done)
            return done;
    }
    return {};
}

Result<void> eachDeedSince(sdk::Storage& then, sdk::Storage& now,
                           const std::function<void(const AuditEntry&)>& take)
{
    const auto eachAfter = [](sdk::Storage& storage, std::int64_t last,
                              const auto& use) -> Result<std::int64_t> {
        for (;;) {
            auto page = storage.readValue(
                [&](const sdk::ReadAccess& access) { return access.audit.list(last, kRowsAtOnce); });
            if (!page)
                return failure(std::move(page));
            for (const AuditRecord& record : *page) {
                last = record.sequence;
                use(record.entry);
            }
            if (page->size() < kRowsAtOnce)
                return last;
        }
    };
    const auto known = eachAfter(then, 0, [](const AuditEntry&) {});
    if (!known)
        return Failure(known.error());
    const auto all = eachAfter(now, *known, take);
    return all ? Result<void>() : Failure(all.error());
}

Result<std::int64_t> countScans(sdk::Storage& storage)
{
    return storage.readValue([](const sdk::ReadAccess& access) {
        std::int64_t scans = 0;
        for (const EventSetup& setup : access.events.list())
            for (const sdk::EntryRow& row :
                 access.reports.entries(setup.event.id, {Instant::min(), Instant::max()}))
                scans += row.scans;
        return scans;
    });
}

} // namespace ace::runtime
