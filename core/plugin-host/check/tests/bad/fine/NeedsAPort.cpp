// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Fine : public bad::Scanner
{
public:
    void open(std::string_view settings) override
    {
        if (settings.find("port") == std::string_view::npos)
            throw std::logic_error("settings that do not fit the schema of the manifest");
    }
};
} // namespace

ACE_PLUGIN(R"({"id":"org.example.fine","name":"Fine","version":"1","vendor":"test","license":"MIT",
  "devices":[{"class":"scanner","capability":"scanner","settings":{"type":"object","required":["port"],
    "properties":{"port":{"type":"string"}},"additionalProperties":false}}]})",
           Fine);
