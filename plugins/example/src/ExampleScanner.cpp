// SPDX-License-Identifier: MIT
// The smallest complete plugin: a scanner that reads one and the same code whenever it is triggered.
#include <ace/sdk/Plugin.h>
#include <ace/sdk/ScannerDevice.h>
#include <ace/sdk/Settings.h>

namespace {

// One class for each kind of device. The base class says what it can be asked; override what yours can do.
// The host calls it from one thread, one call at a time, so there is nothing to lock here.
class ExampleScanner : public ace::sdk::ScannerDevice
{
public:
    // The name by which the manifest below speaks of this class.
    static constexpr const char* kDeviceClass = "example";

    // First call: the device's own part of the configuration. [scanner.hand] code = "HELLO" arrives as
    // {"code":"HELLO"}.
    void open(std::string_view text) override
    {
        ace::sdk::Settings settings(text);
        code_ = settings.text("code", "EXAMPLE");
        settings.finish(); // a key that nobody asked for is a mistake of the operator, who is told so
    }

    // Somebody wants a code now. Real readers call scanned() when they see one, from any thread of theirs.
    void trigger() override
    {
        // What goes wrong is thrown. The text is for the operator: what failed, and what to do.
        if (code_.empty())
            throw ace::sdk::DeviceError(ACE_NO_HARDWARE,
                                        "there is no code in front of the reader: set \"code\"");
        scanned("QR", code_);
    }

private:
    std::string code_;
};

} // namespace

// What the plugin says of itself, and its classes. This makes the one symbol that a host looks for.
ACE_PLUGIN(
    R"({"id":"org.acetickets.example","name":"Example scanner","version":"0.1.0","vendor":"Ace Tickets",
               "license":"MIT","simulated":true,"devices":[{"class":"example","capability":"scanner",
               "settings":{"type":"object","additionalProperties":false,"properties":{
                 "code":{"type":"string","default":"EXAMPLE","description":"what it reads"}}}}]})",
    ExampleScanner);
