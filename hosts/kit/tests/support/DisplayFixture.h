// SPDX-License-Identifier: MIT
// Real windows on a display of their own: keys go in, titles and pictures come out.
#pragma once

#include "RunProgram.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace ace::test {

inline constexpr std::chrono::seconds kDisplayPatience{30};

// Asks until the answer is there. Windows and processes tell nobody when they are ready.
template <class Ask> auto awaitAnswer(const std::string& what, Ask ask)
{
    const auto end = std::chrono::steady_clock::now() + kDisplayPatience;
    while (std::chrono::steady_clock::now() < end) {
        if (auto answer = ask())
            return *answer;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    CPPUNIT_FAIL("waited in vain for " + what);
    throw std::logic_error("not reached");
}

class DisplayFixture : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        for (const char* tool : {"Xvfb", "xdotool", "import", "convert"})
            if (runProgram({"which", tool}).exitCode != 0)
                skip(std::string(tool) + " is not installed (apt install xvfb xdotool imagemagick)");
        std::filesystem::create_directories(displayFolder());
        // It takes a free number itself and writes it on standard output. Without -noreset it would turn
        // clients away for a moment whenever its last one has left. Without -r it would repeat a key whose
        // release is late, as on a busy machine.
        display_ = std::make_unique<StartedProgram>(
            std::vector<std::string>{"Xvfb", "-displayfd", "1", "-noreset", "-r", "-screen", "0",
                                     screenSize() + "x24", "-nolisten", "tcp"},
            displayFolder());
        name_ = awaitAnswer("a display", [&]() -> std::optional<std::string> {
            const std::string number = display_->outSoFar();
            return number.ends_with('\n') ? std::optional(":" + number.substr(0, number.size() - 1))
                                          : std::nullopt;
        });
    }

protected:
    virtual std::string screenSize() const { return "1280x800"; }
    std::filesystem::path displayFolder() const { return folder_.path() / "display"; }
    std::vector<std::string> environment() const
    {
        return {"DISPLAY=" + name_,
                "GDK_BACKEND=x11",
                "NO_AT_BRIDGE=1",
                "GTK_THEME=Adwaita",
                "TZ=UTC",
                "LC_ALL=C.UTF-8",
                "XDG_RUNTIME_DIR=" + folder_.path().string()};
    }
    ProgramRun onDisplay(const std::vector<std::string>& command) const
    {
        return runProgram(command, environment());
    }

    std::string titleOf(const std::string& program) const
    {
        return onDisplay({"xdotool", "search", "--onlyvisible", "--class", program, "getwindowname"}).out;
    }
    // It says where a window is to those who cannot see it.
    void awaitTitle(const std::string& program, const std::string& beginning) const
    {
        std::string last;
        const auto end = std::chrono::steady_clock::now() + kDisplayPatience;
        while (std::chrono::steady_clock::now() < end) {
            last = titleOf(program);
            if (last.starts_with(beginning))
                return;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        CPPUNIT_FAIL("waited in vain for the title " + beginning + "; it is " + last +
                     readFile(folder_.path() / "err.txt").value_or("") + "\nlook at " +
                     takePicture("failed-" + program + ".png"));
    }
    void type(const std::string& text) const
    {
        CPPUNIT_ASSERT_EQUAL(0, onDisplay({"xdotool", "type", "--delay", "5", text}).exitCode);
        press("Return");
    }
    void press(const std::string& key) const
    {
        CPPUNIT_ASSERT_EQUAL(0, onDisplay({"xdotool", "key", key}).exitCode);
    }
    // A picture of the screen; its path. A copy stays for those who look: build/<preset>/tests/NAME.
    std::string takePicture(const std::string& name) const
    {
        const auto file = folder_.path() / name;
        CPPUNIT_ASSERT_EQUAL(0, onDisplay({"import", "-window", "root", file.string()}).exitCode);
        std::error_code ignored;
        std::filesystem::copy_file(file, std::filesystem::path(ACE_BUILD_DIR "/tests") / name,
                                   std::filesystem::copy_options::overwrite_existing, ignored);
        return file.string();
    }
    // The colour at a point of the screen, once it is `wanted`: "0,122,51".
    void awaitColour(const std::string& wanted, const std::string& point, const std::string& picture) const
    {
        awaitAnswer("the colour " + wanted, [&]() -> std::optional<bool> {
            const auto colour =
                onDisplay({"convert", takePicture(picture), "-crop", "1x1+" + point, "-depth", "8", "-format",
                           "%[fx:int(255*r+.5)],%[fx:int(255*g+.5)],%[fx:int(255*b+.5)]", "info:"});
            return colour.out == wanted ? std::optional(true) : std::nullopt;
        });
    }

    TemporaryFolder folder_;
    std::unique_ptr<StartedProgram> display_;
    std::string name_;
};

} // namespace ace::test
