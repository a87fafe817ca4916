// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/server/access/Operations.h>
#include <ace/server/http/Problem.h>
#include <ace/server/http/Router.h>

#include <set>

namespace ace::server::access {

namespace {

class OperationsTest : public CppUnit::TestFixture
{
protected:
    static std::string label(const Operation& op) { return std::string(op.id); }
};

CPPUNIT_TEST_FIXTURE(OperationsTest, haveNamesAndAddressesOfTheirOwn)
{
    std::set<std::string_view> ids;
    std::set<std::string> routes;
    for (const Operation& op : operations()) {
        CPPUNIT_ASSERT_MESSAGE(label(op), ids.insert(op.id).second);
        CPPUNIT_ASSERT_MESSAGE(label(op), routes.insert(std::string(op.method) + routePatternOf(op)).second);
        CPPUNIT_ASSERT_EQUAL(op.id, operation(op.id).id);
    }
    CPPUNIT_ASSERT(ids.size() > 90);
}

// What the address of each operation names must not be taken by one that stands before it.
CPPUNIT_TEST_FIXTURE(OperationsTest, areReachedByTheirAddresses)
{
    http::Router router;
    std::string_view reached;
    for (const Operation& op : operations())
        router.add(std::string(op.method), routePatternOf(op), [&reached, &op](const http::PathValues&) {
            reached = op.id;
            return nullptr;
        });
    for (const Operation& op : operations()) {
        std::string path = routePatternOf(op);
        for (std::size_t at = path.find("{}"); at != std::string::npos; at = path.find("{}"))
            path.replace(at, 2, "0190-some-value");
        router.find(std::string(op.method), path);
        CPPUNIT_ASSERT_EQUAL(op.id, reached);
    }
}

CPPUNIT_TEST_FIXTURE(OperationsTest, writeTheirPatternsAsTheRouterReadsThem)
{
    CPPUNIT_ASSERT_EQUAL(std::string("/api/v1/orders/{}/tickets/{}.pdf"),
                         routePatternOf(operation("showTicketPdf")));
    CPPUNIT_ASSERT_EQUAL(std::string("/healthz"), routePatternOf(operation("checkHealth")));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, changeOnlyWhatCanBeRepeatedSafely)
{
    const std::set<std::string_view> leaveNothing = {"logIn", "makePairingCode"};
    for (const Operation& op : operations()) {
        if (op.method == "POST")
            CPPUNIT_ASSERT_EQUAL_MESSAGE(label(op), leaveNothing.contains(op.id),
                                         op.repeat == Repeat::Harmless);
        else
            CPPUNIT_ASSERT_MESSAGE(label(op), op.repeat == Repeat::Harmless);
        const bool edits = op.method == "PATCH" || (op.method == "DELETE" && op.id != "logOut");
        CPPUNIT_ASSERT_EQUAL_MESSAGE(label(op), edits, op.ifMatch);
        const bool reads = op.method == "GET" || op.method == "DELETE";
        CPPUNIT_ASSERT_EQUAL_MESSAGE(label(op), reads, op.bodyMost == 0);
        CPPUNIT_ASSERT_MESSAGE(label(op), op.bodyMost <= (1u << 20));
        CPPUNIT_ASSERT_MESSAGE(label(op), http::findProblemKind(op.missing));
    }
}

CPPUNIT_TEST_FIXTURE(OperationsTest, sayWhichEventWhereTheyNeedARole)
{
    for (const Operation& op : operations()) {
        const bool open = op.who == Who::Public || op.who == Who::Operator || op.who == Who::LogIn ||
                          op.who == Who::Station;
        CPPUNIT_ASSERT_EQUAL_MESSAGE(label(op), open, op.scope == Scope::None);
        if (!op.permissions.empty())
            CPPUNIT_ASSERT_MESSAGE(label(op), !open);
        else
            CPPUNIT_ASSERT_MESSAGE(label(op), open || op.scope == Scope::Any);
        if (op.scope == Scope::Slug)
            CPPUNIT_ASSERT_MESSAGE(label(op), op.pattern.find("{slug}") != std::string_view::npos);
    }
}

CPPUNIT_TEST_FIXTURE(OperationsTest, nothingIsChangedByWhoIsNotKnown)
{
    for (const Operation& op : operations())
        if (op.method != "GET" && op.id != "logIn" && op.id != "pairStation")
            CPPUNIT_ASSERT_MESSAGE(label(op), op.who != Who::Public && op.who != Who::LogIn);
}

} // namespace

} // namespace ace::server::access
