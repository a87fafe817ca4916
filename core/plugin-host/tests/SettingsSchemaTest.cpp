// SPDX-License-Identifier: MIT
#include "PutSecret.h"
#include "TestSupport.h"

#include <ace/plugin-host/SettingsSchema.h>

using namespace ace;
using pluginhost::checkSchema;
using pluginhost::checkSettings;

class SettingsSchemaTest : public CppUnit::TestFixture
{
protected:
    static constexpr const char* kSchema = R"({"type":"object","additionalProperties":false,
        "required":["port"],"properties":{
            "port":{"type":"integer","minimum":1,"maximum":65535},
            "scale":{"type":"number","minimum":0.5},
            "mode":{"enum":["fast","exact"]},
            "on":{"type":"boolean","default":true},
            "label":{"type":"string","minLength":1,"maxLength":3},
            "codes":{"type":"array","minItems":1,"items":{"type":"string"}},
            "a/b":{"type":"object","properties":{"c~d":{"type":"integer"}}},
            "key":{"type":"string","x-secret":true},
            "keys":{"type":"array","items":{"type":"string","x-secret":true}},
            "login":{"type":"object","properties":{"password":{"type":"string","x-secret":true}}}}})";

    // POINTER RULE, one a line
    static std::string problems(const std::string& settings)
    {
        std::string found;
        for (const auto& problem : checkSettings(kSchema, settings))
            found += problem.pointer + " " + problem.rule + "\n";
        return found;
    }
    static std::string refusal(const std::string& schema)
    {
        const auto usable = checkSchema(schema);
        return usable ? "" : usable.error().message;
    }
};

CPPUNIT_TEST_FIXTURE(SettingsSchemaTest, whatFitsHasNoProblem)
{
    CPPUNIT_ASSERT_EQUAL(std::string(),
                         problems(R"({"port":65535,"scale":0.5,"mode":"exact","on":false,"label":"日本語",
                                      "codes":["a"],"a/b":{"c~d":1},"key":"secret:reader/key"})"));
}

CPPUNIT_TEST_FIXTURE(SettingsSchemaTest, eachRuleIsToldWithTheValueThatBreaksIt)
{
    CPPUNIT_ASSERT_EQUAL(std::string("/port required\n"), problems("{}"));
    CPPUNIT_ASSERT_EQUAL(std::string("/port minimum\n"), problems(R"({"port":0})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/port maximum\n"), problems(R"({"port":65536})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/port type\n"), problems(R"({"port":"80"})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/port type\n"), problems(R"({"port":1.5})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/mode enum\n"), problems(R"({"port":1,"mode":"slow"})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/on type\n"), problems(R"({"port":1,"on":1})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/label minLength\n"), problems(R"({"port":1,"label":""})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/label maxLength\n"), problems(R"({"port":1,"label":"日本語!"})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/codes minItems\n"), problems(R"({"port":1,"codes":[]})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/codes/1 type\n"), problems(R"({"port":1,"codes":["a",2]})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/odd additionalProperties\n"), problems(R"({"port":1,"odd":1})"));
    CPPUNIT_ASSERT_EQUAL(std::string("/a~1b/c~0d type\n"), problems(R"({"port":1,"a/b":{"c~d":""}})"));
    CPPUNIT_ASSERT_EQUAL(std::string(" type\n"), problems("[]"));
    CPPUNIT_ASSERT_EQUAL(std::string(" type\n"), problems("not json"));
}

CPPUNIT_TEST_FIXTURE(SettingsSchemaTest, aSecretMustBeAReferenceAndIsNotRepeated)
{
    const auto found = checkSettings(kSchema, R"({"port":1,"key":"hunter2"})");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found.size());
    CPPUNIT_ASSERT_EQUAL(std::string("/key"), found[0].pointer);
    CPPUNIT_ASSERT(found[0].message.find("hunter2") == std::string::npos);
    CPPUNIT_ASSERT(found[0].message.find("secret:NAME") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(SettingsSchemaTest, whatIsWhereSecretsBelongIsNotRepeatedEither)
{
    for (const char* given :
         {R"({"port":1,"keys":["secret:a","hunter2"]})", R"({"port":1,"keys":"hunter2"})",
          R"({"port":1,"login":"hunter2"})", R"({"port":1,"login":{"password":"hunter2"}})",
          R"({"port":1,"key":["hunter2"]})"}) {
        const auto found = checkSettings(kSchema, given);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(given, std::size_t{1}, found.size());
        CPPUNIT_ASSERT_MESSAGE(found[0].message, found[0].message.find("hunter2") == std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(SettingsSchemaTest, readyAreThoseThatFitWithTheirSecretsAndAnErrorHasAllThatIsWrong)
{
    const test::TemporaryFolder secrets;
    test::putSecret(secrets.path(), "reader/key", "value");
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"key":"value","port":1})"),
                         test::valueOf(pluginhost::readySettings(
                             kSchema, R"({"port":1,"key":"secret:reader/key"})", secrets.path())));
    const auto wrong = pluginhost::readySettings(kSchema, R"({"port":0,"on":7})", secrets.path());
    CPPUNIT_ASSERT(!wrong && wrong.error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT_EQUAL(
        std::string("setting /on must be of type boolean, is 7; setting /port must be at least "
                    "1, is 0"),
        wrong.error().message);
    CPPUNIT_ASSERT_EQUAL(std::string("setting /port is missing"),
                         pluginhost::readySettings(kSchema, "", secrets.path()).error().message);
    CPPUNIT_ASSERT_EQUAL(std::string("anything"),
                         test::valueOf(pluginhost::readySettings("", "anything", {})));
}

CPPUNIT_TEST_FIXTURE(SettingsSchemaTest, aSchemaThatNobodyCanCheckByIsRefused)
{
    CPPUNIT_ASSERT_EQUAL(std::string(), refusal(kSchema));
    for (const char* bad :
         {"", "[]", "{}", R"({"type":"string"})", R"({"type":"object","pattern":"a"})",
          R"({"type":"object","required":[]})", R"({"type":"object","properties":{"a":7}})",
          R"({"type":"object","properties":{"a":{"type":"text"}}})",
          R"({"type":"object","properties":{"a":{"minLength":-1}}})",
          R"({"type":"object","properties":{"a":{"type":"integer","minimum":5,"default":4}}})",
          R"({"type":"object","properties":{"a":{"type":"array","items":[]}}})"})
        CPPUNIT_ASSERT_MESSAGE(bad, !refusal(bad).empty());
    CPPUNIT_ASSERT_EQUAL(
        std::string("its settings schema cannot be used: /properties/a/default does not fit its own schema"),
        refusal(R"({"type":"object","properties":{"a":{"type":"boolean","default":4}}})"));
}
