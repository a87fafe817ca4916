// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <cstddef>
#include <memory>
#include <string>

namespace ace::staffing {

// Argon2id (RFC 9106) of passwords and PINs: 2 passes over 19 MiB, about 20 ms each, on threads of its own,
// so that log-ins cannot take the machine from sales. Thread-safe; callers wait for their answer.
class SecretHasher
{
public:
    struct Limits
    {
        std::size_t threads = 2;
        std::size_t waiting = 64; // of each asker; beyond that: Busy
    };

    // Who waits. The known go first and have room of their own, so that nobody's flood stops a venue's staff.
    enum class Asker { Known, Anybody };

    explicit SecretHasher(Limits limits);
    SecretHasher() : SecretHasher(Limits{}) {}
    ~SecretHasher(); // whoever waits is answered first

    // The string to keep: parameters, salt and hash, as libsodium writes them. For the known only.
    Result<std::string> hash(std::string secret);
    // An empty `hash` is never right and takes as long as any other.
    Result<bool> verify(std::string secret, std::string hash, Asker asker);

private:
    struct Pool;
    std::unique_ptr<Pool> pool_;
};

} // namespace ace::staffing
