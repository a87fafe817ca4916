// SPDX-License-Identifier: MIT
#include <ace/catalog/LocalCatalog.h>

#include "KeyReused.h"

#include <ace/catalog/EventRules.h>
#include <ace/ticketing/Signing.h>

#include <algorithm>
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

EditRefused unknownEvent(std::string_view slug)
{
    return {EditRefusal::UnknownEvent, "", "there is no event \"" + std::string(slug) + "\""};
}

EventPtr shared(EventSetup setup) { return std::make_shared<const EventSetup>(std::move(setup)); }

// The one that is known, where nothing of it has changed: whoever holds it need not look again.
EventPtr knownOr(const std::vector<EventPtr>& known, EventSetup setup)
{
    for (const EventPtr& event : known)
        if (event->event.id == setup.event.id && event->revision == setup.revision &&
            event->keys == setup.keys)
            return event;
    return shared(std::move(setup));
}

// Tickets of the event are sold, held or leased.
bool hasGiven(sdk::WriteAccess& access, EventId event)
{
    return std::ranges::any_of(access.events.levels(event), [](const QuotaLevel& level) {
        return level.held + level.leased + level.sold > 0;
    });
}

EditOutcome editAgain(sdk::WriteAccess& access, const std::string& slug, const std::string& part)
{
    auto setup = access.events.findBySlug(slug);
    if (!setup)
        return unknownEvent(slug);
    return EventEdited{shared(std::move(*setup)), part, true};
}

KeyOutcome keyAgain(sdk::WriteAccess&, const std::string& subject)
{
    return static_cast<KeyId>(std::strtoul(subject.c_str(), nullptr, 10));
}

} // namespace

LocalCatalog::LocalCatalog(sdk::Storage& storage, IdSource& ids, const Clock& clock)
    : storage_(storage), ids_(ids), clock_(clock)
{
}

Result<LocalCatalog::SnapshotPtr> LocalCatalog::snapshot()
{
    {
        const std::lock_guard lock(mutex_);
        if (snapshot_)
            return snapshot_;
    }
    return readAgain();
}

Result<LocalCatalog::SnapshotPtr> LocalCatalog::readAgain()
{
    std::vector<EventPtr> known;
    std::uint64_t changesBefore = 0;
    {
        const std::lock_guard lock(mutex_);
        changesBefore = changes_;
        if (snapshot_)
            known = snapshot_->events;
    }
    const Monotonic now = clock_.monotonic();
    auto setups = storage_.readValue([](const sdk::ReadAccess& access) { return access.events.list(); });
    if (!setups)
        return failure(std::move(setups));
    auto fresh = std::make_shared<Snapshot>();
    for (EventSetup& setup : *setups) {
        const EventPtr event = knownOr(known, std::move(setup));
        fresh->events.push_back(event);
        fresh->bySlug.emplace(event->event.slug, event);
        for (const SigningKey& key : event->keys)
            fresh->byKey.emplace(key.id, event);
    }
    const std::lock_guard lock(mutex_);
    if (changes_ == changesBefore) {
        snapshot_ = fresh;
        readAt_ = now;
    }
    return SnapshotPtr(fresh); // of one moment during this call, either way
}

Result<void> LocalCatalog::refresh()
{
    {
        const std::lock_guard lock(mutex_);
        if (snapshot_ && clock_.monotonic() < readAt_ + kRenewedEach)
            return {};
    }
    auto read = readAgain();
    if (!read)
        return failure(std::move(read));
    return {};
}

void LocalCatalog::forget()
{
    const std::lock_guard lock(mutex_);
    ++changes_;
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
    return importEvent(EventFile{std::move(setup), {}});
}

Result<EventPtr> LocalCatalog::importEvent(EventFile file)
{
    auto stored = store(file, {});
    if (!stored)
        return failure(std::move(stored));
    if (const auto* refused = std::get_if<EditRefused>(&*stored))
        return failure(ErrorCode::Invalid, refused->detail, refused->key);
    return std::get<EventEdited>(*stored).event;
}

Result<EditOutcome> LocalCatalog::addEvent(EventSetup setup, const sdk::Act& act)
{
    return store({std::move(setup), {}}, act);
}

Result<EditOutcome> LocalCatalog::store(const EventFile& file, const sdk::Act& act)
{
    const EventSetup& setup = file.setup;
    if (const auto complaints = complaintsOf(setup); !complaints.empty())
        return EditRefused{EditRefusal::Invalid, complaints.front().key, complaints.front().message};
    const std::string& slug = setup.event.slug;
    const NewKey fresh = makeKey(setup.event.id, ids_);
    const auto work = [&](sdk::WriteAccess& access) -> EditOutcome {
        if (access.events.findBySlug(slug))
            throw sdk::StorageError({ErrorCode::Conflict,
                                     "there is an event \"" + slug + "\" already; give this one another slug",
                                     "event.slug"});
        access.events.insert(setup);
        access.events.insertKey(fresh.key, fresh.seed);
        for (const Voucher& voucher : file.vouchers)
            access.vouchers.insert(voucher);
        note(access, act, "event.add", "event:" + slug,
             "{\"vouchers\":" + std::to_string(file.vouchers.size()) + "}");
        return EventEdited{shared(*access.events.findBySlug(slug)), setup.event.id.toString(), false};
    };
    return edited(sdk::once<EventEdited, EditRefused>(
        storage_, act, setup.event.id.toString(), kReused, work,
        [&](sdk::WriteAccess& access, const std::string& part) { return editAgain(access, slug, part); }));
}

