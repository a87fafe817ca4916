// SPDX-License-Identifier: MIT
#pragma once

#include "Subject.h"
#include <ace/plugin-host/check/Sandbox.h>

#include <ace/base/Result.h>
#include <ace/plugin-host/PluginManifest.h>

#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace ace::plugincheck {

// What must work before a test makes sense.
enum class Stage { File, Load, Start, Device, Settings, Open };

// In the process of one test.
struct Context
{
    const std::filesystem::path& file;
    const std::optional<std::string>& givenSettings;
    const pluginhost::PluginManifest::Device* device; // from Stage::Device on
    const std::optional<Fuzz>& fuzz;

    // Those given, or the schema's defaults.
    std::string plainSettings() const;
    // For open(): as a host makes them ready, with their secrets, or what it refuses them for.
    Result<std::string> settings() const;
};

struct Test
{
    const char* id;
    Stage needs;
    Verdict (*run)(const Context&);
    std::optional<Stage> decides = {};             // unless it succeeds, whatever needs this is skipped
    std::optional<pluginhost::Capability> of = {}; // devices of that capability alone
};

std::span<const Test> staticTests();
std::span<const Test> loadTests();
std::span<const Test> lifeTests();
std::span<const Test> stateTests(); // of life too
std::span<const Test> ruleTests();  // error, event
std::span<const Test> threadTests();
std::span<const Test> paymentTests();
std::span<const Test> outputTests();
std::span<const Test> deviceTests(); // scanner, queue, cash drawer, line display, gate control
std::span<const Test> fuzzTests();

// Opens it, or skips the test where it cannot be opened on this machine with these settings.
void openOrSkip(Subject& subject, const Context& context);
// Opened, claimed and enabled, likewise.
void readyOrSkip(Subject& subject, const Context& context);
// Where it could be before in this process: what stands in the way now, it left there itself.
void readyAgain(Subject& subject, const Context& context);
void endOrderly(Subject& subject); // disabled, released, closed, destroyed; fails where one of it does

} // namespace ace::plugincheck
