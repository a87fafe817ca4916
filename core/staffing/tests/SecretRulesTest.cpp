// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/staffing/StaffDirectory.h>

namespace ace::staffing {

class SecretRulesTest : public CppUnit::TestFixture
{
protected:
    std::string judged(const std::string& password) const
    {
        const auto refusal = judgePassword(password, owner_);
        return refusal ? name(*refusal) : "fit";
    }
    static std::string judgedPin(const std::string& pin)
    {
        const auto refusal = judgePin(pin, Staff());
        return refusal ? name(*refusal) : "fit";
    }

    const Staff owner_{{}, "Wilhelmina Featherstone", "wilma.f@fair.example", true, {}, 1};
};

CPPUNIT_TEST_FIXTURE(SecretRulesTest, takesWhatIsHardToGuessInAnyScript)
{
    for (const char* good : {"plum orbit kettle 77", "correct horse battery staple", "Qx7#mtR2vw",
                             "löwenzahn über brücken", "сорок тысяч обезьян в банане"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(good, std::string("fit"), judged(good));
}

CPPUNIT_TEST_FIXTURE(SecretRulesTest, refusesWhatAttackersTryFirst)
{
    for (const char* bad : {"password", "password1", "P@ssw0rd", "12345678", "qwertyuiop", "aaaaaaaaaaaa",
                            "iloveyou1", "letmein123", "19840613", "abcdefghijk"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, std::string("too_easy"), judged(bad));
}

CPPUNIT_TEST_FIXTURE(SecretRulesTest, knowsItsOwnersNameAndLogin)
{
    for (const char* own :
         {"Featherstone1", "wilhelmina12", "WilhelminaFeatherstone", "wilma.f@fair.example"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(own, std::string("too_easy"), judged(own));
    Staff rare;
    CPPUNIT_ASSERT(!judgePassword("Zyxqomm.Brvndlak", rare)); // as long as it is nobody's name
    rare.name = "Zyxqomm Brvndlak";
    CPPUNIT_ASSERT(judgePassword("Zyxqomm.Brvndlak", rare) == SecretRefusal::TooEasy);
}

CPPUNIT_TEST_FIXTURE(SecretRulesTest, countsCharactersBelowAndBytesAbove)
{
    CPPUNIT_ASSERT_EQUAL(std::string("too_short"), judged("Qx7#mtR"));
    CPPUNIT_ASSERT_EQUAL(std::string("too_short"), judged("яшщжбфю")); // 7 characters, 14 bytes
    CPPUNIT_ASSERT_EQUAL(std::string("too_short"), judged(""));
    std::string longest;
    for (char c = '!'; longest.size() < 256; c = static_cast<char>((c - '!' + 37) % 94 + '!'))
        longest += c;
    CPPUNIT_ASSERT_EQUAL(std::string("fit"), judged(longest));
    CPPUNIT_ASSERT_EQUAL(std::string("too_long"), judged(longest + "x"));
    CPPUNIT_ASSERT_EQUAL(std::string("too_easy"), judged(std::string(9, '\0')));
}

CPPUNIT_TEST_FIXTURE(SecretRulesTest, takesPinsWithoutAPattern)
{
    for (const char* good : {"7391", "0284", "58203", "90417352"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(good, std::string("fit"), judgedPin(good));
}

CPPUNIT_TEST_FIXTURE(SecretRulesTest, refusesPinsThatEverybodyTries)
{
    for (const char* bad : {"0000", "1111", "1234", "4321", "9876", "0123", "7890", "2468", "1212", "123123",
                            "12345678", "2580", "11111111", "3333"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, std::string("too_easy"), judgedPin(bad));
}

CPPUNIT_TEST_FIXTURE(SecretRulesTest, wantsLongerPinsOfWhoMayMore)
{
    for (const Role role : {Role::Cashier, Role::Scanner, Role::Supervisor, Role::Organiser}) {
        Staff owner;
        owner.assignments = {{Role::Cashier, std::nullopt}, {role, std::nullopt}};
        const bool more = role == Role::Supervisor || role == Role::Organiser;
        CPPUNIT_ASSERT(judgePin("58203", owner) ==
                       (more ? std::optional(SecretRefusal::ShortPin) : std::nullopt));
        CPPUNIT_ASSERT(!judgePin("582039", owner));
    }
}

CPPUNIT_TEST_FIXTURE(SecretRulesTest, refusesPinsThatAreNone)
{
    for (const char* none : {"", "739", "739102846", "73a1", "7391 ", "-739", "٧٣٩١"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(none, std::string("not_a_pin"), judgedPin(none));
}

} // namespace ace::staffing
