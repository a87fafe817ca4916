// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlRequests : public sdk::RequestRepository
{
public:
    explicit SqlRequests(Session& session) : session_(session) {}

    Claim claim(const sdk::IdempotencyKey& key, std::string_view subject) override;

private:
    Session& session_;
};

} // namespace ace::sql
