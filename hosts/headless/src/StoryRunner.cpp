// SPDX-License-Identifier: MIT
#include "StoryRunner.h"

namespace ace::headless {

namespace {

std::string surpriseAt(const StoryFile& file, const StoryLine& line, const std::string& expected,
                       const std::string& actual)
{
    return file.path.string() + ":" + std::to_string(line.number) + ": " + line.text +
           "\n  expected: " + expected + "\n  actual:   " + actual;
}

} // namespace

StoryRunner::StoryRunner(Options options, std::ostream& transcript, Log& log)
    : options_(std::move(options)), transcript_(transcript), log_(log)
{
}

std::optional<std::string> StoryRunner::run(const StoryFile& file)
{
    int number = 0;
    for (const Story& story : file.stories) {
        const auto folder = options_.data / (file.path.stem().string() + "-" + std::to_string(++number));
        std::error_code problem;
        if (std::filesystem::exists(folder, problem))
            return folder.string() +
                   ": is there already, from an earlier run; remove it or choose another --data";
        std::filesystem::create_directories(folder, problem);
        if (problem)
            return folder.string() + ": cannot be made: " + problem.message();
        if (auto surprise = run(file, story, folder))
            return surprise;
    }
    return std::nullopt;
}

std::optional<std::string> StoryRunner::run(const StoryFile& file, const Story& story,
                                            const std::filesystem::path& folder)
{
    transcript_ << "story \"" << story.title << "\"" << std::endl;
    const std::string wantExpectation = "the next step to expect a \"no\"";
    const StoryLine* before = nullptr;
    Scene scene({folder, file.path.parent_path(), options_.config}, log_);
    for (const StoryLine& line : story.lines) {
        if (scene.unexpected && !line.step->expects)
            return surpriseAt(file, *before, wantExpectation, *scene.unexpected);
        try {
            const std::string answer = line.step->run(scene, line.arguments);
            transcript_ << "  " << line.text << "\n      → " << answer << std::endl;
        } catch (const Surprise& surprise) {
            return surpriseAt(file, line, surprise.expected, surprise.actual);
        }
        if (!line.step->expects)
            before = &line;
    }
    if (scene.unexpected)
        return surpriseAt(file, *before, wantExpectation, *scene.unexpected);
    transcript_ << "  holds" << std::endl;
    return std::nullopt;
}

} // namespace ace::headless
