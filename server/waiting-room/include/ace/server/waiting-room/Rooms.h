// SPDX-License-Identifier: MIT
#pragma once

#include <ace/catalog/Catalog.h>
#include <ace/domain/people/Actor.h>
#include <ace/sdk/storage/Storage.h>
#include <ace/server/waiting-room/Room.h>

#include <memory>
#include <string>

namespace ace::server::waitingroom {

// What all servers share of the rooms. Thread-safe.
class RoomRecord
{
public:
    virtual ~RoomRecord() = default;
    // Adds what has come, and answers what has come to all.
    virtual Result<WaitingRoom> exchange(EventId event, const WaitingCounts& more) = 0;
    virtual Result<void> setMode(const Event& event, WaitingMode mode, const Actor& by) = 0;
};

class StoredRooms : public RoomRecord
{
public:
    StoredRooms(sdk::Storage& storage, const Clock& clock) : storage_(storage), clock_(clock) {}
    Result<WaitingRoom> exchange(EventId event, const WaitingCounts& more) override;
    Result<void> setMode(const Event& event, WaitingMode mode, const Actor& by) override;

private:
    sdk::Storage& storage_;
    const Clock& clock_;
};

// The waiting rooms of all events, each made when it is first asked for. Thread-safe.
class Rooms
{
public:
    struct Parts
    {
        RoomRecord& record;
        catalog::Catalog& catalog;
        const Clock& clock;
        IdSource& ids;
        Log& log;
        Digest key{}; // of the papers and of the lobby's order; the same at every server
        Limits limits = {};
    };

    explicit Rooms(Parts parts) : parts_(std::move(parts)) {}

    Room& at(const Event& event);
    Result<void> switchTo(const Event& event, WaitingMode mode, const Actor& by);
    std::string seal(const Event& event, const Paper& paper) const;
    Paper unseal(const Event& event, std::string_view sealed) const;

private:
    Result<Sale> saleOf(const std::string& slug) const;

    const Parts parts_;
    std::mutex mutex_;
    std::map<EventId, std::unique_ptr<Room>> rooms_;
};

} // namespace ace::server::waitingroom
