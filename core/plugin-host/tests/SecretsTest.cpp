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

CPPUNIT_TEST_FIXTURE(SecretsTest, oneThatIsNotThereOrThatOthersMayReadIsRefused)
{
    const auto missing = resolve(R"({"key":"secret:gone"})");
    CPPUNIT_ASSERT(!missing);
    CPPUNIT_ASSERT_MESSAGE(missing.error().message,
                           missing.error().message.find("put the secret into") != std::string::npos);
    put("open", "value", true);
    const auto open = resolve(R"({"key":"secret:open"})");
    CPPUNIT_ASSERT(!open);
    CPPUNIT_ASSERT_MESSAGE(open.error().message, open.error().message.find("chmod 600") != std::string::npos);
    CPPUNIT_ASSERT(open.error().message.find("value") == std::string::npos);
}
