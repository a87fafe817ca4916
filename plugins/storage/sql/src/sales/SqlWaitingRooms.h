// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlWaitingRooms : public sdk::WaitingRoomRepository
{
public:
    explicit SqlWaitingRooms(Session& session) : session_(session) {}

    WaitingRoom find(EventId event) const override;
    void setMode(EventId event, WaitingMode mode) override;
    void add(EventId event, const WaitingCounts& more) override;

private:
    void ensure(EventId event);

    Session& session_;
};

} // namespace ace::sql
