// SPDX-License-Identifier: MIT
#include "RollPng.h"
#include "Slip.h"

#include <ace/base/Bytes.h>
#include <ace/base/File.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/TicketOutputDevice.h>
#include <ace/simulated/Beat.h>
#include <ace/simulated/FaultTimeline.h>

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

namespace ace::simulatedprinter {

using sdk::DeviceError;
using simulated::FaultKind;

// A printer whose paper is a folder: <number>-<output id in base64url>.txt, and .png.
class SimulatedPrinter : public sdk::TicketOutputDevice
{
public:
    static constexpr const char* kDeviceClass = "printer";

    void open(std::string_view text) override
    {
        sdk::Settings settings(text);
        folder_ = settings.text("folder", "");
        draws_ = settings.boolean("png", true);
        faults_.open(settings,
                     {{"render", "submit", "clear"},
                      {{FaultKind::Duplicate, {"submit"}},
                       {FaultKind::PaperOut, {"submit"}},
                       {FaultKind::CoverOpen, {"submit"}}}},
                     [this] { return now(); });
        settings.finish();
        if (folder_.empty())
            settings.refuse("folder", "is missing: where is printed?");
        paperOut_ = coverOpen_ = false;
    }
    void enable(bool on) override
    {
        sensors_.stop();
        if (on)
            sensors_.start("sim-printer", [this] {
                sense(faults_.holds(FaultKind::PaperOut), faults_.holds(FaultKind::CoverOpen));
            });
    }
    void close() override { sensors_.stop(); }
    void interrupt() noexcept override { faults_.interrupt(); }

    sdk::Rendered render(const sdk::Document& document) override
    {
        faults_.enter("render");
        return {"text/plain; charset=utf-8", slipOf(document)};
    }
    void submit(std::string_view outputId, const sdk::Document& document, const sdk::Delivery&) override
    {
        if (outputId.empty() || outputId.size() > 150)
            throw DeviceError(ACE_ILLEGAL, "an output id has 1 to 150 bytes");
        const auto asked = faults_.enter("submit");
        const bool paperOut = asked.has(FaultKind::PaperOut), coverOpen = asked.has(FaultKind::CoverOpen);
        sense(paperOut, coverOpen);
        if (paperOut)
            throw DeviceError(ACE_EXTENDED, "The printer has no paper. Load a roll, then print again.", true);
        if (coverOpen)
            throw DeviceError(ACE_EXTENDED, "The printer's cover is open. Close it, then print again.", true);
        print(toBase64Url(outputId), document);
        for (int times = asked.has(FaultKind::Duplicate) ? 2 : 1; times > 0; --times)
            postComplete(outputId);
    }
    void clear() override { faults_.enter("clear"); }

private:
    void print(const std::string& name, const sdk::Document& document)
    {
        std::error_code ignored; // the write tells
        std::filesystem::create_directories(folder_, ignored);
        std::size_t slips = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
            const std::string known = entry.path().filename();
            if (known.substr(known.find('-') + 1) == name + ".txt")
                return; // the same piece of paper
            slips += known.ends_with(".txt") ? 1 : 0;
        }
        const std::string slip = std::to_string(slips + 1) + "-" + name;
        if (draws_)
            write(slip + ".png", draw(document));
        write(slip + ".txt", slipOf(document)); // last: it says that all is printed
    }
    std::string draw(const sdk::Document& document)
    {
        if (!shaper_)
            shaper_.emplace();
        const auto roll = layOutRoll(document, *shaper_);
        if (!roll)
            throw DeviceError(ACE_ILLEGAL, roll.error().describe());
        for (const auto& script : roll->missingScripts)
            log(LogLevel::Warning, "No installed font has all characters of " + script +
                                       "; frames stand in their place. Install fonts-noto-core and "
                                       "fonts-noto-cjk.");
        return pngOf(*roll);
    }
    void write(const std::string& name, const std::string& content) const
    {
        if (const auto written = writeFileDurably(folder_ / name, content); !written)
            throw DeviceError(ACE_FAILURE, written.error().describe());
    }
    void sense(bool paperOut, bool coverOpen)
    {
        const std::lock_guard lock(mutex_);
        if (paperOut != paperOut_)
            postStatus(paperOut ? ACE_PAPER_EMPTY : ACE_PAPER_OK);
        if (coverOpen != coverOpen_)
            postStatus(coverOpen ? ACE_COVER_OPEN : ACE_COVER_OK);
        paperOut_ = paperOut;
        coverOpen_ = coverOpen;
    }

    simulated::FaultTimeline faults_;
    std::filesystem::path folder_;
    bool draws_ = true;
    std::optional<text::Shaper> shaper_; // made for the first picture: it opens the fonts
    std::mutex mutex_;
    bool paperOut_ = false, coverOpen_ = false;
    simulated::Beat sensors_; // last: it ends before what it uses
};

} // namespace ace::simulatedprinter

ACE_PLUGIN(R"({"id":"org.acetickets.simulated.printer","name":"Simulated printer","version":"0.1.0",
               "vendor":"Ace Tickets","license":"MIT","simulated":true,
               "devices":[{"class":"printer","capability":"ticket-output","settings":{
                 "type":"object","additionalProperties":false,"required":["folder"],"properties":{
                   "folder":{"type":"string","minLength":1,"description":"a file for each slip"},
                   "png":{"type":"boolean","default":true,"description":"draws it, too"},
                   )" ACE_FAULTS_SCHEMA(R"("duplicate","paper_out","cover_open",)") R"(}}}]})",
           ace::simulatedprinter::SimulatedPrinter);
