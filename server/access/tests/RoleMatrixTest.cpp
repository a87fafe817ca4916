// SPDX-License-Identifier: MIT
// Every kind of credential at every operation of the table. What comes out is compared with role-matrix.txt,
// which people read: a change of who may do what is a change of that file.
#include "AccessFixture.h"

#include <ace/base/File.h>

namespace ace::server::access {

namespace {

using test::FakeRequest;

struct Column
{
    const char* name;
    std::unique_ptr<FakeRequest> request;
    bool oneEvent = true; // has its roles, or its station, at one event only
};

class RoleMatrixTest : public test::AccessFixture
{
public:
    void setUp() override
    {
        AccessFixture::setUp();
        RateLimits wide;
        wide.credential.fill({100'000, 1000});
        wide.address.fill({100'000, 1000});
        access_ = makeAccess(wide);
        const Station counter = paired("Counter 1");
        const Station gate = paired("North", StationKind::Gate);
        add("nobody", "", "", false);
        add("demo counter", demoBearer(runtime::Role::Counter), "", false);
        add("demo gate", demoBearer(runtime::Role::Gate), "", false);
        add("counter", jwtOf(counter));
        add("gate", jwtOf(gate));
        for (const Role role : {Role::Cashier, Role::Scanner, Role::Supervisor, Role::Organiser}) {
            const Staff staff = aPerson(name(role), {{role, here()}});
            give(staff);
            add("at counter", jwtOf(counter), bearerOf(withPin(counter, staff.login)));
            add("at gate", jwtOf(gate), bearerOf(withPin(gate, staff.login)));
            add("in office", bearerOf(withPassword(staff.login)));
        }
        anOrganiser("everywhere");
        add("organiser", bearerOf(withPassword("everywhere")), "", false);
    }

protected:
    void add(const char* name, const std::string& bearer, const std::string& staff = "", bool oneEvent = true)
    {
        auto request = std::make_unique<FakeRequest>();
        if (!bearer.empty())
            request->bearer(bearer);
        if (!staff.empty())
            request->with("Ace-Staff", staff);
        columns_.push_back({name, std::move(request), oneEvent});
    }
    static bool hasEvent(const Operation& op) { return op.scope != Scope::None && op.scope != Scope::Any; }
    static char letterOf(const std::string& code)
    {
        if (code.empty())
            return 'x';
        if (code == "forbidden")
            return '-';
        return code == "unauthorized" ? '1' : code == "staff_session_required" ? 's' : '4';
    }
    std::string rowOf(const Operation& op)
    {
        const auto event = hasEvent(op) ? std::optional(here()) : std::nullopt;
        std::string row(op.id);
        row.resize(24, ' ');
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            row += i >= 5 && i % 3 == 2 ? " " : "";
            row += letterOf(refusal(*columns_[i].request, std::string(op.id).c_str(), event));
        }
        return row;
    }

    std::vector<Column> columns_;
};

CPPUNIT_TEST_FIXTURE(RoleMatrixTest, isWhatItsFileSays)
{
    const std::string expected = test::valueOf(readFile(ACE_TEST_DIR "/tests/role-matrix.txt"));
    std::string actual;
    for (const Operation& op : operations())
        actual += rowOf(op) + "\n";
    const std::string wanted = expected.substr(expected.find("listEvents"));
    if (actual != wanted)
        test::mustSucceed(writeFileDurably(ACE_BUILD_DIR "/role-matrix.actual.txt", actual));
    CPPUNIT_ASSERT_MESSAGE("compare build/*/role-matrix.actual.txt with tests/role-matrix.txt",
                           actual == wanted);
}

CPPUNIT_TEST_FIXTURE(RoleMatrixTest, nobodyReachesFromOneEventIntoAnother)
{
    std::size_t refused = 0;
    for (const Operation& op : operations())
        for (const Column& column : columns_)
            if (column.oneEvent && (hasEvent(op) || op.who == Who::Station)) {
                const std::string code = refusal(*column.request, std::string(op.id).c_str(), there());
                CPPUNIT_ASSERT_MESSAGE(std::string(op.id) + ", " + column.name, !code.empty());
                ++refused;
            }
    CPPUNIT_ASSERT(refused > 1000);
}

} // namespace

} // namespace ace::server::access
