// SPDX-License-Identifier: MIT
#include <ace/base/Bytes.h>
#include <ace/base/File.h>
#include <ace/sdk/LineDisplayDevice.h>
#include <ace/sdk/Plugin.h>
#include <ace/simulated/FaultTimeline.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ace::simulateddisplay {

namespace {

// Each character by itself, as UTF-8.
std::vector<std::string> charactersOf(std::string_view text)
{
    std::vector<std::string> characters;
    for (const char c : cleanUtf8(text)) {
        const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
        if (!continues || characters.empty())
            characters.emplace_back();
        characters.back() += c;
    }
    return characters;
}

} // namespace

// A display that is a text file.
class SimulatedDisplay : public sdk::LineDisplayDevice
{
public:
    static constexpr const char* kDeviceClass = "display";

    void open(std::string_view text) override
    {
        sdk::Settings settings(text);
        size_.rows = static_cast<std::uint32_t>(settings.integer("rows", 2, 1, 20));
        size_.columns = static_cast<std::uint32_t>(settings.integer("columns", 20, 1, 80));
        file_ = settings.text("file", "");
        faults_.open(settings, {{"dimensions", "show", "clear"}}, [this] { return now(); });
        settings.finish();
        wipe();
        write();
    }
    void interrupt() noexcept override { faults_.interrupt(); }

    sdk::DisplayDimensions dimensions() override
    {
        faults_.enter("dimensions");
        return size_;
    }
    void show(std::uint32_t row, std::uint32_t column, std::string_view text) override
    {
        faults_.enter("show");
        if (row >= size_.rows || column >= size_.columns)
            throw sdk::DeviceError(ACE_ILLEGAL, "there is no row " + std::to_string(row) + ", column " +
                                                    std::to_string(column) + ": the display has " +
                                                    std::to_string(size_.rows) + " rows of " +
                                                    std::to_string(size_.columns) + ", counted from 0");
        const auto characters = charactersOf(text);
        const std::size_t fits = std::min<std::size_t>(characters.size(), size_.columns - column);
        std::copy_n(characters.begin(), fits, cells_[row].begin() + column);
        write();
    }
    void clear() override
    {
        faults_.enter("clear");
        wipe();
        write();
    }

private:
    void wipe() { cells_.assign(size_.rows, std::vector<std::string>(size_.columns, " ")); }

    void write() const
    {
        if (file_.empty())
            return;
        std::string content;
        for (const auto& row : cells_) {
            for (const auto& cell : row)
                content += cell;
            content += '\n';
        }
        if (const auto written = writeFileDurably(file_, content); !written)
            throw sdk::DeviceError(ACE_FAILURE, written.error().describe());
    }

    simulated::FaultTimeline faults_;
    sdk::DisplayDimensions size_;
    std::vector<std::vector<std::string>> cells_; // rows of characters
    std::string file_;                            // empty: none
};

} // namespace ace::simulateddisplay

ACE_PLUGIN(R"({"id":"org.acetickets.simulated.display","name":"Simulated line display","version":"0.1.0",
               "vendor":"Ace Tickets","license":"MIT","simulated":true,
               "devices":[{"class":"display","capability":"line-display","settings":{
                 "type":"object","additionalProperties":false,"properties":{
                   "rows":{"type":"integer","minimum":1,"maximum":20,"default":2},
                   "columns":{"type":"integer","minimum":1,"maximum":80,"default":20},
                   "file":{"type":"string","default":"","description":"holds what it shows; empty: none"},)"
    ACE_FAULTS_SCHEMA(
               "") R"(}}}]})",
           ace::simulateddisplay::SimulatedDisplay);
