// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/domain/people/Actor.h>
#include <ace/domain/people/Staff.h>
#include <ace/sdk/storage/Storage.h>
#include <ace/staffing/SecretHasher.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::staffing {

// What makes a password or PIN unfit.
enum class SecretRefusal {
    TooShort, // a password below 8 characters
    TooLong,  // above 256 bytes
    TooEasy,  // a password that zxcvbn scores below 3 of 4; a PIN such as 0000, 1234 or 1212
    NotAPin,  // not 4 to 8 digits
    ShortPin, // below 6 digits, of a supervisor or organiser
};

const char* name(SecretRefusal refusal);    // "too_short"
const char* explain(SecretRefusal refusal); // for people: what to do

// The name and login of its owner count as words that are easy to guess.
std::optional<SecretRefusal> judgePassword(const std::string& password, const Staff& owner);
std::optional<SecretRefusal> judgePin(std::string_view pin, const Staff& owner);

// Who works here, over a Storage. Each change stands in the audit log by the same transaction. Thread-safe.
// Who may change whom is decided before, by the server.
class StaffDirectory
{
public:
    struct Parts
    {
        sdk::Storage& storage;
        SecretHasher& hasher;
        const Clock& clock;
        IdSource& ids;
    };

    explicit StaffDirectory(const Parts& parts) : parts_(parts) {}

    Result<std::vector<Staff>> list(const sdk::Page& page);
    Result<std::optional<Staff>> find(StaffId id);
    Result<std::optional<Staff>> findByLogin(std::string_view login);

    // Gives it its id. Invalid: no name, a login that is none (2 to 64 of a-z 0-9 . _ - @ +), a role twice,
    // an event that is not on record. Conflict: the login is taken. A key that is known gets the person whom
    // its first request added; Invalid with kKeyReused where that was another request.
    Result<Staff> add(Staff staff, const Actor& actor,
                      const std::optional<sdk::IdempotencyKey>& idempotency = std::nullopt);
    // All but the id. As add(); Conflict too: another revision, or it is the last organiser everywhere who
    // would be none any more. Who becomes inactive is logged out.
    //
    // Whoever managed them until now may know their secrets: who becomes an organiser, or gets a role at all
    // events, loses both and is logged out. So does the PIN of who becomes a supervisor: it may be too short.
    Result<Staff> edit(const Staff& staff, std::int64_t expectedRevision, const Actor& actor);

    // None: it is set, and all log-ins of that person have ended. NotFound: no such person. `owner` is the
    // record by which it was decided who may; Conflict: it has changed since.
    Result<std::optional<SecretRefusal>> setPassword(const Staff& owner, const std::string& password,
                                                     const Actor& actor);
    Result<std::optional<SecretRefusal>> setPin(const Staff& owner, const std::string& pin,
                                                const Actor& actor);

private:
    enum class Secret { Password, Pin };
    Result<std::optional<SecretRefusal>> store(const Staff& owner, Secret kind, const std::string& secret,
                                               const Actor& actor);

    Parts parts_;
};

} // namespace ace::staffing
