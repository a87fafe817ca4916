// SPDX-License-Identifier: MIT
#pragma once

#include <ace/catalog/Catalog.h>
#include <ace/sdk/storage/Storage.h>

#include <map>
#include <mutex>
#include <string>

namespace ace::catalog {

// The catalog over a Storage, with its events kept in memory: all changes go through it.
class LocalCatalog : public Catalog
{
public:
    LocalCatalog(sdk::Storage& storage, IdSource& ids);

    Result<std::vector<EventPtr>> listEvents() override;
    Result<EventPtr> findEvent(std::string_view slug) override;
    Result<EventPtr> findEventOfKey(KeyId key) override;
    Result<std::vector<QuotaLevel>> quotaLevels(EventId event) override;
    Result<GatePlace> findGate(std::string_view name) override;

    // Stores it with a new active signing key. Conflict: the slug is taken.
    Result<EventPtr> importEvent(EventSetup setup);
    // A new active key; the active one becomes rotated. / A rotated key stops admitting.
    Result<KeyId> rotateKey(std::string_view slug);
    Result<void> retireKey(KeyId key);

private:
    struct Snapshot
    {
        std::vector<EventPtr> events;
        std::map<std::string, EventPtr, std::less<>> bySlug;
        std::map<KeyId, EventPtr> byKey;
    };

    Result<std::shared_ptr<const Snapshot>> snapshot();
    void forget();

    sdk::Storage& storage_;
    IdSource& ids_;
    std::mutex mutex_;
    std::shared_ptr<const Snapshot> snapshot_; // shared with the calls that read it
};

} // namespace ace::catalog
