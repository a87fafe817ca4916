// SPDX-License-Identifier: MIT
// Who may include whom. CMake already keeps our own headers apart where a target is not linked; this test
// reads every #include, so that third-party headers and arrows by way of a friend are seen too.
#include "SourceTree.h"
#include "TestSupport.h"

#include <set>
#include <sstream>

namespace ace::house {

namespace {

struct Floor
{
    const char* folder;     // of the file that includes; the first row that matches counts
    const char* ours;       // <ace/NAME/…>, separated by spaces; its own name is always allowed
    const char* thirdParty; // prefixes of other headers
};

constexpr const char* kUseCases =
    "base domain sdk ticketing catalog box-office admission staffing outbox reporting";

const Floor kFloors[] = {
    {"core/base/", "", "tl/ date/ sodium.h toml++/"},
    {"core/domain/", "base", ""},
    {"core/sdk/", "base domain", "nlohmann/"},
    {"core/plugin-host/", "base domain sdk", "boost/ nlohmann/ Poco/Foundation"},
    {"core/ticketing/", "base domain sdk", "sodium.h"},
    {"core/catalog/", kUseCases, ""},
    {"core/box-office/", kUseCases, ""},
    {"core/admission/", kUseCases, ""},
    {"core/outbox/", kUseCases, ""},
    {"core/reporting/", kUseCases, ""},
    {"core/staffing/", kUseCases, "sodium.h zxcvbn.h"},
    {"core/runtime/",
     "base domain sdk ticketing catalog box-office admission staffing outbox reporting plugin-host",
     "Poco/Util/"},
    {"core/cmake/", "base", ""},
    {"devices/barcode/", "base", "qrencode.h ZXing/"},
    {"devices/simulators/stripe/", "base stripe-simulator", "Poco/ nlohmann/"},
    {"devices/text/", "base", "pango/ cairo fontconfig/ glib hb ft2build.h"},
    {"plugins/storage/sql/", "base domain sdk", ""},
    {"plugins/storage/sqlite/", "base domain sdk sql", "sqlite3.h nlohmann/"},
    {"plugins/payment/stripe/", "base", "nlohmann/ tl/ Poco/"},
    {"plugins/payment/stripe-checkout/", "base domain sdk stripe", "nlohmann/"},
    {"plugins/ticket-output/pdf/", "base domain sdk barcode text", "hpdf zlib.h nlohmann/"},
    {"plugins/ticket-output/email/", "base domain sdk barcode", "kainjow/ nlohmann/ Poco/ zlib.h"},
    {"plugins/simulated/printer/", "base domain sdk simulated barcode text", "nlohmann/ cairo"},
    {"plugins/simulated/", "base domain sdk simulated", "nlohmann/"},
    {"plugins/", "base domain sdk", "nlohmann/"},
    {"hosts/kit/", "base domain sdk ticketing catalog box-office admission staffing runtime",
     "Poco/ nlohmann/"},
    {"hosts/kit-screens/", "base domain staffing kit", "wx/"},
    {"hosts/counter/", "base domain catalog staffing barcode kit kit-screens", "wx/"},
    {"hosts/gate/", "base domain sdk ticketing catalog box-office admission staffing runtime kit kit-screens",
     "wx/"},
    {"hosts/headless/", "base domain sdk ticketing catalog box-office admission outbox runtime barcode kit",
     ""},
    {"hosts/cli/", "base domain sdk ticketing catalog box-office admission staffing runtime kit", ""},
    {"server/api/tools/", "", "nlohmann/ yaml-cpp/"},
    {"server/access/", "base domain sdk staffing runtime server", "Poco/ nlohmann/ openssl/"},
    {"server/",
     "base domain sdk ticketing catalog box-office admission staffing outbox reporting runtime barcode "
     "server",
     "Poco/ nlohmann/ kainjow/ boost/ openssl/ prometheus/ zlib.h"},
    {"loadtest/", "base", "Poco/ nlohmann/"},
};

bool startsWithOneOf(const std::string& text, const char* prefixes)
{
    std::istringstream words(prefixes);
    for (std::string word; words >> word;)
        if (text.starts_with(word))
            return true;
    return false;
}

// A standard or system header has no slash but a few known folders.
bool isSystemHeader(const std::string& header)
{
    if (header.starts_with("sys/") || header.starts_with("netinet/") || header.starts_with("arpa/") ||
        header.starts_with("linux/"))
        return true;
    static const std::set<std::string> kPosix = {"dlfcn.h",  "elf.h",     "errno.h",  "fcntl.h",   "link.h",
                                                 "poll.h",   "pthread.h", "signal.h", "stdarg.h",  "stdint.h",
                                                 "stdio.h",  "stdlib.h",  "string.h", "unistd.h",  "spawn.h",
                                                 "limits.h", "stdbool.h", "malloc.h", "execinfo.h"};
    return kPosix.contains(header) || (header.find('/') == std::string::npos && !header.ends_with(".h"));
}

std::string includedBy(const std::string& line)
{
    if (!line.starts_with("#include <"))
        return "";
    return line.substr(10, line.find('>') - 10);
}

bool allowed(const Floor& floor, const SourceFile& file, const std::string& header)
{
    if (header.starts_with("ace/")) {
        const std::string name = header.substr(4, header.find('/', 4) - 4);
        const bool own = file.path.find("/" + name + "/") != std::string::npos;
        return own || name == "embedded" ||
               startsWithOneOf(name + " ", (std::string(floor.ours) + " ").c_str());
    }
    return isSystemHeader(header) || startsWithOneOf(header, floor.thirdParty);
}

std::vector<std::string> forbiddenArrows(const std::vector<SourceFile>& files)
{
    std::vector<std::string> forbidden;
    for (const SourceFile& file : files) {
        if (file.isTest())
            continue;
        const auto floor = std::ranges::find_if(
            kFloors, [&](const Floor& row) { return file.path.starts_with(row.folder); });
        for (const std::string& line : file.lines)
            if (const std::string header = includedBy(line); !header.empty())
                if (floor == std::end(kFloors) || !allowed(*floor, file, header))
                    forbidden.push_back(file.path + " may not include <" + header + ">");
    }
    return forbidden;
}

} // namespace

class ArrowsTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(ArrowsTest, everyIncludeFollowsAnArrowOfTheHouse)
{
    const auto files = readTree(ACE_SOURCE_DIR);
    CPPUNIT_ASSERT(files.size() > 50);
    const auto forbidden = forbiddenArrows(files);
    CPPUNIT_ASSERT_MESSAGE(joined(forbidden), forbidden.empty());
}

CPPUNIT_TEST_FIXTURE(ArrowsTest, seesAForbiddenArrow)
{
    const std::vector<SourceFile> files = {
        {"core/domain/src/X.cpp",
         {"#include <ace/sdk/Document.h>", "#include <vector>", "#include <Poco/Net/Socket.h>"}},
        {"core/box-office/src/Y.cpp",
         {"#include <ace/runtime/Runtime.h>", "#include <ace/barcode/Qr.h>",
          "#include <ace/sdk/Document.h>"}},
        {"devices/text/src/Z.cpp", {"#include <ace/domain/Ids.h>", "#include <pango/pango.h>"}},
        {"plugins/payment/cash/src/C.cpp", {"#include <wx/wx.h>", "#include <ace/box-office/Sale.h>"}},
    };
    CPPUNIT_ASSERT_EQUAL(std::size_t{7}, forbiddenArrows(files).size());
}

CPPUNIT_TEST_FIXTURE(ArrowsTest, noHeavyHeaderInAPublicHeader)
{
    std::vector<std::string> heavy;
    for (const SourceFile& file : readTree(ACE_SOURCE_DIR)) {
        // The server hands Poco's requests from folder to folder: that is its work.
        if (file.isTest() || file.path.find("/include/") == std::string::npos ||
            file.path.starts_with("server/"))
            continue;
        for (const std::string& line : file.lines)
            if (startsWithOneOf(includedBy(line),
                                "Poco/ wx/ boost/ ZXing/ hpdf libusb pango/ cairo sqlite3.h"))
                heavy.push_back(file.path + ": " + line);
    }
    CPPUNIT_ASSERT_MESSAGE(joined(heavy), heavy.empty());
}

} // namespace ace::house
