// SPDX-License-Identifier: MIT
#include <ace/plugin-host/check/Report.h>

#include <ace/base/Bytes.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <map>
#include <sstream>
#include <string_view>
#include <utility>

namespace ace::plugincheck {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kNameColumns = 34;

constexpr Outcome kOutcomes[] = {Outcome::Success, Outcome::Warning, Outcome::Failed,
                                 Outcome::Crashed, Outcome::Timeout, Outcome::Skipped};

std::map<Outcome, int> countsOf(const std::vector<Finding>& findings)
{
    std::map<Outcome, int> counts;
    for (const Finding& finding : findings)
        ++counts[finding.outcome];
    return counts;
}

void replaceAll(std::string& text, std::string_view what, std::string_view with)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
}

std::string xml(const std::string& from)
{
    std::string made = cleanUtf8(from);
    for (const auto& [what, with] : {std::pair<std::string_view, std::string_view>{"&", "&amp;"},
                                     {"<", "&lt;"},
                                     {">", "&gt;"},
                                     {"\"", "&quot;"},
                                     {"\xEF\xBF\xBE", "\xEF\xBF\xBD"}, // U+FFFE, U+FFFF: no characters of XML
                                     {"\xEF\xBF\xBF", "\xEF\xBF\xBD"}})
        replaceAll(made, what, with);
    return made;
}

// For a terminal, which takes U+0080 to U+009F for commands too.
std::string shown(std::string_view from)
{
    std::string made = cleanUtf8(from);
    for (std::size_t at = 0; (at = made.find('\xC2', at)) != std::string::npos; ++at)
        if (static_cast<unsigned char>(made[at + 1]) < 0xA0)
            made.replace(at, 2, " ");
    return made;
}

std::string seconds(std::chrono::milliseconds time)
{
    char made[32];
    std::snprintf(made, sizeof made, "%.3f", static_cast<double>(time.count()) / 1000);
    return made;
}

std::string junitCase(const Finding& finding)
{
    const auto dot = finding.test.find('.');
    std::string made = "  <testcase classname=\"" + finding.test.substr(0, dot) + "\" name=\"" +
                       xml(finding.test + (finding.device.empty() ? "" : " " + finding.device)) +
                       "\" time=\"" + seconds(finding.time) + "\"";
    const std::string message = xml(finding.detail);
    switch (finding.outcome) {
    case Outcome::Success:
        return made + "/>\n";
    case Outcome::Warning:
        return made + "><system-out>" + message + "</system-out></testcase>\n";
    case Outcome::Skipped:
        return made + "><skipped message=\"" + message + "\"/></testcase>\n";
    case Outcome::Failed:
        return made + "><failure message=\"" + message + "\"/></testcase>\n";
    case Outcome::Crashed:
    case Outcome::Timeout:
        break;
    }
    return made + "><error type=\"" + name(finding.outcome) + "\" message=\"" + message + "\"/></testcase>\n";
}

} // namespace

std::string textLine(const Finding& finding)
{
    std::string line = finding.test + (finding.device.empty() ? "" : " " + shown(finding.device));
    line.resize(std::max(line.size() + 1, kNameColumns), ' ');
    line += name(finding.outcome);
    std::istringstream detail(finding.detail);
    std::string between = finding.outcome == Outcome::Skipped ? "  " : "\n    ";
    for (std::string part; std::getline(detail, part); between = "\n    ")
        line += between + shown(part);
    return line + "\n";
}

std::string textSummary(const std::vector<Finding>& findings)
{
    std::string line;
    for (const auto& [outcome, count] : countsOf(findings))
        line += (line.empty() ? "" : ", ") + std::to_string(count) + " " + name(outcome);
    return (passed(findings) ? "passed: " : "not passed: ") + line + "\n";
}

std::string toJson(const std::string& plugin, const std::vector<Finding>& findings)
{
    const auto counts = countsOf(findings);
    Json summary = Json::object();
    for (const Outcome outcome : kOutcomes)
        summary[name(outcome)] = counts.contains(outcome) ? counts.at(outcome) : 0;
    Json results = Json::array();
    for (const Finding& finding : findings)
        results.push_back({{"test", finding.test},
                           {"device", finding.device},
                           {"outcome", name(finding.outcome)},
                           {"detail", finding.detail},
                           {"milliseconds", finding.time.count()}});
    const Json all = {
        {"plugin", plugin}, {"passed", passed(findings)}, {"summary", summary}, {"results", results}};
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string toJUnit(const std::string& plugin, const std::vector<Finding>& findings)
{
    auto counts = countsOf(findings);
    std::string made = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" + xml(plugin) +
                       "\" tests=\"" + std::to_string(findings.size()) + "\" failures=\"" +
                       std::to_string(counts[Outcome::Failed]) + "\" errors=\"" +
                       std::to_string(counts[Outcome::Crashed] + counts[Outcome::Timeout]) + "\" skipped=\"" +
                       std::to_string(counts[Outcome::Skipped]) + "\">\n";
    for (const Finding& finding : findings)
        made += junitCase(finding);
    return made + "</testsuite>\n";
}

} // namespace ace::plugincheck
