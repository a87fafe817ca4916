// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/catalog/Catalog.h>
#include <ace/catalog/EventEdit.h>
#include <ace/catalog/EventImport.h>
#include <ace/sdk/storage/Storage.h>

#include <map>
#include <mutex>
#include <string>

namespace ace::catalog {

// The catalog over a Storage, with its events kept in memory. A change through it is seen at once, one by
// another process with the next refresh(). Each change is one transaction with its line in the audit log.
class LocalCatalog : public Catalog
{
public:
    static constexpr std::chrono::seconds kRenewedEach{5};

    LocalCatalog(sdk::Storage& storage, IdSource& ids, const Clock& clock);

    Result<std::vector<EventPtr>> listEvents() override;
    Result<EventPtr> findEvent(std::string_view slug) override;
    Result<EventPtr> findEventOfKey(KeyId key) override;
    Result<std::vector<QuotaLevel>> quotaLevels(EventId event) override;
    Result<GatePlace> findGate(std::string_view name) override;

    // Reads the events again once they are kRenewedEach old. To be called about once a second, by a thread
    // that may wait: whoever asks meanwhile is answered from what is known.
    Result<void> refresh();

    // Stores it with a new active signing key. Conflict: the slug is taken.
    Result<EventPtr> importEvent(EventSetup setup);
    Result<EventPtr> importEvent(EventFile file);
    Result<EditOutcome> addEvent(EventSetup setup, const sdk::Act& act);
    // Conflict: what goes is in use, a quota would be smaller than what it has given, or the slug is taken.
    Result<EditOutcome> editEvent(const EventEdit& edit);

    // A new active key; the active one becomes rotated. / A rotated key stops admitting.
    Result<KeyOutcome> rotateKey(std::string_view slug, const sdk::Act& act);
    Result<KeyOutcome> retireKey(std::string_view slug, KeyId key, const sdk::Act& act);
    Result<KeyId> rotateKey(std::string_view slug);
    Result<void> retireKey(KeyId key);

private:
    struct Snapshot
    {
        std::vector<EventPtr> events;
        std::map<std::string, EventPtr, std::less<>> bySlug;
        std::map<KeyId, EventPtr> byKey;
    };
    using SnapshotPtr = std::shared_ptr<const Snapshot>; // shared with the calls that read it

    Result<SnapshotPtr> snapshot();
    Result<SnapshotPtr> readAgain();
    void forget();
    Result<EditOutcome> store(const EventFile& file, const sdk::Act& act);
    Result<EditOutcome> edited(Result<EditOutcome> outcome);
    void note(sdk::WriteAccess& access, const sdk::Act& act, const std::string& action,
              const std::string& subject, const std::string& detail) const;

    sdk::Storage& storage_;
    IdSource& ids_;
    const Clock& clock_;
    std::mutex mutex_;
    SnapshotPtr snapshot_;
    std::uint64_t changes_ = 0; // made here; a reading that began before one does not count
    Monotonic readAt_{};
};

} // namespace ace::catalog
