// SPDX-License-Identifier: MIT
#include "PrintedPage.h"

#include "Surprise.h"

#include <ace/barcode/QrReader.h>
#include <ace/base/File.h>

#include <sstream>
#include <string_view>
#include <vector>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ace::headless {

namespace {

constexpr std::size_t kMaxPicture = 64u << 20;

void drawPage(const std::filesystem::path& pdf, const std::string& picture)
{
    std::string words[] = {"pdftoppm", "-r", "150",         "-gray",      "-f",   "1",
                           "-l",       "1",  "-singlefile", pdf.string(), picture};
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_t child = 0;
    int status = 0;
    if (::posix_spawnp(&child, argv[0], nullptr, nullptr, argv.data(), environ) != 0)
        throw Surprise("pdftoppm", "it is not installed (apt install poppler-utils)");
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw Surprise("a page in " + pdf.string(), "pdftoppm cannot draw it");
}

struct Picture
{
    std::string pixels;
    int width = 0;
    int height = 0;
};

// PGM, binary, one byte a pixel: "P5 width height 255" and the pixels.
Picture readPgm(const std::filesystem::path& file)
{
    const std::string content = must(readFile(file, kMaxPicture));
    std::istringstream in(content);
    std::string magic;
    int most = 0;
    Picture picture;
    in >> magic >> picture.width >> picture.height >> most;
    in.get();
    const auto start = in.tellg();
    if (!in || magic != "P5" || most != 255)
        throw Surprise("a grey picture", file.string() + " is none");
    picture.pixels = content.substr(static_cast<std::size_t>(start));
    return picture;
}

} // namespace

std::string readPrintedQr(const std::filesystem::path& pdf)
{
    const auto picture = std::filesystem::path(pdf).replace_extension();
    drawPage(pdf, picture.string());
    const Picture page = readPgm(picture.string() + ".pgm");
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(page.pixels.data());
    const auto code = barcode::readQr(
        {{bytes, page.pixels.size()}, page.width, page.height, static_cast<std::size_t>(page.width)});
    if (!code)
        throw Surprise("a QR code on the page", "none can be read");
    return *code;
}

} // namespace ace::headless
