// SPDX-License-Identifier: MIT
#pragma once

#include "HostRecorder.h"
#include <ace/plugin-host/check/Sandbox.h>

#include <ace/plugin-host/PluginManifest.h>
#include <ace/sdk/abi/plugin.h>

#include <cstddef>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace ace::plugincheck {

[[noreturn]] void fail(const std::string& why); // this test
[[noreturn]] void skip(const std::string& why);
void expect(bool holds, const std::string& otherwise);
// Failed by that rule; what() of all that broke it.
Verdict judge(const HostRecorder& host, Rule rule);
// The device that is asked for, this process or this machine stands in the way, not the plugin.
bool isOutOfReach(ace_status status);

inline ace_str text(std::string_view from) { return {from.data(), from.size()}; }

// What a plugin writes into a sink.
class Answer
{
public:
    explicit Answer(std::size_t bytesMax = 1u << 20) : bytesMax_(bytesMax) {}

    ace_sink sink()
    {
        return {this, [](void* self, const char* data, std::uint64_t size) {
                    static_cast<Answer*>(self)->put(data, size);
                }};
    }
    const std::string& text() const { return text_; }
    bool isTooLong() const { return tooLong_; }
    std::size_t bytesMax() const { return bytesMax_; }

private:
    void put(const char* data, std::uint64_t size)
    {
        tooLong_ = tooLong_ || size > bytesMax_ - text_.size();
        if (!tooLong_)
            text_.append(data, size);
    }

    std::size_t bytesMax_;
    std::string text_;
    bool tooLong_ = false;
};

// Marks the call, so that a crash can name it and a hang is seen, and runs it; an exception that crosses the
// line fails the test.
template <class Work> auto calling(const std::string& name, Work&& work)
{
    const CallMark mark(name);
    try {
        return work();
    } catch (const std::exception& problem) {
        fail("an exception crossed the line: " + name + " threw \"" + problem.what() + "\"");
    } catch (...) {
        fail("an exception that is no std::exception crossed the line in " + name);
    }
}

// A plugin that is loaded, in the process of a test. Never unloaded.
class LoadedPlugin
{
public:
    explicit LoadedPlugin(const std::filesystem::path& file); // dlopen(); fails the test

    const ace_plugin_entry* findEntry() const;         // null: it exports none
    const ace_plugin_entry& entry() const;             // whole and of our interface, or the test fails
    void start();                                      // init()
    void end();                                        // deinit()
    const HostRecorder& host() const { return host_; } // lent to init()

private:
    void* library_;
    HostRecorder host_{HostRecorder::Of::Plugin};
};

// A device under test. Its destructor does nothing: a test that fails just ends its process.
class Subject
{
public:
    Subject(const LoadedPlugin& plugin, const pluginhost::PluginManifest::Device& device);
    Subject(const Subject&) = delete;
    Subject& operator=(const Subject&) = delete;

    HostRecorder& host() { return host_; }
    const pluginhost::PluginManifest::Device& device() const { return device_; }
    const ace_device& raw() const { return *raw_; }

    template <class Work> ace_status call(const std::string& name, Work&& work)
    {
        host_.beginCall();
        const ace_status status = calling(name + note_, std::forward<Work>(work));
        host_.endCall(name, status);
        takeBack();
        return status;
    }
    // Until the call is over. Then other bytes stand there, so that a plugin that kept a pointer shows it.
    ace_str lend(std::string_view words);
    ace_status open(const std::string& settings);
    ace_status claim();
    ace_status enable(bool on);
    ace_status release();
    ace_status close();
    ace_status checkHealth(Answer& answer, std::int32_t level = 1);
    void interrupt();
    void destroy();
    const void* query(const char* id);
    void annotate(const std::string& note) { note_ = note; } // follows each call's name where it crashes
    std::string said(ace_status status) const;               // "ACE_OFFLINE (108): the cable is out"

private:
    void takeBack();

    const pluginhost::PluginManifest::Device& device_;
    HostRecorder host_;
    const ace_device* raw_ = nullptr;
    std::string note_;
    std::deque<std::string> lent_;
};

} // namespace ace::plugincheck
