// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/Thread.h>
#include <ace/staffing/SecretHasher.h>

#include <ctime>
#include <limits>
#include <thread>

namespace ace::staffing {

using Asker = SecretHasher::Asker;

class SecretHasherTest : public CppUnit::TestFixture
{
protected:
    SecretHasher hasher_;
};

CPPUNIT_TEST_FIXTURE(SecretHasherTest, knowsTheSecretAgainAndNoOther)
{
    const std::string hash = test::valueOf(hasher_.hash("7391"));
    CPPUNIT_ASSERT(test::valueOf(hasher_.verify("7391", hash, Asker::Anybody)));
    for (const char* wrong : {"", "7390", "73910", "739"})
        CPPUNIT_ASSERT(!test::valueOf(hasher_.verify(wrong, hash, Asker::Anybody)));
}

CPPUNIT_TEST_FIXTURE(SecretHasherTest, writesArgon2idWithItsParameters)
{
    const std::string hash = test::valueOf(hasher_.hash("7391"));
    CPPUNIT_ASSERT_MESSAGE(hash, hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CPPUNIT_ASSERT(hash != test::valueOf(hasher_.hash("7391"))); // a salt of its own
}

CPPUNIT_TEST_FIXTURE(SecretHasherTest, nothingIsRightWhereNothingIsSet)
{
    CPPUNIT_ASSERT(!test::valueOf(hasher_.verify("", "", Asker::Anybody)));
    CPPUNIT_ASSERT(!test::valueOf(hasher_.verify("7391", "", Asker::Anybody)));
    CPPUNIT_ASSERT(!test::valueOf(hasher_.verify("7391", "no hash at all", Asker::Anybody)));
}

CPPUNIT_TEST_FIXTURE(SecretHasherTest, anUnsetSecretCostsAsMuch)
{
    const std::string hash = test::valueOf(hasher_.hash("7391"));
    // Of this process's processor, which others on a busy machine do not use.
    const auto costOf = [&](const std::string& against) {
        std::clock_t least = std::numeric_limits<std::clock_t>::max();
        for (int i = 0; i < 5; ++i) {
            const std::clock_t start = std::clock();
            CPPUNIT_ASSERT(!test::valueOf(hasher_.verify("0000", against, Asker::Anybody)));
            least = std::min(least, std::clock() - start);
        }
        return static_cast<double>(least);
    };
    const double ratio = costOf("") / costOf(hash);
    CPPUNIT_ASSERT_MESSAGE(std::to_string(ratio), ratio > 0.5 && ratio < 2);
}

CPPUNIT_TEST_FIXTURE(SecretHasherTest, answersManyAtOnceOrSaysThatItIsBusy)
{
    SecretHasher small({1, 2});
    std::atomic<int> answered = 0, busy = 0, wrong = 0;
    {
        std::vector<Thread> threads;
        for (int i = 0; i < 16; ++i)
            threads.emplace_back("ask", [&] {
                const auto right = small.verify("7391", "", Asker::Anybody);
                if (right)
                    ++answered;
                else if (right.error().code == ErrorCode::Busy)
                    ++busy;
                else
                    ++wrong;
            });
    }
    CPPUNIT_ASSERT_EQUAL(16, answered + busy);
    CPPUNIT_ASSERT(answered >= 1);
    CPPUNIT_ASSERT_EQUAL(0, wrong.load());
}

CPPUNIT_TEST_FIXTURE(SecretHasherTest, refusesWhatItHasNoRoomFor)
{
    SecretHasher full({1, 0}); // nobody may wait
    const auto refused = full.verify("7391", "", Asker::Anybody);
    CPPUNIT_ASSERT(!refused && refused.error().code == ErrorCode::Busy);
}

CPPUNIT_TEST_FIXTURE(SecretHasherTest, theKnownGoBeforeAnybody)
{
    constexpr int kFlood = 12;
    SecretHasher one({1, kFlood});
    std::atomic<int> answered = 0;
    std::vector<Thread> flood;
    for (int i = 0; i < kFlood; ++i)
        flood.emplace_back("flood", [&] {
            CPPUNIT_ASSERT(one.verify("7391", "", Asker::Anybody));
            ++answered;
        });
    while (answered == 0)
        std::this_thread::yield();
    CPPUNIT_ASSERT(one.verify("7391", "", Asker::Known));
    CPPUNIT_ASSERT(answered < kFlood / 2);
}

} // namespace ace::staffing
