// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/catalog/LocalCatalog.h>
#include <ace/catalog/Vouchers.h>
#include <ace/sqlite/SqliteFactory.h>

namespace ace::catalog {

namespace {

constexpr const char* kFair = R"(
[event]
slug = "fair"
name = "Fair"
time_zone = "UTC"
starts = "2020-01-01T00:00"
ends = "2090-01-01T00:00"
[[quota]]
name = "ground"
size = 10
[[zone]]
name = "Ground"
[[ticket_type]]
name = "General"
price = 1000
zones = ["Ground"]
quotas = ["ground"]
hidden = true
channels = ["counter"]
[[gate]]
name = "North gate"
zone = "Ground"
[[voucher]]
code = "early-bird"
effect = "percent_off"
value = 250000
types = ["General"]
uses = 3
)";

class EventEditTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        catalog_ = std::make_unique<LocalCatalog>(*storage_, ids_, clock_);
        event_ =
            test::valueOf(catalog_->importEvent(test::valueOf(parseEventFile(kFair, "fair.toml", ids_))));
        vouchers_ = std::make_unique<Vouchers>(*storage_, clock_);
    }

protected:
    static EventEdit::Change named(const std::string& name)
    {
        return [name](EventSetup& setup) -> std::optional<EditRefused> {
            setup.event.name = name;
            return std::nullopt;
        };
    }
    Result<EditOutcome> edit(EventEdit::Change change, std::optional<std::int64_t> revision = {},
                             const sdk::Act& act = {})
    {
        return catalog_->editEvent({"fair", revision, "event.edit", "part", std::move(change), act});
    }
    static void mustRefuse(EditRefusal refusal, const Result<EditOutcome>& result)
    {
        const auto outcome = test::valueOf(result);
        const auto* refused = std::get_if<EditRefused>(&outcome);
        CPPUNIT_ASSERT_MESSAGE("not refused", refused);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(refused->detail, std::string(name(refusal)),
                                     std::string(name(refused->refusal)));
    }
    EventPtr now() { return test::valueOf(catalog_->findEvent("fair")); }
    std::string audited()
    {
        std::string text;
        for (const auto& one : test::valueOf(storage_->readValue(
                 [](const sdk::ReadAccess& access) { return access.audit.list(0, 100); })))
            text += one.entry.action + " " + one.entry.detail + "\n";
        return text;
    }
    static sdk::Act keyed(const std::string& key, const std::string& body = "body")
    {
        return {{}, sdk::IdempotencyKey{"test", key, sha256(body)}};
    }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<LocalCatalog> catalog_;
    std::unique_ptr<Vouchers> vouchers_;
    EventPtr event_;
};

CPPUNIT_TEST_FIXTURE(EventEditTest, aFileMayHideTypesNameChannelsAndHoldVouchers)
{
    const TicketType& type = event_->types.front();
    CPPUNIT_ASSERT(type.hidden && type.atCounter && !type.onWeb);
    const auto voucher = test::valueOf(vouchers_->findByCode(event_->event.id, "Early-Bird")).value();
    CPPUNIT_ASSERT(voucher.usesMost == 3 && voucher.types == std::vector({type.id}));
}

CPPUNIT_TEST_FIXTURE(EventEditTest, whatIsEditedIsSeenAtOnceWithTheNextRevision)
{
    const auto outcome = test::valueOf(edit(named("Summer fair"), 1));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, std::get<EventEdited>(outcome).event->revision);
    CPPUNIT_ASSERT_EQUAL(std::string("Summer fair"), now()->event.name);
    CPPUNIT_ASSERT_EQUAL(std::string("Fair"), event_->event.name); // whoever reads keeps what it has
    CPPUNIT_ASSERT_EQUAL(std::string("event.add {\"vouchers\":1}\n"
                                     "event.edit {\"revision\":2,\"part\":\"part\"}\n"),
                         audited());
}

CPPUNIT_TEST_FIXTURE(EventEditTest, theSlowerOfTwoReadsAgain)
{
    test::valueOf(edit(named("First"), 1));
    mustRefuse(EditRefusal::RevisionChanged, edit(named("Second"), 1));
    CPPUNIT_ASSERT_EQUAL(std::string("First"), now()->event.name);
}

CPPUNIT_TEST_FIXTURE(EventEditTest, whatBreaksARuleIsRefusedAndNothingChanges)
{
    const auto outcome = test::valueOf(edit(named("")));
    CPPUNIT_ASSERT_EQUAL(std::string("event.name"), std::get<EditRefused>(outcome).key);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, now()->revision);
    const auto unknown = catalog_->editEvent({"nope", {}, "event.edit", "", named("x"), {}});
    mustRefuse(EditRefusal::UnknownEvent, unknown);
}

CPPUNIT_TEST_FIXTURE(EventEditTest, partsAreAddedChangedAndRemoved)
{
    const Quota quota{ids_.next<QuotaId>(), "balcony", 50};
    TicketType type = event_->types.front();
    type.id = ids_.next<TicketTypeId>();
    type.name = "Balcony";
    type.quotas = {quota.id};
    test::valueOf(edit([&](EventSetup& setup) -> std::optional<EditRefused> {
        add(setup, quota);
        add(setup, type);
        return std::nullopt;
    }));
    CPPUNIT_ASSERT_EQUAL(std::uint16_t{2}, now()->findType(type.id)->number);
    type.name = "Gallery";
    type.number = 77; // not its own to choose
    test::valueOf(edit([&](EventSetup& setup) { return replace(setup, type); }));
    CPPUNIT_ASSERT(now()->findType(2)->name == "Gallery");
    mustRefuse(EditRefusal::Invalid, edit([&](EventSetup& setup) { return remove(setup, quota.id); }));
    test::valueOf(edit([&](EventSetup& setup) { return remove(setup, type.id); }));
    test::valueOf(edit([&](EventSetup& setup) { return remove(setup, quota.id); }));
    mustRefuse(EditRefusal::UnknownPart, edit([&](EventSetup& setup) { return remove(setup, quota.id); }));
    mustRefuse(EditRefusal::UnknownPart, edit([&](EventSetup& setup) { return replace(setup, type); }));
    CPPUNIT_ASSERT(now()->types.size() == 1 && now()->quotas.size() == 1);
}

