// SPDX-License-Identifier: MIT
#include "Deliveries.h"

namespace ace::stripesimulator {

namespace {

struct NumberKnob
{
    const char* name;
    std::int64_t WebhookKnobs::*member;
    std::int64_t least;
    std::int64_t most;
};

struct SwitchKnob
{
    const char* name;
    bool WebhookKnobs::*member;
};

constexpr NumberKnob kNumbers[] = {
    {"lose_next", &WebhookKnobs::loseNext, 0, 1'000'000},
    {"delay_ms", &WebhookKnobs::delayMs, 0, 600'000},
    {"copies", &WebhookKnobs::copies, 1, 10},
    {"time_shift_s", &WebhookKnobs::timeShift, -1'000'000, 1'000'000},
    {"retry_ms", &WebhookKnobs::retryMs, 1, 600'000},
    {"attempts", &WebhookKnobs::attemptsMost, 1, 20},
};

constexpr SwitchKnob kSwitches[] = {
    {"reorder", &WebhookKnobs::reorder},
    {"hold", &WebhookKnobs::hold},
    {"parallel", &WebhookKnobs::parallel},
    {"wrong_secret", &WebhookKnobs::wrongSecret},
    {"two_signatures", &WebhookKnobs::twoSignatures},
};

Result<void> changeOne(WebhookKnobs& knobs, const std::string& name, const Json& value)
{
    for (const SwitchKnob& knob : kSwitches) {
        if (name != knob.name)
            continue;
        if (!value.is_boolean())
            return failure(ErrorCode::Invalid, name + " is true or false.");
        knobs.*knob.member = value.get<bool>();
        return {};
    }
    for (const NumberKnob& knob : kNumbers) {
        if (name != knob.name)
            continue;
        if (!value.is_number_integer() || value.get<std::int64_t>() < knob.least ||
            value.get<std::int64_t>() > knob.most)
            return failure(ErrorCode::Invalid, name + " is a whole number from " +
                                                   std::to_string(knob.least) + " to " +
                                                   std::to_string(knob.most) + ".");
        knobs.*knob.member = value.get<std::int64_t>();
        return {};
    }
    return failure(ErrorCode::Invalid, "There is no knob \"" + name + "\"; GET /webhooks shows them all.");
}

} // namespace

Json describe(const WebhookKnobs& knobs)
{
    Json all = Json::object();
    for (const SwitchKnob& knob : kSwitches)
        all[knob.name] = knobs.*knob.member;
    for (const NumberKnob& knob : kNumbers)
        all[knob.name] = knobs.*knob.member;
    return all;
}

Result<void> change(WebhookKnobs& knobs, const Json& given)
{
    if (!given.is_object())
        return failure(ErrorCode::Invalid, "Send an object of knobs; GET /webhooks shows them all.");
    WebhookKnobs changed = knobs;
    for (const auto& [name, value] : given.items())
        if (auto ok = changeOne(changed, name, value); !ok)
            return ok;
    knobs = changed;
    return {};
}

} // namespace ace::stripesimulator
