// SPDX-License-Identifier: MIT
#include <ace/staffing/SecretHasher.h>

#include <ace/base/Assert.h>
#include <ace/base/Thread.h>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <semaphore>
#include <vector>

namespace ace::staffing {

namespace {

// OWASP's least for Argon2id with two passes.
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19u << 20;

Result<std::string> hashNow(const std::string& secret)
{
    char text[crypto_pwhash_STRBYTES] = {};
    if (crypto_pwhash_str_alg(text, secret.data(), secret.size(), kPasses, kMemory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return failure(ErrorCode::Busy, "not enough memory to look at a secret; try again in a moment");
    return std::string(text);
}

Result<bool> verifyNow(const std::string& secret, const std::string& hash)
{
    if (!hash.empty())
        return crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) == 0;
    auto spent = hashNow(secret); // nothing to compare with, but as much work
    if (!spent)
        return failure(std::move(spent));
    return false;
}

} // namespace

struct SecretHasher::Pool
{
    using Job = std::function<void()>;

    explicit Pool(const Limits& limits) : most(limits.waiting)
    {
        ACE_ASSERT(sodium_init() >= 0);
        for (std::size_t i = 0; i < limits.threads; ++i)
            threads.emplace_back("ace-secrets", [this] {
                while (auto job = next())
                    (*job)();
            });
    }
    ~Pool()
    {
        {
            const std::lock_guard lock(mutex);
            closed = true;
        }
        ready.notify_all();
    }

    bool tryPush(Asker asker, Job job)
    {
        {
            const std::lock_guard lock(mutex);
            auto& line = lines.at(static_cast<std::size_t>(asker));
            if (line.size() >= most)
                return false;
            line.push_back(std::move(job));
        }
        ready.notify_one();
        return true;
    }
    // None: closed, and all are answered.
    std::optional<Job> next()
    {
        std::unique_lock lock(mutex);
        const auto lineWithJob = [&] { return std::ranges::find_if(lines, std::not_fn(&Line::empty)); };
        ready.wait(lock, [&] { return closed || lineWithJob() != lines.end(); });
        const auto line = lineWithJob();
        if (line == lines.end())
            return std::nullopt;
        std::optional<Job> job(std::move(line->front()));
        line->pop_front();
        return job;
    }

    // The caller's turn, bounded by what goes before it.
    template <class T, class Work> Result<T> run(Asker asker, Work work)
    {
        std::optional<Result<T>> answer;
        std::binary_semaphore answered(0);
        if (!tryPush(asker, [&] {
                answer.emplace(work());
                answered.release(); // the caller's stack frame may be gone after this
            }))
            return failure(ErrorCode::Busy, "too many log-ins at once; try again in a moment");
        answered.acquire();
        return std::move(*answer);
    }

    using Line = std::deque<Job>;

    const std::size_t most;
    std::mutex mutex;
    std::condition_variable ready;
    std::array<Line, 2> lines; // by Asker: the first one that waits
    bool closed = false;
    std::vector<Thread> threads; // last: they use the lines
};

SecretHasher::SecretHasher(Limits limits) : pool_(std::make_unique<Pool>(limits)) {}
SecretHasher::~SecretHasher() = default;

Result<std::string> SecretHasher::hash(std::string secret)
{
    auto hashed = pool_->run<std::string>(Asker::Known, [&] { return hashNow(secret); });
    sodium_memzero(secret.data(), secret.size());
    return hashed;
}

Result<bool> SecretHasher::verify(std::string secret, std::string hash, Asker asker)
{
    auto right = pool_->run<bool>(asker, [&] { return verifyNow(secret, hash); });
    sodium_memzero(secret.data(), secret.size());
    return right;
}

} // namespace ace::staffing