CPPUNIT_TEST_FIXTURE(EventEditTest, theSameKeyIsTheSameEdit)
{
    const auto addZone = [&](EventSetup& setup) -> std::optional<EditRefused> {
        add(setup, Zone{ids_.next<ZoneId>(), "Zone " + std::to_string(setup.zones.size())});
        return std::nullopt;
    };
    test::valueOf(edit(addZone, {}, keyed("zone")));
    const auto again = test::valueOf(edit(addZone, {}, keyed("zone")));
    CPPUNIT_ASSERT(std::get<EventEdited>(again).repeated);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, now()->zones.size());
    mustRefuse(EditRefusal::IdempotencyKeyReused, edit(addZone, {}, keyed("zone", "other")));
}

CPPUNIT_TEST_FIXTURE(EventEditTest, aSlugThatIsTakenIsAConflict)
{
    EventSetup other = *event_;
    other.event.id = ids_.next<EventId>();
    const auto result = catalog_->addEvent(other, {});
    CPPUNIT_ASSERT(!result && result.error().code == ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(EventEditTest, aChangeByAnotherProcessIsSeenWithinFiveSeconds)
{
    LocalCatalog other(*storage_, ids_, clock_);
    CPPUNIT_ASSERT(test::valueOf(other.findEvent("fair"))->event.name == "Fair");
    test::valueOf(edit(named("Changed")));
    test::mustSucceed(other.refresh());
    CPPUNIT_ASSERT(test::valueOf(other.findEvent("fair"))->event.name == "Fair");
    clock_.advance(std::chrono::seconds(5));
    test::mustSucceed(other.refresh());
    CPPUNIT_ASSERT(test::valueOf(other.findEvent("fair"))->event.name == "Changed");
    const EventPtr before = now();
    clock_.advance(std::chrono::seconds(5));
    test::mustSucceed(catalog_->refresh());
    CPPUNIT_ASSERT(now() == before); // nothing changed, so it is the same object
}

CPPUNIT_TEST_FIXTURE(EventEditTest, keysAreRotatedAndRetiredOnce)
{
    const KeyId first = event_->activeKey()->id;
    const auto refused = test::valueOf(catalog_->retireKey("fair", first, {}));
    CPPUNIT_ASSERT(std::get<EditRefused>(refused).refusal == EditRefusal::KeyActive);
    const auto fresh = std::get<KeyId>(test::valueOf(catalog_->rotateKey("fair", keyed("rotate"))));
    const auto again = std::get<KeyId>(test::valueOf(catalog_->rotateKey("fair", keyed("rotate"))));
    CPPUNIT_ASSERT(fresh == again && now()->activeKey()->id == fresh && now()->keys.size() == 2);
    std::get<KeyId>(test::valueOf(catalog_->retireKey("fair", first, {})));
    for (const SigningKey& key : now()->keys)
        CPPUNIT_ASSERT((key.state == KeyState::Retired) == (key.id == first));
    const auto unknown = test::valueOf(catalog_->retireKey("fair", 12345, {}));
    CPPUNIT_ASSERT(std::get<EditRefused>(unknown).refusal == EditRefusal::UnknownPart);
}

CPPUNIT_TEST_FIXTURE(EventEditTest, vouchersAreAddedAndEditedByRevision)
{
    Voucher voucher;
    voucher.id = ids_.next<VoucherId>();
    voucher.event = event_->event.id;
    voucher.code = " vip ";
    voucher.opensHidden = true;
    voucher.validity = {Instant{}, event_->event.endsAt};
    const auto made = std::get<VoucherKept>(test::valueOf(vouchers_->add(voucher, keyed("v")))).voucher;
    CPPUNIT_ASSERT_EQUAL(std::string("VIP"), made.code);
    CPPUNIT_ASSERT(std::get<VoucherKept>(test::valueOf(vouchers_->add(voucher, keyed("v")))).repeated);
    Voucher changed = made;
    changed.usesMost = 7;
    const auto edited = std::get<VoucherKept>(test::valueOf(vouchers_->edit(changed, 1, {}))).voucher;
    CPPUNIT_ASSERT(edited.usesMost == 7 && edited.revision == 2);
    const auto refusalOf = [&](const Voucher& what, std::int64_t revision) {
        return std::get<EditRefused>(test::valueOf(vouchers_->edit(what, revision, {}))).refusal;
    };
    CPPUNIT_ASSERT(refusalOf(changed, 1) == EditRefusal::RevisionChanged);
    changed.code = "EARLY-BIRD";
    CPPUNIT_ASSERT(refusalOf(changed, 2) == EditRefusal::CodeTaken);
    changed.code = "no good";
    CPPUNIT_ASSERT(refusalOf(changed, 2) == EditRefusal::Invalid);
    changed.id = ids_.next<VoucherId>();
    CPPUNIT_ASSERT(refusalOf(changed, 2) == EditRefusal::UnknownPart);
}

} // namespace

} // namespace ace::catalog