Result<EditOutcome> LocalCatalog::editEvent(const EventEdit& edit)
{
    std::string slug = edit.slug; // after the edit
    const auto work = [&](sdk::WriteAccess& access) -> EditOutcome {
        auto setup = access.events.findBySlug(edit.slug);
        if (!setup)
            return unknownEvent(edit.slug);
        const std::int64_t revision = setup->revision;
        const Currency currency = setup->event.currency;
        if (edit.expectedRevision.value_or(revision) != revision)
            return EditRefused{EditRefusal::RevisionChanged, "",
                               "the event has revision " + std::to_string(revision) +
                                   " by now; read it again"};
        if (auto refused = edit.change(*setup))
            return std::move(*refused);
        if (const auto complaints = complaintsOf(*setup); !complaints.empty())
            return EditRefused{EditRefusal::Invalid, complaints.front().key, complaints.front().message};
        if (setup->event.currency != currency && hasGiven(access, setup->event.id))
            return EditRefused{EditRefusal::CurrencyFixed, "event.currency",
                               "tickets were sold in " + std::string(currency.text())};
        access.events.update(*setup, revision);
        slug = setup->event.slug;
        note(access, edit.act, edit.action, "event:" + slug,
             "{\"revision\":" + std::to_string(revision + 1) + ",\"part\":\"" + edit.part + "\"}");
        return EventEdited{shared(*access.events.findBySlug(slug)), edit.part, false};
    };
    return edited(sdk::once<EventEdited, EditRefused>(storage_, edit.act, edit.part, kReused, work,
                                                      [&](sdk::WriteAccess& access, const std::string& part) {
                                                          return editAgain(access, edit.slug, part);
                                                      }));
}

// The next who asks reads what is on record.
Result<EditOutcome> LocalCatalog::edited(Result<EditOutcome> outcome)
{
    forget();
    return outcome;
}

Result<KeyOutcome> LocalCatalog::rotateKey(std::string_view slug, const sdk::Act& act)
{
    auto event = findEvent(slug);
    if (!event)
        return failure(std::move(event));
    if (!*event)
        return unknownEvent(slug);
    const NewKey fresh = makeKey((*event)->event.id, ids_);
    const auto work = [&](sdk::WriteAccess& access) -> KeyOutcome {
        const auto setup = access.events.findBySlug(slug);
        if (!setup)
            return unknownEvent(slug);
        if (const SigningKey* active = setup->activeKey())
            access.events.setKeyState(active->id, KeyState::Rotated);
        access.events.insertKey(fresh.key, fresh.seed);
        note(access, act, "key.rotate", "event:" + std::string(slug),
             "{\"key\":" + std::to_string(fresh.key.id) + "}");
        return fresh.key.id;
    };
    auto outcome =
        sdk::once<KeyId, EditRefused>(storage_, act, std::to_string(fresh.key.id), kReused, work, keyAgain);
    forget();
    return outcome;
}

Result<KeyOutcome> LocalCatalog::retireKey(std::string_view slug, KeyId key, const sdk::Act& act)
{
    const auto work = [&](sdk::WriteAccess& access) -> KeyOutcome {
        const auto setup = access.events.findBySlug(slug);
        if (!setup)
            return unknownEvent(slug);
        const auto found = std::ranges::find(setup->keys, key, &SigningKey::id);
        if (found == setup->keys.end())
            return EditRefused{EditRefusal::UnknownPart, "", "the event has no key " + std::to_string(key)};
        if (found->state == KeyState::Active)
            return EditRefused{EditRefusal::KeyActive, "", "it signs tickets; rotate the key first"};
        access.events.setKeyState(key, KeyState::Retired);
        note(access, act, "key.retire", "event:" + std::string(slug),
             "{\"key\":" + std::to_string(key) + "}");
        return key;
    };
    auto outcome = sdk::once<KeyId, EditRefused>(storage_, act, std::to_string(key), kReused, work, keyAgain);
    forget();
    return outcome;
}

Result<KeyId> LocalCatalog::rotateKey(std::string_view slug)
{
    auto outcome = rotateKey(slug, sdk::Act{});
    if (!outcome)
        return failure(std::move(outcome));
    if (const auto* refused = std::get_if<EditRefused>(&*outcome))
        return failure(ErrorCode::NotFound, refused->detail);
    return std::get<KeyId>(*outcome);
}

Result<void> LocalCatalog::retireKey(KeyId key)
{
    auto event = findEventOfKey(key);
    if (!event)
        return failure(std::move(event));
    if (!*event)
        return failure(ErrorCode::NotFound, "no event has the key " + std::to_string(key));
    auto outcome = retireKey((*event)->event.slug, key, {});
    if (!outcome)
        return failure(std::move(outcome));
    if (const auto* refused = std::get_if<EditRefused>(&*outcome))
        return failure(ErrorCode::Conflict, refused->detail);
    return {};
}

void LocalCatalog::note(sdk::WriteAccess& access, const sdk::Act& act, const std::string& action,
                        const std::string& subject, const std::string& detail) const
{
    access.audit.append({clock_.now(), act.by, action, subject, detail});
}

} // namespace ace::catalog
