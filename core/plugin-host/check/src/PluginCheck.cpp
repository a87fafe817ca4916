// SPDX-License-Identifier: MIT
#include <ace/plugin-host/check/PluginCheck.h>

#include "Tests.h"

#include <ace/plugin-host/ElfFacts.h>

#include <algorithm>
#include <map>

namespace ace::plugincheck {

namespace {

using pluginhost::PluginManifest;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr milliseconds kCallMax{15'000};
#else
constexpr milliseconds kCallMax{5000}; // a host's deadline
#endif
constexpr milliseconds kTestMax{
    300'000};                // where no call takes too long: a device may be slow, and is patient
constexpr int kHangsMax = 3; // then the check ends

using Lists = std::vector<std::span<const Test>>;

Lists allTests()
{
    return {staticTests(), loadTests(),    lifeTests(),   stateTests(),  ruleTests(),
            threadTests(), paymentTests(), outputTests(), deviceTests(), fuzzTests()};
}

bool isWanted(const std::string& id, const std::string& only)
{
    return only.empty() || id == only || id.starts_with(only + ".");
}

class Run
{
public:
    Run(const std::filesystem::path& file, const CheckOptions& options) : file_(file), options_(options) {}

    std::vector<Finding> take() { return std::move(findings_); }

    // All tests of a stage below Device are the plugin's, the others each device's.
    void testPlugin()
    {
        for (const auto& list : {staticTests(), loadTests()})
            for (const Test& test : list)
                testOne(test, nullptr);
        ofPlugin_ = blocked_;
    }

    void testDevice(const PluginManifest::Device& device)
    {
        blocked_ = ofPlugin_;
        for (const Test& test : deviceTestsOf(device))
            testOne(test, &device);
    }

    void skipDevices(const std::string& why)
    {
        blocked_.emplace(Stage::Start, why);
        for (const Test& test : everyDevices())
            testOne(test, nullptr);
    }

private:
    std::vector<Test> everyDevices() const
    {
        std::vector<Test> tests;
        for (const auto& list : {lifeTests(), stateTests(), ruleTests(), threadTests()})
            tests.insert(tests.end(), list.begin(), list.end());
        return tests;
    }

    std::vector<Test> deviceTestsOf(const PluginManifest::Device& device) const
    {
        std::vector<Test> tests = everyDevices();
        for (const auto& list : {paymentTests(), outputTests(), deviceTests()})
            for (const Test& test : list)
                if (test.of == device.capability)
                    tests.push_back(test);
        if (options_.fuzz)
            tests.insert(tests.end(), fuzzTests().begin(), fuzzTests().end());
        return tests;
    }

    const std::string* findBlock(Stage needs) const
    {
        for (const auto& [stage, why] : blocked_)
            if (stage <= needs)
                return &why;
        return nullptr;
    }

    void testOne(const Test& test, const PluginManifest::Device* device)
    {
        if (!isWanted(test.id, options_.only))
            return;
        Finding finding{test.id, device ? device->deviceClass : ""};
        if (const std::string* why = findBlock(test.needs)) {
            finding.outcome = Outcome::Skipped;
            finding.detail = *why;
        } else {
            const auto began = steady_clock::now();
            const Context context{file_, options_.settings, device, options_.fuzz};
            const Verdict verdict = runIsolated([&] { return test.run(context); }, limitsOf(test));
            finding.time = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
            finding.outcome = verdict.outcome;
            finding.detail = verdict.detail;
            decide(test, finding);
        }
        options_.found(finding);
        findings_.push_back(std::move(finding));
    }

    Limits limitsOf(const Test& test) const
    {
        const bool fuzzes = std::string_view(test.id).starts_with("fuzz.");
        return {fuzzes ? kTestMax + options_.fuzz->duration : kTestMax, kCallMax};
    }

    void decide(const Test& test, const Finding& finding)
    {
        const bool isPluginAtAll = finding.device.empty();
        if (finding.outcome == Outcome::Timeout && isPluginAtAll)
            return block(Stage::File, "it hangs at load, see " + finding.test);
        if (finding.outcome == Outcome::Timeout && ++hangs_ >= kHangsMax)
            return block(Stage::File, "three tests hung: the check has ended");
        // What cannot be opened here cannot be tested further; another skipped test says nothing of the rest.
        const bool unwell = finding.outcome == Outcome::Skipped
                                ? test.decides >= Stage::Settings
                                : finding.outcome != Outcome::Success && finding.outcome != Outcome::Warning;
        if (test.decides && unwell)
            block(*test.decides, why(finding));
    }

    static std::string why(const Finding& finding)
    {
        return finding.outcome == Outcome::Skipped ? finding.detail
                                                   : "see " + finding.test + ": " + name(finding.outcome);
    }

    void block(Stage from, const std::string& why) { blocked_.emplace(from, why); }

    const std::filesystem::path& file_;
    const CheckOptions& options_;
    std::map<Stage, std::string> blocked_; // and what needs more
    std::map<Stage, std::string> ofPlugin_;
    std::vector<Finding> findings_;
    int hangs_ = 0;
};

} // namespace

const char* name(Outcome outcome)
{
    constexpr const char* kNames[] = {"Success", "Warning", "Failed", "Crashed", "Timeout", "Skipped"};
    return kNames[static_cast<int>(outcome)];
}

std::vector<Finding> checkPlugin(const std::filesystem::path& file, const CheckOptions& options)
{
    prepareSandbox();
    Run run(file, options);
    run.testPlugin();
    const auto facts = pluginhost::readElfFacts(file);
    const auto manifest = facts ? pluginhost::parseManifest(facts->manifest) : Result<PluginManifest>();
    if (!facts || facts->manifest.empty() || !manifest || manifest->devices.empty()) {
        run.skipDevices("there is no manifest that names a device, see static.manifest");
        return run.take();
    }
    for (const auto& device : manifest->devices)
        if (device.capability == pluginhost::Capability::Storage)
            run.skipDevices("storage is not tested here: it is built and tested together with its host");
        else
            run.testDevice(device);
    return run.take();
}

Result<std::string> manifestIn(const std::filesystem::path& file)
{
    auto facts = pluginhost::readElfFacts(file);
    if (!facts)
        return failure(std::move(facts));
    if (facts->manifest.empty())
        return failure(ErrorCode::NotFound,
                       file.string() + " has no section " + ACE_MANIFEST_SECTION + ": it is no plugin");
    return std::move(facts->manifest);
}

std::vector<std::string> testNames()
{
    std::vector<std::string> names;
    for (const auto& list : allTests())
        for (const Test& test : list)
            names.emplace_back(test.id);
    return names;
}

bool passed(const std::vector<Finding>& findings)
{
    return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.outcome == Outcome::Failed || finding.outcome == Outcome::Crashed ||
               finding.outcome == Outcome::Timeout;
    });
}

} // namespace ace::plugincheck
