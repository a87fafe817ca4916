// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace ace::kit {

using HeaderFields = std::vector<std::pair<std::string, std::string>>;

// Proves to a server who asks. Thread-safe.
class Credential
{
public:
    virtual ~Credential() = default;

    virtual HeaderFields fields() = 0; // for the next request
    // A 401 came, with the server's time. True: fields() is another one now, and worth one more attempt.
    virtual bool correctClock(Instant serverTime) = 0;
    virtual void revoked() = 0;    // the server trusts this station no more
    virtual void staffEnded() = 0; // whoever was logged in is not any more
};

// Asks as anybody may: pairing, what is public.
class NoCredential : public Credential
{
public:
    HeaderFields fields() override { return {}; }
    bool correctClock(Instant) override { return false; }
    void revoked() override {}
    void staffEnded() override {}
};

// A demo's bearer. With a file, its first line is the bearer, read anew for each request: whoever renews it
// writes the file.
class BearerCredential : public Credential
{
public:
    explicit BearerCredential(std::string bearer, std::filesystem::path file = {})
        : bearer_(std::move(bearer)), file_(std::move(file))
    {
    }

    HeaderFields fields() override;
    bool correctClock(Instant) override { return false; }
    void revoked() override {}
    void staffEnded() override {}

private:
    const std::string bearer_;
    const std::filesystem::path file_;
};

} // namespace ace::kit
