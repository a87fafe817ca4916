// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
public:
    static constexpr const char* kDeviceClass = "red\x1b[31m\xef\xbf\xbe";
};
} // namespace

ACE_PLUGIN(R"({"id":"org.example.bad","name":"Bad","version":"1\u001b[2J\n2","vendor":"test","license":"MIT",
  "devices":[{"class":"red\u001b[31m\ufffe","capability":"scanner","settings":{"type":"object"}}]})",
           Bad);
