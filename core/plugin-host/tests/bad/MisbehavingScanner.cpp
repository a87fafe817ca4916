// SPDX-License-Identifier: MIT
#include "Misbehaving.h"

#include <ace/sdk/abi/scanner.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace {

// The process that it runs in.
std::string describeProcess()
{
    std::string told = "pid " + std::to_string(::getpid()) + "\n";
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone; // the folder itself is one
        const auto target = std::filesystem::read_symlink(entry.path(), gone);
        told += "fd " + entry.path().filename().string() + " " + target.string() + "\n";
    }
    for (char** variable = ::environ; *variable; ++variable)
        told += std::string("env ") + *variable + "\n";
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("NoNewPrivs"))
            told += line + "\n";
    for (const pid_t other : {-1, ::getppid(), 0})
        told += "signal " + std::string(::kill(other, 0) == 0 ? "reaches " : "is kept from ") +
                (other < 0    ? "everybody"
                 : other == 0 ? "its group"
                              : "its parent") +
                "\n";
    return told;
}

ace_status trigger(void* self)
{
    auto& device = bad::of(self);
    if (device.asked("post 1000"))
        for (int i = 1; i <= 1000; ++i)
            device.post(ACE_EVENT_DATA, std::to_string(i));
    if (device.asked("post too much"))
        device.post(ACE_EVENT_DATA, std::string(64 * 1024 + 1, 'x'));
    if (device.asked("post an error"))
        device.post(ACE_EVENT_ERROR, "paper\nout");
    if (device.asked("log"))
        device.host()->log(device.host(), 99, bad::text("beyond every level"));
    if (device.asked("post 100000"))
        for (int i = 0; i < 100'000; ++i)
            device.post(ACE_EVENT_DATA, "flood");
    if (device.asked("describe process"))
        device.post(ACE_EVENT_DATA, describeProcess());
    if (device.asked("tell the time"))
        device.post(ACE_EVENT_DATA, std::to_string(device.host()->now_ns(device.host())));
    device.post(ACE_EVENT_DATA, "last");
    return device.act("trigger");
}

const void* query(void*, const char* id)
{
    static const ace_scanner_1 table{sizeof(ace_scanner_1),
                                     [](void* self, std::int32_t) { return bad::of(self).act("arm"); },
                                     [](void* self) { return bad::of(self).act("clear"); }, trigger};
    return std::string(id) == ACE_SCANNER_1 ? &table : nullptr;
}

} // namespace

ACE_BAD_PLUGIN(made.create = [](const ace_host* host, const char*) -> ace_device* {
    return bad::make<bad::Device>(host, query);
});
