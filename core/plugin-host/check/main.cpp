// SPDX-License-Identifier: MIT
#include <ace/plugin-host/check/PluginCheck.h>
#include <ace/plugin-host/check/Report.h>

#include <charconv>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace ace::plugincheck;

constexpr char kUsage[] =
    R"(usage: ace-plugin-check [options] PLUGIN.so

Tests a plugin, each test in a process of its own. Exit status: 0 it passed, 1 it did not, 2 wrong usage, no
test that applies, or a report that could not be written.

  --json           the results as JSON; --junit: as JUnit XML
  --only ID        one test, or all of a group: --only life
  --list           names all tests
  --manifest       prints the manifest that stands in the file, without running it
  --settings JSON  what open() gets, or the file that has it; without it, the defaults of its schema. A secret
                   that it names is looked up as a station does it: "secret:mine/key" is ACE_SECRET_MINE_KEY,
                   or the file mine/key in the folder ACE_SECRETS. What is tested is done: give it a test
                   account, and a printer that may print
  --fuzz SECONDS   tries input that is changed at random, that long; --seed N: another sequence;
                   --replay N: that case alone
  --help           this text
)";

enum class Format { Text, Json, JUnit };

struct Arguments
{
    Format format = Format::Text;
    bool list = false;
    bool manifest = false;
    bool help = false;
    std::string plugin;
    CheckOptions options;
};

std::uint64_t numberOf(const std::string& option, std::string_view word)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size())
        throw std::invalid_argument(option + " wants a whole number, not \"" + std::string(word) + "\"");
    return number;
}

// A pipe is a file too: --settings /dev/stdin, --settings <(…).
std::string settingsOf(const std::string& word)
{
    if (word.starts_with("{"))
        return word;
    constexpr std::size_t kMost = 1u << 20;
    std::ifstream in(word, std::ios::binary);
    std::string text(kMost + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.empty() || text.size() > kMost)
        throw std::invalid_argument(
            "--settings wants a JSON object, or a file of 1 MiB at most that has one; "
            "\"" +
            word + "\" is neither");
    return text;
}

void takeValue(Arguments& arguments, const std::string& option, const std::string& value)
{
    auto& fuzz = arguments.options.fuzz;
    if (option == "--only") {
        arguments.options.only = value;
    } else if (option == "--settings") {
        arguments.options.settings = settingsOf(value);
    } else {
        if (!fuzz)
            fuzz.emplace();
        const std::uint64_t number = numberOf(option, value);
        if (option == "--fuzz" && (number == 0 || number > 86'400))
            throw std::invalid_argument("--fuzz wants 1 to 86400 seconds");
        if (option == "--fuzz")
            fuzz->duration = std::chrono::seconds(number);
        else if (option == "--seed")
            fuzz->seed = number;
        else
            fuzz->replay = number;
    }
}

bool wantsValue(const std::string& word)
{
    return word == "--only" || word == "--settings" || word == "--fuzz" || word == "--seed" ||
           word == "--replay";
}

bool isKnown(const std::string& only)
{
    for (const std::string& id : testNames())
        if (id == only || id.starts_with(only + "."))
            return true;
    return false;
}

Arguments parse(const std::vector<std::string>& words)
{
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--json")
            arguments.format = Format::Json;
        else if (word == "--junit")
            arguments.format = Format::JUnit;
        else if (word == "--list")
            arguments.list = true;
        else if (word == "--manifest")
            arguments.manifest = true;
        else if (word == "--help")
            arguments.help = true;
        else if (wantsValue(word) && i + 1 < words.size())
            takeValue(arguments, word, words[++i]);
        else if (word.starts_with("-") || !arguments.plugin.empty())
            throw std::invalid_argument("\"" + word + "\" is not expected here");
        else
            arguments.plugin = word;
    }
    const auto& options = arguments.options;
    if (options.fuzz && options.fuzz->duration.count() == 0)
        throw std::invalid_argument("--seed and --replay go with --fuzz");
    if (!options.only.empty() && !isKnown(options.only))
        throw std::invalid_argument("there is no test or group \"" + options.only + "\": --list names them");
    if (arguments.plugin.empty() && !arguments.list && !arguments.help)
        throw std::invalid_argument("name a plugin");
    return arguments;
}

int check(Arguments& arguments)
{
    const bool isText = arguments.format == Format::Text;
    arguments.options.found = [isText](const Finding& finding) {
        if (isText)
            std::cout << textLine(finding) << std::flush;
    };
    const auto findings = checkPlugin(arguments.plugin, arguments.options);
    if (findings.empty())
        throw std::invalid_argument(
            "no test of \"" + arguments.options.only + "\" applies to " + arguments.plugin +
            ": it is another capability's, or one of --fuzz, which was not asked for");
    if (isText)
        std::cout << textSummary(findings);
    else if (arguments.format == Format::Json)
        std::cout << toJson(arguments.plugin, findings);
    else
        std::cout << toJUnit(arguments.plugin, findings);
    return passed(findings) ? 0 : 1;
}

int run(Arguments& arguments)
{
    if (!arguments.help && !arguments.list && !arguments.manifest)
        return check(arguments);
    if (arguments.help) {
        std::cout << kUsage;
    } else if (arguments.list) {
        for (const std::string& id : testNames())
            std::cout << id << '\n';
    } else {
        const auto manifest = manifestIn(arguments.plugin);
        if (!manifest)
            throw std::invalid_argument(manifest.error().message);
        std::cout << *manifest << '\n';
    }
    return 0;
}

} // namespace

int main(int count, char** words)
{
    try {
        Arguments arguments = parse({words + 1, words + count});
        const int status = run(arguments);
        if (!std::cout.flush())
            throw std::runtime_error("the report could not be written");
        return status;
    } catch (const std::exception& problem) {
        std::cerr << "ace-plugin-check: " << problem.what() << ". --help tells how it is used.\n";
        return 2;
    }
}
