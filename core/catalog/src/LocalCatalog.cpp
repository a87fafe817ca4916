// SPDX-License-Identifier: MIT
#include <ace/catalog/LocalCatalog.h>

#include <ace/ticketing/Signing.h>

#include <span>

namespace ace::catalog {

namespace {

struct NewKey
{
    SigningKey key;
    SigningSeed seed;
};

// A key id is random: 32 bits, never 0. Storage refuses one that is taken.
NewKey makeKey(EventId event, IdSource& ids)
{
    SigningSeed seed;
    ids.fill(seed.seed);
    while (seed.id == 0)
        ids.fill(std::span(reinterpret_cast<std::uint8_t*>(&seed.id), sizeof seed.id));
    return {{seed.id, event, KeyState::Active, ticketing::publicKeyOf(seed)}, seed};
}

} // namespace

LocalCatalog::LocalCatalog(sdk::Storage& storage, IdSource& ids) : storage_(storage), ids_(ids) {}

Result<std::shared_ptr<const LocalCatalog::Snapshot>> LocalCatalog::snapshot()
{
    const std::lock_guard lock(mutex_);
    if (snapshot_)
        return snapshot_;
    auto setups = storage_.readValue([](const sdk::ReadAccess& access) { return access.events.list(); });
    if (!setups)
        return failure(std::move(setups));
    auto fresh = std::make_shared<Snapshot>();
    for (EventSetup& setup : *setups) {
        const auto event = std::make_shared<const EventSetup>(std::move(setup));
        fresh->events.push_back(event);
        fresh->bySlug.emplace(event->event.slug, event);
        for (const SigningKey& key : event->keys)
            fresh->byKey.emplace(key.id, event);
    }
    snapshot_ = std::move(fresh);
    return snapshot_;
}

void LocalCatalog::forget()
{
    const std::lock_guard lock(mutex_);
    snapshot_.reset();
}

Result<std::vector<EventPtr>> LocalCatalog::listEvents()
{
    auto now = snapshot();
    if (!now)
        return failure(std::move(now));
    return (*now)->events;
}

Result<EventPtr> LocalCatalog::findEvent(std::string_view slug)
{
    auto now = snapshot();
    if (!now)
        return failure(std::move(now));
    const auto found = (*now)->bySlug.find(slug);
    return found == (*now)->bySlug.end() ? EventPtr() : found->second;
}

Result<EventPtr> LocalCatalog::findEventOfKey(KeyId key)
{
    auto now = snapshot();
    if (!now)
        return failure(std::move(now));
    const auto found = (*now)->byKey.find(key);
    return found == (*now)->byKey.end() ? EventPtr() : found->second;
}

Result<std::vector<QuotaLevel>> LocalCatalog::quotaLevels(EventId event)
{
    return storage_.readValue([event](const sdk::ReadAccess& access) { return access.events.levels(event); });
}

Result<Catalog::GatePlace> LocalCatalog::findGate(std::string_view name)
{
    auto now = snapshot();
    if (!now)
        return failure(std::move(now));
    const std::size_t slash = name.find('/');
    const std::string_view slug = slash == std::string_view::npos ? "" : name.substr(0, slash);
    GatePlace place;
    for (const EventPtr& event : (*now)->events) {
        if (!slug.empty() && event->event.slug != slug)
            continue;
        const Gate* gate = event->findGate(slug.empty() ? name : name.substr(slash + 1));
        if (gate && place.gate)
            return GatePlace{}; // two events have one of this name
        if (gate)
            place = {event, gate};
    }
    return place;
}

Result<EventPtr> LocalCatalog::importEvent(EventSetup setup)
{
    const std::string slug = setup.event.slug;
    const NewKey fresh = makeKey(setup.event.id, ids_);
    auto done = storage_.transact([&](sdk::WriteAccess& access) -> Result<void> {
        if (access.events.findBySlug(slug))
            return failure(ErrorCode::Conflict,
                           "there is an event \"" + slug + "\" already; give this one another slug",
                           "event.slug");
        access.events.insert(setup);
        access.events.insertKey(fresh.key, fresh.seed);
        return {};
    });
    if (!done)
        return failure(std::move(done));
    forget();
    return findEvent(slug);
}

Result<KeyId> LocalCatalog::rotateKey(std::string_view slug)
{
    auto event = findEvent(slug);
    if (!event)
        return failure(std::move(event));
    if (!*event)
        return failure(ErrorCode::NotFound, "there is no event \"" + std::string(slug) + "\"");
    const NewKey fresh = makeKey((*event)->event.id, ids_);
    auto done = storage_.transact([&](sdk::WriteAccess& access) -> Result<void> {
        if (const SigningKey* active = (*event)->activeKey())
            access.events.setKeyState(active->id, KeyState::Rotated);
        access.events.insertKey(fresh.key, fresh.seed);
        return {};
    });
    if (!done)
        return failure(std::move(done));
    forget();
    return fresh.key.id;
}

Result<void> LocalCatalog::retireKey(KeyId key)
{
    auto done = storage_.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.events.setKeyState(key, KeyState::Retired);
        return {};
    });
    forget();
    return done;
}

} // namespace ace::catalog
