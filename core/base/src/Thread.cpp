// SPDX-License-Identifier: MIT
#include <ace/base/Thread.h>

#include <pthread.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace ace::inline base {

Thread::Thread(const std::string& name, std::function<void()> body)
    : thread_([name, body = std::move(body)] {
          pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
          try {
              body();
          } catch (const std::exception& problem) {
              std::fprintf(stderr, "thread %s ended by an exception: %s\n", name.c_str(), problem.what());
              std::abort();
          }
      })
{
}

Thread::~Thread() { join(); }

Thread& Thread::operator=(Thread&& other) noexcept
{
    join();
    thread_ = std::move(other.thread_);
    return *this;
}

void Thread::join()
{
    if (thread_.joinable())
        thread_.join();
}

} // namespace ace::inline base
