// SPDX-License-Identifier: MIT
#include <ace/base/Bytes.h>
#include <ace/base/File.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/QueueDevice.h>
#include <ace/simulated/FaultTimeline.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace ace::simulatedqueue {

using sdk::DeviceError;
using simulated::FaultKind;

namespace {

constexpr std::size_t kTopicBytesMost = 200;
constexpr std::size_t kIdBytesMost = 150; // its file's name is a third longer

void check(std::string_view topic, std::string_view id)
{
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
    if (topic.empty() || topic.size() > kTopicBytesMost || topic.starts_with('.') ||
        topic.find_first_not_of(kLetters) != std::string_view::npos)
        throw DeviceError(ACE_ILLEGAL, "a topic has 1 to 200 of a-z 0-9 . - _ and no dot in front");
    if (id.empty() || id.size() > kIdBytesMost)
        throw DeviceError(ACE_ILLEGAL, "a message's id has 1 to 150 bytes");
}

} // namespace

// Messages in files: <folder>/<topic>/<number>.<id in base64url>, an empty one ending in ".done" once it is
// acknowledged.
class SimulatedQueue : public sdk::QueueDevice
{
public:
    static constexpr const char* kDeviceClass = "queue";

    void open(std::string_view text) override
    {
        sdk::Settings settings(text);
        folder_ = settings.text("folder", "");
        faults_.open(settings,
                     {{"publish", "consume", "acknowledge"},
                      {{FaultKind::Duplicate, {"consume"}}, {FaultKind::OutcomeUnknown, {"publish"}}}},
                     [this] { return now(); });
        settings.finish();
        if (folder_.empty())
            settings.refuse("folder", "is missing: where are the messages kept?");
        handedOut_.clear();
    }
    void interrupt() noexcept override { faults_.interrupt(); }

    void publish(std::string_view topic, std::string_view id, std::string_view body) override
    {
        check(topic, id);
        const auto asked = faults_.enter("publish");
        const auto known = messages(topic);
        const bool isNew = std::none_of(known.begin(), known.end(),
                                        [&](const auto& entry) { return entry.second.id == id; });
        if (isNew) {
            const auto next = known.empty() ? 1 : known.rbegin()->first + 1;
            std::error_code ignored; // the write tells
            std::filesystem::create_directories(folder_ / topic, ignored);
            write(folder_ / topic / (std::to_string(next) + "." + toBase64Url(id)), body);
        }
        if (asked.has(FaultKind::OutcomeUnknown))
            throw DeviceError(ACE_OUTCOME_UNKNOWN,
                              "The answer was lost, as the faults ask: publish it again.");
    }

    std::optional<sdk::QueuedMessage> consume(std::string_view topic, std::chrono::milliseconds wait) override
    {
        check(topic, "any");
        const auto asked = faults_.enter("consume");
        for (const auto& [number, message] : messages(topic)) {
            const auto handed = std::pair(std::string(topic), number);
            if (message.done || handedOut_.contains(handed))
                continue;
            auto body = readFile(message.file);
            if (!body)
                throw DeviceError(ACE_FAILURE, body.error().describe());
            if (!asked.has(FaultKind::Duplicate))
                handedOut_.insert(handed);
            return sdk::QueuedMessage{message.id, std::move(*body)};
        }
        faults_.waitUntil(now() + wait); // nobody else publishes: this is the device's only thread
        return std::nullopt;
    }

    void acknowledge(std::string_view topic, std::string_view id) override
    {
        check(topic, id);
        faults_.enter("acknowledge");
        for (const auto& [number, message] : messages(topic)) {
            if (message.id != id)
                continue;
            if (message.done)
                return;
            write(message.file.string() + ".done", "");
            std::error_code ignored; // the one that is done counts
            std::filesystem::remove(message.file, ignored);
            return;
        }
        throw DeviceError(ACE_NO_EXIST, "topic " + std::string(topic) + " has no message of that id");
    }

private:
    struct Message
    {
        std::string id;
        std::filesystem::path file;
        bool done = false;
    };

    std::map<std::uint64_t, Message> messages(std::string_view topic) const
    {
        std::map<std::uint64_t, Message> found;
        std::error_code absent;
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / topic, absent)) {
            std::string name = entry.path().filename();
            const bool done = name.ends_with(".done");
            if (done)
                name.resize(name.size() - 5);
            const auto dot = name.find('.');
            const auto id = dot == std::string::npos ? std::nullopt : fromBase64Url(name.substr(dot + 1));
            if (!id || dot == 0 || dot > 18 || name.find_first_not_of("0123456789") != dot)
                continue; // not one of ours, or half written
            Message& message = found[std::stoull(name)];
            if (!message.done)
                message = {*id, entry.path(), done};
        }
        return found;
    }
    static void write(const std::filesystem::path& file, std::string_view content)
    {
        if (const auto written = writeFileDurably(file, content); !written)
            throw DeviceError(ACE_FAILURE, written.error().describe());
    }

    simulated::FaultTimeline faults_;
    std::filesystem::path folder_;
    std::set<std::pair<std::string, std::uint64_t>> handedOut_; // since open()
};

} // namespace ace::simulatedqueue

ACE_PLUGIN(R"({"id":"org.acetickets.simulated.queue","name":"Simulated queue","version":"0.1.0",
               "vendor":"Ace Tickets","license":"MIT","simulated":true,
               "devices":[{"class":"queue","capability":"queue","settings":{
                 "type":"object","additionalProperties":false,"required":["folder"],"properties":{
                   "folder":{"type":"string","minLength":1,"description":"where the messages are kept"},)"
    ACE_FAULTS_SCHEMA(
               R"("duplicate","outcome_unknown",)") R"(}}}]})",
           ace::simulatedqueue::SimulatedQueue);
