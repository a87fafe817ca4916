// SPDX-License-Identifier: MIT
#define ACE_BAD_MANIFEST                                                                                     \
    R"({"id":"bad","name":"Bad","version":"0","vendor":"test","license":"MIT",)"                             \
    R"("devices":[{"class":"device","capability":"payment"}]})"
#include "Misbehaving.h"

#include <ace/sdk/abi/payment.h>

namespace {

void put(ace_sink sink, const std::string& words) { sink.put(sink.context, words.data(), words.size()); }

ace_status answer(void* self, const char* call, ace_sink progress)
{
    auto& device = bad::of(self);
    const auto status = device.act(call);
    if (device.asked("flood"))
        for (int i = 0; i < 65; ++i)
            put(progress, std::string(1 << 20, ' '));
    if (device.asked("write ten megabytes"))
        for (int i = 0; i < 10; ++i)
            put(progress, std::string(1 << 20, ' '));
    const std::string memo(device.asked("long memo") ? 2049 : 2048, 'm');
    put(progress, device.asked("nonsense") ? "{\"state\":\"perhaps\"}"
                                           : "{\"state\":\"confirmed\",\"memo\":\"" + memo + "\"}");
    return status;
}

const void* query(void*, const char* id)
{
    static const ace_payment_1 table{
        sizeof(ace_payment_1), 0, 4, [](void*) { return std::uint32_t{1800}; },
        [](void* self, ace_str, ace_sink progress) { return answer(self, "begin", progress); },
        [](void* self, ace_str) { return bad::of(self).act("cancel"); },
        [](void* self, ace_str, ace_sink progress) { return answer(self, "reverse", progress); },
        [](void* self, ace_str, ace_sink progress) { return answer(self, "query", progress); },
        [](void* self, ace_str, ace_sink progress) { return answer(self, "query_reversal", progress); },
        // Answers the header "id", to show what came over the line; without headers it is about nothing.
        [](void* self, ace_str headers, ace_str, ace_sink payment) {
            const std::string json(headers.data, headers.size);
            const auto key = json.find("\"id\":\"");
            if (bad::of(self).asked("nonsense"))
                put(payment, "nonsense");
            else if (key != std::string::npos)
                put(payment, "{\"payment\":\"" + json.substr(key + 6, 36) + "\"}");
            return bad::of(self).act("notify");
        },
        [](void* self, std::int64_t, ace_str, ace_sink changes) {
            put(changes, bad::of(self).asked("nonsense") ? "{}" : "{\"news\":[]}");
            return bad::of(self).act("changes");
        }};
    return std::string(id) == ACE_PAYMENT_1 ? &table : nullptr;
}

} // namespace

ACE_BAD_PLUGIN(made.create = [](const ace_host* host, const char*) -> ace_device* {
    return bad::make<bad::Device>(host, query);
});
