// SPDX-License-Identifier: MIT
#include "Step.h"

#include <ace/base/File.h>
#include <ace/base/TimeText.h>
#include <ace/catalog/EventImport.h>

namespace ace::headless {

namespace {

std::string giveEvent(Scene& scene, const Arguments& arguments)
{
    const auto file = scene.stage.fixture(arguments.text("FILE"));
    const std::string text = must(readFile(file, 1u << 20));
    auto given = must(catalog::parseEventFile(text, file.string(), scene.stage.ids()));
    const auto event = must(scene.stage.station().catalog().importEvent(std::move(given)));
    scene.event = event->event.slug;
    return "imported " + scene.event;
}

std::string giveConfiguration(Scene& scene, const Arguments& arguments)
{
    scene.stage.configure(scene.stage.fixture(arguments.text("FILE")));
    return "read when the station starts";
}

std::string giveTime(Scene& scene, const Arguments& arguments)
{
    const Instant time = must(parseRfc3339(arguments.text("TIME")));
    if (time < scene.stage.clock().now())
        throw Surprise("a later time", "it is " + formatUtc(scene.stage.clock().now()) + " already");
    scene.stage.advance(time - scene.stage.clock().now());
    return "it is " + formatUtc(scene.stage.clock().now());
}

std::string letTimePass(Scene& scene, const Arguments& arguments)
{
    const std::string& unit = arguments.text("UNIT");
    const std::chrono::seconds one = unit == "seconds"   ? std::chrono::seconds(1)
                                     : unit == "minutes" ? std::chrono::minutes(1)
                                     : unit == "hours"   ? std::chrono::hours(1)
                                                         : std::chrono::hours(24);
    scene.stage.advance(one * arguments.number("N"));
    return "it is " + formatUtc(scene.stage.clock().now());
}

std::string restart(Scene& scene, const Arguments&)
{
    scene.stage.restart();
    return "closed, and opened again";
}

std::string doDueWork(Scene& scene, const Arguments&)
{
    scene.stage.station().runDueWork();
    return "done";
}

std::string rotateKey(Scene& scene, const Arguments&)
{
    const SigningKey* active = eventOf(scene, scene.event)->activeKey();
    if (!active)
        throw Surprise("an active key", scene.event + " has none");
    scene.rotatedKey = active->id;
    must(scene.stage.station().catalog().rotateKey(scene.event));
    return "a new key signs";
}

std::string retireKey(Scene& scene, const Arguments&)
{
    if (!scene.rotatedKey)
        throw Surprise("a rotated key", "none was rotated");
    must(scene.stage.station().catalog().retireKey(*scene.rotatedKey));
    return "it admits no more";
}

std::string expectWithout(Scene& scene, const Arguments& arguments)
{
    std::string others = "it runs without";
    for (const Error& problem : scene.stage.station().problems()) {
        if (problem.where == arguments.text("DEVICE"))
            return problem.message;
        others += " " + problem.where + ",";
    }
    throw Surprise("to run without " + arguments.text("DEVICE"), others + " and with it");
}

} // namespace

std::vector<Step> settingSteps()
{
    return {
        {StepPattern("given the event \"FILE\""), "imports an event, as ace event import does", giveEvent},
        {StepPattern("given the configuration \"FILE\""),
         "the station's; {folder} in it is the story's folder", giveConfiguration},
        {StepPattern("given the time \"TIME\""), "moves the story's clock on; RFC 3339", giveTime},
        {StepPattern("after N UNIT=seconds|minutes|hours|days"),
         "moves the story's clock on, and does what is due", letTimePass},
        {StepPattern("restart"), "closes the station and opens it on the same folder", restart},
        {StepPattern("due work is done"), "holds that ran out are released, the outbox delivers", doDueWork},
        {StepPattern("rotate the key"), "a new key signs from now on; the old one still admits", rotateKey},
        {StepPattern("retire the rotated key"), "its tickets are admitted no more", retireKey},
        {StepPattern("expect without \"DEVICE\""),
         "its plugin cannot be used: the station left it out and said why", expectWithout, true},
    };
}

const std::vector<Step>& allSteps()
{
    static const std::vector<Step> steps = [] {
        std::vector<Step> all;
        for (auto& table : {settingSteps(), saleSteps(), counterSteps(), gateSteps(), paperSteps()})
            all.insert(all.end(), table.begin(), table.end());
        return all;
    }();
    return steps;
}

} // namespace ace::headless
