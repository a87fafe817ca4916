// SPDX-License-Identifier: MIT
#include "library/Secrets.h"
#include "TestSupport.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace ace;
using pluginhost::isSecretReference;

class SecretsTest : public CppUnit::TestFixture
{
protected:
    static constexpr const char* kSchema = R"({"type":"object","properties":{
        "key":{"type":"string","x-secret":true},"name":{"type":"string"},
        "all":{"type":"array","items":{"type":"string","x-secret":true}}}})";

    void put(const std::string& name, const std::string& content, bool othersMayRead = false) const
    {
        const auto file = folder_.path() / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << content;
        using std::filesystem::perms;
        std::filesystem::permissions(file, perms::owner_read | perms::owner_write |
                                               (othersMayRead ? perms::others_read : perms::none));
    }
    static void mustRefuse(const Result<std::string>& resolved, ErrorCode code, const std::string& words)
    {
        CPPUNIT_ASSERT(!resolved);
        const Error& error = resolved.error();
        CPPUNIT_ASSERT_EQUAL_MESSAGE(error.message, std::string(name(code)), std::string(name(error.code)));
        CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find(words) != std::string::npos);
    }
    Result<std::string> resolve(const std::string& settings) const
    {
        return pluginhost::resolveSecrets(kSchema, settings, folder_.path());
    }

    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(SecretsTest, aReferenceIsANameOfHarmlessLetters)
{
    for (const char* good : {"secret:key", "secret:stripe/key-1", "secret:a/b_c"})
        CPPUNIT_ASSERT_MESSAGE(good, isSecretReference(good));
    for (const char* bad : {"key", "secret:", "secret:/key", "secret:key/", "secret:a//b", "secret:../key",
                            "secret:Key", "secret:k.txt", "Secret:key"})
        CPPUNIT_ASSERT_MESSAGE(bad, !isSecretReference(bad));
    CPPUNIT_ASSERT(!isSecretReference("secret:" + std::string(101, 'a')));
}

CPPUNIT_TEST_FIXTURE(SecretsTest, theFileOfItsNameIsTheSecret)
{
    put("stripe/key", "sk_test_1\n");
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"key":"sk_test_1","name":"secret:stripe/key"})"),
                         test::valueOf(resolve(R"({"key":"secret:stripe/key","name":"secret:stripe/key"})")));
    put("two", "2");
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"all":["sk_test_1","2"]})"),
                         test::valueOf(resolve(R"({"all":["secret:stripe/key","secret:two"]})")));
}

CPPUNIT_TEST_FIXTURE(SecretsTest, theEnvironmentComesFirst)
{
    put("stripe/web-hook", "file");
    ::setenv("ACE_SECRET_STRIPE_WEB_HOOK", "environment", 1);
    const auto resolved = resolve(R"({"key":"secret:stripe/web-hook"})");
    ::unsetenv("ACE_SECRET_STRIPE_WEB_HOOK");
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"key":"environment"})"), test::valueOf(resolved));
}

CPPUNIT_TEST_FIXTURE(SecretsTest, oneNewlineAtItsEndDoesNotCount)
{
    put("unix", "pass word \n");
    put("windows", "word\r\n");
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"all":["pass word ","word"]})"),
                         test::valueOf(resolve(R"({"all":["secret:unix","secret:windows"]})")));
}

CPPUNIT_TEST_FIXTURE(SecretsTest, oneThatIsNotThereIsToldWithBothPlacesForIt)
{
    mustRefuse(resolve(R"({"key":"secret:shop/key"})"), ErrorCode::NotFound,
               "put the secret into " + (folder_.path() / "shop/key").string() +
                   " (mode 600), or into the environment as ACE_SECRET_SHOP_KEY");
    put("shop", "a file where a folder should be");
    mustRefuse(resolve(R"({"key":"secret:shop/key"})"), ErrorCode::NotFound, "put the secret into");
}

// Else it would be looked for where the program happens to run.
CPPUNIT_TEST_FIXTURE(SecretsTest, withoutAFolderOnlyTheEnvironmentCounts)
{
    const auto missing = pluginhost::resolveSecrets(kSchema, R"({"key":"secret:shop/key"})", {});
    mustRefuse(missing, ErrorCode::NotFound, "no data folder is given, whose file secrets/shop/key");
    mustRefuse(missing, ErrorCode::NotFound, "into the environment as ACE_SECRET_SHOP_KEY");
}

CPPUNIT_TEST_FIXTURE(SecretsTest, oneThatOthersMayReadIsRefusedAndNotRepeated)
{
    put("open", "hunter2", true);
    const auto open = resolve(R"({"key":"secret:open"})");
    mustRefuse(open, ErrorCode::Invalid, "Run: chmod 600 " + (folder_.path() / "open").string());
    CPPUNIT_ASSERT(open.error().message.find("hunter2") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(SecretsTest, anEmptyOneIsRefused)
{
    put("empty", "\n");
    mustRefuse(resolve(R"({"key":"secret:empty"})"), ErrorCode::Invalid,
               "\"secret:empty\" is empty: put the secret into " + (folder_.path() / "empty").string());
    put("full", "value");
    ::setenv("ACE_SECRET_FULL", "", 1);
    const auto unset = resolve(R"({"key":"secret:full"})");
    ::unsetenv("ACE_SECRET_FULL");
    mustRefuse(unset, ErrorCode::Invalid, "put the secret into ACE_SECRET_FULL, or unset that");
}

CPPUNIT_TEST_FIXTURE(SecretsTest, whatIsNoTextIsRefused)
{
    put("latin", "gar\xe7on");
    mustRefuse(resolve(R"({"key":"secret:latin"})"), ErrorCode::Invalid, "is no text in UTF-8");
}

CPPUNIT_TEST_FIXTURE(SecretsTest, whatIsNoFileIsRefused)
{
    std::filesystem::create_directories(folder_.path() / "folder");
    std::filesystem::permissions(folder_.path() / "folder", std::filesystem::perms::owner_all);
    mustRefuse(resolve(R"({"key":"secret:folder"})"), ErrorCode::Invalid, "cannot be read");
}
