// SPDX-License-Identifier: MIT
#include "Neighbours.h"

#include "TestSupport.h"

#include <algorithm>
#include <string>

using namespace ace;
using namespace ace::neighbours;

// They load, and stay in their own process.
constexpr const char* kMisbehaving[] = {
    "ThrowsEverywhere", "ThrowsNoException", "HangsInOpen", "HangsInHealth", "IgnoresInterrupt",
    "FloodsEvents",     "PostsAfterClose",   "InvalidUtf8", "HugeJson",      "DoubleCompletion",
    "LeaksThreads",     "LeaksDescriptors",  "LeaksMemory"};

// A station beside each plugin that does wrong; see Neighbours.cpp for what each does.
class NeighboursTest : public CppUnit::TestFixture
{
protected:
    static const Neighbour& named(const std::string& plugin)
    {
        const auto all = allNeighbours();
        const auto found = std::ranges::find(all, plugin, &Neighbour::plugin);
        CPPUNIT_ASSERT_MESSAGE(plugin, found != all.end());
        return *found;
    }
    static std::string told(const Cost& cost)
    {
        const Shift& shift = cost.shift;
        return "ended " + std::to_string(cost.ended) + " times, admitted " + std::to_string(shift.admitted) +
               " of " + std::to_string(shift.scans) + ", printed " + std::to_string(shift.printed) + " of " +
               std::to_string(shift.prints) + "; " + cost.outside + "; " + shift.device.data();
    }
    void costsOnlyItsDevice(const std::string& plugin, Where where)
    {
        const Cost cost = fair_.live(&named(plugin), where);
        CPPUNIT_ASSERT_MESSAGE(plugin + " " + told(cost), cost.isNone());
    }
    // In the station's process it ends the station so often, and then is kept out.
    void endsTheStation(const std::string& plugin, int times)
    {
        const Cost cost = fair_.live(&named(plugin), Where::InProcess);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(told(cost), times, cost.ended);
        CPPUNIT_ASSERT_MESSAGE(told(cost), cost.shift.complete && cost.shift.admitted == cost.shift.scans);
        CPPUNIT_ASSERT_MESSAGE(told(cost),
                               std::string(cost.shift.device.data()).find("quarantine") != std::string::npos);
    }
    // It is in the station, and everything else works; but it did something outside.
    void reachesOut(const std::string& plugin, const std::string& how)
    {
        const Cost cost = fair_.live(&named(plugin), Where::InProcess);
        CPPUNIT_ASSERT_MESSAGE(told(cost), cost.ended == 0 && cost.shift.complete);
        CPPUNIT_ASSERT_MESSAGE(told(cost), cost.outside.find(how) != std::string::npos);
    }

    const Fair fair_;
};

CPPUNIT_TEST_FIXTURE(NeighboursTest, aStationAloneLosesNothing)
{
    const Cost cost = fair_.live(nullptr, Where::InProcess);
    CPPUNIT_ASSERT_MESSAGE(told(cost), cost.isNone());
    CPPUNIT_ASSERT_EQUAL_MESSAGE(told(cost), std::string(), std::string(cost.shift.device.data()));
}

CPPUNIT_TEST_FIXTURE(NeighboursTest, whatCannotBeLoadedCostsNothing)
{
    for (const char* plugin : {"AbortsAtLoad", "Truncated", "WrongMachine", "MissingLibrary",
                               "UndefinedSymbol", "WrongMajor", "ManifestUnlikeEntry"}) {
        costsOnlyItsDevice(plugin, Where::InProcess);
        costsOnlyItsDevice(plugin, Where::OutOfProcess);
    }
}

CPPUNIT_TEST_FIXTURE(NeighboursTest, aLoopAtLoadCostsNothing)
{
    costsOnlyItsDevice("LoopsAtLoad", Where::InProcess);
}

CPPUNIT_TEST_FIXTURE(NeighboursTest, whatThrowsHangsFloodsOrWritesNonsenseCostsOnlyItsDevice)
{
    for (const char* plugin : kMisbehaving)
        costsOnlyItsDevice(plugin, Where::InProcess);
}

CPPUNIT_TEST_FIXTURE(NeighboursTest, apartTheyCostOnlyTheirDeviceToo)
{
    for (const char* plugin : kMisbehaving)
        costsOnlyItsDevice(plugin, Where::OutOfProcess);
}

CPPUNIT_TEST_FIXTURE(NeighboursTest, whatCrashesEndsAStationTwice) { endsTheStation("SegfaultsInOpen", 2); }

CPPUNIT_TEST_FIXTURE(NeighboursTest, whatEndsItWithoutAWordDoesSoThreeTimes)
{
    endsTheStation("ExitsInOpen", 3);
    endsTheStation("KillsItsParent", 3);
    endsTheStation("KillsItsGroup", 3);
}

CPPUNIT_TEST_FIXTURE(NeighboursTest, inTheStationSignalsAndForksReachOut)
{
    reachesOut("SignalsItsParent", "sent SIGTERM");
    reachesOut("Forks", "left a process behind");
    reachesOut("ForksDaemon", "left a process behind");
}

CPPUNIT_TEST_FIXTURE(NeighboursTest, apartNothingEndsTheStationOrReachesOut)
{
    for (const char* plugin : {"SegfaultsInOpen", "ExitsInOpen", "KillsItsParent", "KillsItsGroup",
                               "SignalsItsParent", "Forks", "ForksDaemon"})
        costsOnlyItsDevice(plugin, Where::OutOfProcess);
}
