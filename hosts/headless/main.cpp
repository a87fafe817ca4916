// SPDX-License-Identifier: MIT
#include "src/StoryRunner.h"

#include <ace/kit/CommandLine.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

namespace {

using namespace ace;
using namespace ace::headless;

constexpr int kHold = 0, kDoNotHold = 1, kNotUnderstood = 2;

constexpr char kUsage[] = R"(usage: ace-headless [options] STORY...
Runs stories: text files of steps and expectations, on the same use cases as the windows and the server.

  --data DIR          keep the stories' folders there; else they are temporary
  --config FILE       the station's configuration, unless a story gives its own
  --transcript FILE   write the transcript there too
  --steps             list every step
  --help

Exit code: 0 all stories hold; 1 one does not; 2 a story or an option is not understood.
)";

// Two streams as one.
class Tee : public std::streambuf
{
public:
    Tee(std::streambuf* first, std::streambuf* second) : first_(first), second_(second) {}

private:
    int overflow(int c) override
    {
        if (c == EOF)
            return 0;
        first_->sputc(static_cast<char>(c));
        return second_->sputc(static_cast<char>(c));
    }
    int sync() override
    {
        first_->pubsync();
        return second_->pubsync();
    }

    std::streambuf* first_;
    std::streambuf* second_;
};

int refuse(const std::string& message)
{
    std::cerr << "ace-headless: " << message << '\n';
    return kNotUnderstood;
}

void listSteps()
{
    std::cout << "story \"TITLE\"\n    begins a story; # begins a comment\n";
    for (const Step& step : allSteps())
        std::cout << step.pattern.text() << "\n    " << step.help << '\n';
}

int runAll(const std::vector<StoryFile>& files, const StoryRunner::Options& options, std::ostream& transcript)
{
    StderrLog log(LogLevel::Warning);
    StoryRunner runner(options, transcript, log);
    std::size_t count = 0;
    for (const StoryFile& file : files) {
        if (const auto surprise = runner.run(file)) {
            transcript << "  does not hold" << std::endl;
            std::cerr << *surprise << '\n';
            return kDoNotHold;
        }
        count += file.stories.size();
    }
    transcript << count << (count == 1 ? " story holds" : " stories hold") << std::endl;
    return kHold;
}

int runIn(const std::filesystem::path& data, const kit::CommandLine& line,
          const std::vector<StoryFile>& files)
{
    const StoryRunner::Options options{data, line.value("config")};
    if (!line.has("transcript"))
        return runAll(files, options, std::cout);
    std::ofstream file(line.value("transcript"));
    if (!file)
        return refuse(line.value("transcript") + ": cannot be written");
    Tee both(std::cout.rdbuf(), file.rdbuf());
    std::ostream transcript(&both);
    return runAll(files, options, transcript);
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const auto line = kit::CommandLine::parse(
        arguments, {.values = {"data", "config", "transcript"}, .flags = {"steps", "help"}});
    if (!line)
        return refuse(line.error().message);
    if (line->has("help")) {
        std::cout << kUsage;
        return kHold;
    }
    if (line->has("steps")) {
        listSteps();
        return kHold;
    }
    if (line->words().empty())
        return refuse("no story is named; try ace-headless --help");
    std::vector<StoryFile> files; // all are understood before any runs
    for (const std::string& path : line->words()) {
        auto file = readStories(path);
        if (!file)
            return refuse(file.error().describe());
        files.push_back(std::move(*file));
    }
    if (line->has("data"))
        return runIn(line->value("data"), *line, files);
    std::string temporary = (std::filesystem::temp_directory_path() / "ace-stories-XXXXXX").string();
    if (!::mkdtemp(temporary.data()))
        return refuse("no temporary folder can be made; give --data DIR");
    const int code = runIn(temporary, *line, files);
    std::error_code ignored; // a temporary folder that stays is no failure of a story
    std::filesystem::remove_all(temporary, ignored);
    return code;
}
