// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/admission/LocalAdmission.h>
#include <ace/box-office/LocalBoxOffice.h>
#include <ace/catalog/EventImport.h>
#include <ace/catalog/LocalCatalog.h>
#include <ace/sqlite/SqliteFactory.h>
#include <ace/ticketing/Token.h>

namespace ace::admission {

namespace {

constexpr const char* kEvent = R"(
[event]
slug = "fair"
name = "Fair"
time_zone = "UTC"
starts = "2020-01-01T00:00"
ends = "2090-01-01T00:00"
[[quota]]
name = "ground"
size = 2000
[[zone]]
name = "Ground"
[[ticket_type]]
name = "General"
price = 0
max_per_order = 1000
zones = ["Ground"]
quotas = ["ground"]
[[gate]]
name = "North gate"
zone = "Ground"
)";

class AdmitAllTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        catalog_ = std::make_unique<catalog::LocalCatalog>(*storage_, ids_, clock_);
        const auto event = test::valueOf(
            catalog_->importEvent(test::valueOf(catalog::parseEvent(kEvent, "fair.toml", ids_))));
        boxoffice::LocalBoxOffice office(boxoffice::LocalBoxOffice::Parts{
            *storage_, *catalog_, clock_, ids_, log_, {{"free", &free_}}, std::chrono::minutes(15), false});
        boxoffice::OrderRequest request;
        request.eventSlug = "fair";
        request.items = {{event->types.front().id, 500}};
        request.paymentMethod = "free";
        request.channel = Channel::Web;
        tickets_ = std::get<boxoffice::Sold>(test::valueOf(office.hold(request))).record.tickets;
        admission_ =
            std::make_unique<LocalAdmission>(LocalAdmission::Parts{*storage_, *catalog_, clock_, ids_});
    }

protected:
    // Nothing is ever paid with it.
    class NoPayment : public sdk::PaymentMethod
    {
    public:
        bool settlesAtOnce() const override { return true; }
        Result<sdk::PaymentProgress> begin(const sdk::PaymentIntent&) override { return never(); }
        Result<sdk::PaymentProgress> query(const sdk::PaymentIntent&) override { return never(); }
        Result<void> cancel(const sdk::PaymentIntent&) override { return never(); }
        Result<sdk::PaymentProgress> reverse(const sdk::Reversal&) override { return never(); }
        Result<sdk::PaymentProgress> queryReversal(const sdk::Reversal&) override { return never(); }
        Result<std::optional<sdk::PaymentNews>>
        notify(const std::vector<std::pair<std::string, std::string>>&, const std::string&) override
        {
            return never();
        }

    private:
        static Failure never() { return failure(ErrorCode::Internal, "not asked"); }
    };

    ScanRequest request(std::size_t ticket, const std::string& nonce) const
    {
        ScanRequest request;
        request.token = ticketing::encode(tickets_[ticket].token);
        request.gate = "North gate";
        request.nonce = nonce;
        request.scope = "gate";
        request.bodyHash = sha256(request.token);
        return request;
    }
    static std::string described(const Result<ScanOutcome>& result)
    {
        const auto outcome = test::valueOf(result);
        if (const auto* problem = std::get_if<ScanProblem>(&outcome))
            return *problem == ScanProblem::UnknownGate ? "unknown_gate" : "nonce_reused";
        const auto& answer = std::get<ScanAnswer>(outcome);
        return (answer.repeated ? "again " : "") +
               std::string(answer.verdict.admitted() ? "admitted" : name(*answer.verdict.reason));
    }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    NoPayment free_;
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<catalog::LocalCatalog> catalog_;
    std::vector<Ticket> tickets_;
    std::unique_ptr<LocalAdmission> admission_;
};

CPPUNIT_TEST_FIXTURE(AdmitAllTest, eachScanHasItsOwnAnswerInItsPlace)
{
    std::vector<ScanRequest> requests = {request(0, "a"), request(1, "b"), request(0, "c"),
                                         request(2, "d"), request(3, "b"), request(1, "b")};
    requests[3].gate = "No such gate";
    ScanRequest junk = request(4, "e");
    junk.token = "junk";
    requests.push_back(junk);
    std::string all;
    for (const auto& outcome : admission_->admitAll(requests))
        all += described(outcome) + "; ";
    CPPUNIT_ASSERT_EQUAL(std::string("admitted; admitted; already_redeemed; unknown_gate; nonce_reused; "
                                     "again admitted; invalid; "),
                         all);
}

CPPUNIT_TEST_FIXTURE(AdmitAllTest, fiveHundredScansAreOneCall)
{
    std::vector<ScanRequest> requests;
    for (std::size_t i = 0; i < 500; ++i)
        requests.push_back(request(i, std::to_string(i)));
    for (const auto& outcome : admission_->admitAll(requests))
        CPPUNIT_ASSERT_EQUAL(std::string("admitted"), described(outcome));
    for (const auto& outcome : admission_->admitAll(requests)) // the answer was lost
        CPPUNIT_ASSERT_EQUAL(std::string("again admitted"), described(outcome));
    CPPUNIT_ASSERT(admission_->admitAll({}).empty());
}

CPPUNIT_TEST_FIXTURE(AdmitAllTest, theRowSaysWhoScanned)
{
    Station station;
    station.id = ids_.next<StationId>();
    station.name = "Gate 1";
    station.event = test::valueOf(catalog_->findEvent("fair"))->event.id;
    test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.stations.insert(station);
        return {};
    }));
    auto scan = request(0, "a");
    scan.by = {std::nullopt, station.id};
    CPPUNIT_ASSERT_EQUAL(std::string("admitted"), described(admission_->admit(scan)));
    const auto scans = test::valueOf(storage_->readValue(
        [&](const sdk::ReadAccess& access) { return access.entries.scansOf(tickets_[0].id); }));
    CPPUNIT_ASSERT(scans.size() == 1 && scans[0].by == scan.by);
}

} // namespace

} // namespace ace::admission
