// SPDX-License-Identifier: MIT
// Stands where ace-plugin-host should be, and sends a station what that never would. It is told what by the
// name that it is started by: "halved-answer". Until the first call of a capability it does as it should.
#include "remote/Line.h"
#include "remote/Marshal.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <random>

namespace {

using namespace ace::pluginhost;

constexpr int kCalls = 3;
constexpr int kNotices = 4;
constexpr std::uint32_t kMagic = 0x4c454341;

// One packet, whose header promises `size` bytes.
void sendRaw(int line, std::uint32_t size, std::string_view bytes, std::uint32_t magic = kMagic)
{
    const std::array<std::uint32_t, 2> head{magic, size};
    std::string packet(reinterpret_cast<const char*>(head.data()), sizeof head);
    packet.append(bytes);
    static_cast<void>(::send(line, packet.data(), packet.size(), MSG_NOSIGNAL));
}

void sendWhole(int line, const Message& message)
{
    std::string bytes;
    encode(message, bytes);
    sendRaw(line, static_cast<std::uint32_t>(bytes.size()), bytes);
}

class Hostile
{
public:
    explicit Hostile(std::string mode) : mode_(std::move(mode)) {}

    void serve()
    {
        Line calls(kCalls);
        std::string_view bytes;
        while (calls.receive(bytes) == Line::Got::Message) {
            const auto request = Request::from(decode(bytes).value());
            if (request.method == kCreateMethod)
                create(request);
            else if (request.method >= kCapabilityMethods)
                attack(request);
            else
                sendWhole(kCalls, answerTo(request).toMessage());
        }
    }

private:
    Answer answerTo(const Request& request) const
    {
        Answer answer;
        answer.number = request.number;
        answer.notices = notices_;
        return answer;
    }

    void create(const Request& request)
    {
        const std::string told = "hostile " + std::to_string(::getpid());
        Notice notice;
        notice.level = 1;
        notice.body = told;
        sendWhole(kNotices, notice.toMessage());
        ++notices_;
        Answer answer = answerTo(request);
        answer.numbers = {0, mode_ == "many-instances" ? std::numeric_limits<std::uint32_t>::max() : 1};
        sendWhole(kCalls, answer.toMessage());
        if (mode_ == "deaf")
            for (;;)
                ::pause();
    }

    void attack(const Request& request)
    {
        const Answer sound = answerTo(request);
        std::string bytes;
        encode(sound.toMessage(), bytes);
        const auto size = static_cast<std::uint32_t>(bytes.size());
        if (mode_ == "truncated-answer") {
            sendRaw(kCalls, size, std::string_view(bytes).substr(0, size / 2));
            std::exit(0);
        } else if (mode_ == "halved-answer") {
            sendRaw(kCalls, size / 2, std::string_view(bytes).substr(0, size / 2));
        } else if (mode_ == "lengthened-answer") {
            sendRaw(kCalls, size + 1, bytes + "x");
        } else if (mode_ == "oversized-answer") {
            sendRaw(kCalls, std::numeric_limits<std::uint32_t>::max(), bytes);
        } else if (mode_ == "other-answer") {
            Answer other = sound;
            ++other.number;
            sendWhole(kCalls, other.toMessage());
        } else if (mode_ == "second-answer") {
            sendRaw(kCalls, size, bytes);
            sendRaw(kCalls, size, bytes);
        } else if (mode_ == "wild-answer") {
            Answer wild = sound;
            wild.status = std::numeric_limits<std::int32_t>::min();
            wild.notices = std::numeric_limits<std::int64_t>::max();
            wild.extended = -1;
            wild.numbers = {std::numeric_limits<std::int64_t>::min(), -1};
            wild.out = {"out\xff", "of place"};
            wild.reason = "wild\xff\n";
            sendWhole(kCalls, wild.toMessage());
        } else if (mode_.starts_with("random-")) {
            sendRandom(bytes);
            sendRaw(kCalls, size, bytes);
        } else {
            notify();
            sendRaw(kCalls, size, bytes);
        }
    }

    void notify() const
    {
        if (mode_ == "no-notice")
            sendRaw(kNotices, 4, "what");
        else if (mode_ == "unknown-notice")
            sendWhole(kNotices, {77, {}, {"text", "text", "text"}});
        else if (mode_ == "oversized-notice")
            sendRaw(kNotices, std::numeric_limits<std::uint32_t>::max(), "");
    }

    // Sound answers with a few bytes changed, cut off or added, in packets that promise other sizes.
    void sendRandom(const std::string& sound)
    {
        random_.seed(static_cast<unsigned>(std::stoul(mode_.substr(mode_.find('-') + 1))));
        const auto below = [this](std::size_t most) { return random_() % most; };
        for (int i = 0; i < 40; ++i) {
            std::string bytes = sound;
            for (std::size_t changes = below(4); changes > 0; --changes)
                bytes[below(bytes.size())] = static_cast<char>(random_());
            if (below(4) == 0)
                bytes.resize(below(2 * bytes.size()));
            const auto size = static_cast<std::uint32_t>(below(4) == 0 ? random_() : bytes.size());
            sendRaw(below(3) == 0 ? kCalls : kNotices, size, bytes, below(8) == 0 ? 7 : kMagic);
        }
    }

    const std::string mode_;
    std::int64_t notices_ = 0;
    std::minstd_rand random_;
};

} // namespace

int main(int, char** arguments)
{
    Hostile(std::filesystem::path(arguments[0]).filename()).serve();
    return 0;
}
