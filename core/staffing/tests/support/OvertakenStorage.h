// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/Storage.h>

#include <functional>
#include <utility>

namespace ace::test {

// A storage where something else happens just before one of the transactions: the real one below it, changed
// by somebody who was faster.
class OvertakenStorage : public sdk::Storage
{
public:
    explicit OvertakenStorage(sdk::Storage& real) : real_(real) {}

    // Before the transaction after the next `more`.
    void overtake(int more, std::function<void()> by)
    {
        left_ = more;
        by_ = std::move(by);
    }

    std::vector<Result<sdk::PlaceOutcome>> placeOrders(std::span<const sdk::OrderDraft> drafts) override
    {
        return real_.placeOrders(drafts);
    }
    std::vector<Result<sdk::ScanOutcome>> recordScans(std::span<const sdk::ScanDraft> drafts) override
    {
        return real_.recordScans(drafts);
    }
    Result<void> read(const ReadWork& work) override { return real_.read(work); }
    Result<void> transact(const WriteWork& work) override
    {
        if (by_ && left_-- == 0)
            std::exchange(by_, nullptr)();
        return real_.transact(work);
    }

private:
    sdk::Storage& real_;
    int left_ = 0;
    std::function<void()> by_;
};

} // namespace ace::test
