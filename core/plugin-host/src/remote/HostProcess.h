// SPDX-License-Identifier: MIT
#pragma once

#include "remote/Line.h"

#include <ace/base/Result.h>
#include <ace/sdk/abi/plugin.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ace::pluginhost {

// ace-plugin-host beside the running program, or where ACE_PLUGIN_HOST says.
std::filesystem::path findPluginHostProgram();

// A running ace-plugin-host and the two lines to it: calls and their answers, in turn; and notices of the
// plugin, to which interrupts go the other way. Its group is killed and it is reaped when this goes.
//
// It has nothing of this process but standard error and what PATH, the language and the like are: no
// descriptor, no secret of the environment, no signal that is blocked or ignored here.
class HostProcess
{
public:
    // `arguments` of the program. The kernel ends it with the thread that starts it.
    static Result<std::shared_ptr<HostProcess>> start(const std::filesystem::path& program,
                                                      const std::vector<std::string>& arguments);
    ~HostProcess();
    HostProcess(const HostProcess&) = delete;
    HostProcess& operator=(const HostProcess&) = delete;

    Line& calls() { return calls_; }
    int noticeSocket() const { return notices_.socket(); }

    // Answers whether it is a notice; it is killed when it is none.
    using Take = std::function<bool(std::string_view)>;
    // Any thread. Hands over every notice that is here, in order. False: the line is at its end.
    bool drainNotices(const Take& take);
    // [device] The same, when a call was answered that `sent` notices preceded.
    void drainNotices(std::int64_t sent, const Take& take);

    // Any thread. It is over with it: nothing more is asked of it.
    bool isGone() const { return gone_; }
    void interrupt(std::int64_t request);
    void kill(const char* why = ""); // what end() says of it: ", for it sent …,"

    // Ends what has not ended by itself. How it ended: "crashed (SIGSEGV)".
    std::string end();
    pid_t id() const { return id_; }

private:
    HostProcess(pid_t id, int calls, int notices) : id_(id), calls_(calls), notices_(notices) {}

    const pid_t id_;
    Line calls_;
    Line notices_;
    std::mutex draining_;
    std::atomic<std::int64_t> taken_ = 0;
    std::atomic<bool> gone_ = false;
    std::mutex ending_;
    bool killed_ = false; // by us
    std::string why_;     // the first reason
    std::string ended_;   // how; empty: it was not reaped
};

} // namespace ace::pluginhost
