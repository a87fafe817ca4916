// SPDX-License-Identifier: MIT
// What both misbehaving devices do when their settings say so. Their tables are C, so nothing guards them.
#pragma once

#include "BadEntry.h"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace bad {

class Device
{
public:
    explicit Device(const ace_host* host) : host_(host) {}

    ace_status open(ace_str settings)
    {
        {
            const std::lock_guard lock(mutex_); // interrupt() reads them
            settings_.assign(settings.data, settings.size);
        }
        return act("open");
    }

    // Does what the settings ask for in `call`: {"do":"hang in open"}.
    ace_status act(const std::string& call)
    {
        if (asked("throw 42 in " + call))
            throw 42;
        if (asked("throw in " + call))
            throw std::runtime_error("wild pointer");
        if (asked("fault in " + call))
            return ACE_PLUGIN_FAULT;
        if (asked("fail in " + call))
            return fail(ACE_OFFLINE, "the cable is out: plug it in");
        if (asked("fail bare in " + call))
            return ACE_BUSY;
        if (asked("segfault in " + call))
            std::raise(SIGSEGV);
        if (asked("throw on a thread in " + call))
            std::thread([] { throw std::runtime_error("nobody catches this"); }).join();
        if (asked("segfault on a thread in " + call))
            std::thread([] { std::raise(SIGSEGV); }).join();
        if (asked("trap in " + call))
            trap();
        if (asked("bad system call in " + call))
            std::raise(SIGSYS);
        if (asked("overflow in " + call))
            settings_ += std::to_string(overflow(0));
        if (asked("exit in " + call))
            std::exit(3);
        if (asked("end in " + call))
            ::_exit(3);
        if (asked("fork in " + call))
            forkAndExit();
        if (asked("write garbage in " + call))
            return writeEverywhere();
        if (asked("hang in " + call))
            for (;;)
                std::this_thread::sleep_for(std::chrono::hours(1));
        if (asked("wait in " + call))
            return waitForInterrupt();
        if (asked("take 200 MB in " + call))
            std::string(200u << 20, 'x').front() = 'y';
        return ACE_OK;
    }

    void interrupt()
    {
        std::unique_lock lock(mutex_);
        if (asked("hang in interrupt"))
            for (;;)
                std::this_thread::sleep_for(std::chrono::hours(1));
        if (waiting_)
            interrupted_ = true;
        changed_.notify_all();
    }

    bool asked(const std::string& what) const
    {
        return settings_.find("\"" + what + "\"") != std::string::npos;
    }

    ace_status fail(ace_status status, const char* why) const
    {
        host_->fail(host_, status, 0, 0, text(why));
        return status;
    }

    void post(std::uint32_t kind, const std::string& body) const
    {
        ace_event event{};
        event.size = sizeof event;
        event.kind = kind;
        event.type = text("QR");
        event.body = {body.data(), body.size()};
        host_->post(host_, &event);
    }

    const ace_host* host() const { return host_; }
    ace_device table{};

private:
    static void trap()
    {
#if defined(__x86_64__)
        asm volatile("int3"); // unlike one that is sent, it does not strike again
#else
        std::raise(SIGTRAP);
#endif
    }
    // Until its stack is full.
    static int overflow(int depth)
    {
        volatile int frame[64]{};
        frame[0] = depth;
        if (frame[0] >= 0)
            frame[0] = overflow(depth + 1);
        return frame[0] + 1;
    }
    static void forkAndExit()
    {
        const pid_t child = ::fork();
        if (child == 0)
            std::exit(0);
        ::waitpid(child, nullptr, 0);
    }
    // Whatever is open, as if a wild pointer were a descriptor. For a process of its own.
    static ace_status writeEverywhere()
    {
        for (int descriptor = 3; descriptor < 16; ++descriptor)
            static_cast<void>(::write(descriptor, "garbage", 7) == 7);
        return ACE_OK;
    }
    ace_status waitForInterrupt()
    {
        std::unique_lock lock(mutex_);
        waiting_ = true;
        changed_.wait(lock, [this] { return interrupted_; });
        waiting_ = interrupted_ = false;
        return ACE_CANCELED;
    }

    const ace_host* host_;
    std::string settings_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool waiting_ = false;
    bool interrupted_ = false;
};

inline Device& of(void* self) { return *static_cast<Device*>(self); }

template <class ADevice> ace_device* make(const ace_host* host, const void* (*query)(void*, const char*))
{
    auto* device = new ADevice(host);
    ace_device& table = device->table;
    table.size = sizeof table;
    table.self = static_cast<Device*>(device);
    table.open = [](void* self, ace_str settings) { return of(self).open(settings); };
    table.claim = [](void* self, std::uint32_t) { return of(self).act("claim"); };
    table.enable = [](void* self, std::int32_t on) { return of(self).act(on ? "enable" : "disable"); };
    table.release = [](void* self) { return of(self).act("release"); };
    table.close = [](void* self) {
        of(self).post(ACE_EVENT_DATA, "posted in close");
        return of(self).act("close");
    };
    table.check_health = [](void* self, std::int32_t, ace_sink) { return of(self).act("check_health"); };
    table.query = query;
    table.interrupt = [](void* self) { of(self).interrupt(); };
    table.destroy = [](void* self) {
        of(self).post(ACE_EVENT_DATA, "posted in destroy");
        delete static_cast<ADevice*>(&of(self));
    };
    return &table;
}

} // namespace bad
