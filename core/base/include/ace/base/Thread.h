// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <thread>

namespace ace::inline base {

// A named thread that is joined when it goes. What escapes its function is a programmer's mistake: it is
// printed with the thread's name and ends the program. The kernel shows the first 15 characters of the name.
class Thread
{
public:
    Thread() = default;
    Thread(const std::string& name, std::function<void()> body);
    ~Thread();
    Thread(Thread&&) noexcept = default;
    Thread& operator=(Thread&& other) noexcept;

    void join();
    bool joinable() const { return thread_.joinable(); }
    void detach() { thread_.detach(); } // only for a thread that a plugin has hung for good

private:
    std::thread thread_;
};

} // namespace ace::inline base
