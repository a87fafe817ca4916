// SPDX-License-Identifier: MIT
#include "Stage.h"

#include "Surprise.h"

#include <ace/base/File.h>

#include <fstream>

namespace ace::headless {

namespace {

constexpr std::chrono::seconds kReadWait{10};

runtime::Settings readSettings(const std::filesystem::path& file, const std::filesystem::path& folder)
{
    if (file.empty())
        return runtime::Settings::defaults(true);
    std::string text = must(readFile(file, 1u << 20));
    constexpr std::string_view kMark = "{folder}";
    for (std::size_t at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at))
        text.replace(at, kMark.size(), folder.string());
    return must(runtime::Settings::parse(text, file.string(), true));
}

} // namespace

Stage::Stage(Place place, Log& log) : place_(std::move(place)), log_(log) {}

Stage::~Stage() { stop(); }

void Stage::configure(const std::filesystem::path& file)
{
    if (station_)
        throw Surprise("the configuration before any other step", "the station runs already");
    place_.config = file;
}

runtime::Runtime& Stage::station()
{
    if (station_)
        return *station_;
    runtime::DataFolder data(place_.folder / "data");
    must(data.prepare(ids_));
    must(data.markDemo());
    station_ =
        must(runtime::Runtime::startLocal(readSettings(place_.config, place_.folder), data,
                                          {log_, clock_, ids_, runtime::defaultPluginFolders(), false}));
    return *station_;
}

void Stage::restart()
{
    station();
    stop();
    station();
}

void Stage::advance(Microseconds by)
{
    clock_.advance(by);
    station().runDueWork();
}

void Stage::stop()
{
    station_.reset();
    reads_.clear();
}

std::string Stage::readByScanner(const std::string& name, const std::string& code)
{
    sdk::Scanner* scanner = station().findScanner(name);
    if (!scanner)
        throw Surprise("a scanner \"" + name + "\"", "this station has none of that name");
    auto& reads = reads_[name];
    if (!reads) {
        reads = std::make_unique<Reads>(16);
        must(scanner->start([queue = reads.get()](const sdk::ScanData& data) {
            static_cast<void>(queue->tryPush(data.data)); // one is armed at a time: never full
        }));
    }
    must(scanner->armDataEvents());
    const auto file = place_.folder / (name + ".codes");
    std::ofstream(file, std::ios::app) << code << std::endl;
    const auto data = reads->popFor(kReadWait);
    if (!data)
        throw Surprise("scanner \"" + name + "\" to read " + file.string(), "it read nothing");
    return *data;
}

} // namespace ace::headless
