// SPDX-License-Identifier: MIT
// Does what its arguments say, one after the other, in the current folder; a failure ends it with 1.
//   open:NAME  append:NAME (O_APPEND)  direct:NAME (O_DSYNC)  truncating:NAME (O_TRUNC)  close:NAME
//   write:NAME:TEXT  vector:NAME:TEXT  at:NAME:OFFSET:TEXT  fill:NAME:BYTES  truncate:NAME:SIZE
//   sync:NAME  datasync:NAME  syncfolder  rename:A:B  unlink:A  remove:A  cut  fork
//   talk:TEXT  over a connection to itself
//   fails:ERRNO:…  the rest of the argument must fail with that errno
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace {

using Words = std::vector<std::string>;

std::map<std::string, int> descriptors;

Words split(const std::string& text)
{
    Words words;
    std::size_t start = 0;
    for (std::size_t colon; (colon = text.find(':', start)) != std::string::npos; start = colon + 1)
        words.push_back(text.substr(start, colon - start));
    words.push_back(text.substr(start));
    return words;
}

bool openAs(const std::string& name, int flags)
{
    descriptors[name] = ::open(name.c_str(), O_RDWR | O_CREAT | flags, 0600);
    return descriptors[name] >= 0;
}

bool wroteAll(ssize_t written, std::size_t length) { return written == static_cast<ssize_t>(length); }

bool writeVector(int descriptor, std::string text)
{
    const std::size_t half = text.size() / 2;
    const iovec parts[] = {{text.data(), half}, {text.data() + half, text.size() - half}};
    return wroteAll(::writev(descriptor, parts, 2), text.size());
}

bool syncFolder()
{
    const int folder = ::open(".", O_RDONLY);
    const bool ok = folder >= 0 && ::fsync(folder) == 0;
    const int error = errno;
    ::close(folder);
    errno = error;
    return ok;
}

// A child's writes are its own affair.
bool forkAndWrite()
{
    const pid_t child = ::fork();
    if (child == 0) {
        for (const auto& [name, descriptor] : descriptors)
            ::close(descriptor);
        ::_exit(openAs("by-child", 0) && wroteAll(::write(descriptors["by-child"], "x", 1), 1) ? 0 : 1);
    }
    int status = 0;
    return ::waitpid(child, &status, 0) == child && status == 0;
}

bool cut()
{
    ::kill(::getpid(), SIGUSR2);
    for (;;)
        ::pause();
}

bool talk(const std::string& text)
{
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const address = reinterpret_cast<sockaddr*>(&here);
    socklen_t size = sizeof here;
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    if (::bind(listener, address, size) != 0 || ::listen(listener, 1) != 0 ||
        ::getsockname(listener, address, &size) != 0 || ::connect(client, address, size) != 0)
        return false;
    const int server = ::accept(listener, nullptr, nullptr);
    std::string heard(text.size(), ' ');
    return wroteAll(::send(client, text.data(), text.size(), 0), text.size()) &&
           wroteAll(::recv(server, heard.data(), heard.size(), MSG_WAITALL), text.size()) && heard == text;
}

bool onFile(const Words& words)
{
    const std::string& verb = words[0];
    const int descriptor = descriptors[words[1]];
    if (verb == "close")
        return ::close(descriptor) == 0;
    if (verb == "write")
        return wroteAll(::write(descriptor, words[2].data(), words[2].size()), words[2].size());
    if (verb == "vector")
        return writeVector(descriptor, words[2]);
    if (verb == "at")
        return wroteAll(::pwrite(descriptor, words[3].data(), words[3].size(), std::stol(words[2])),
                        words[3].size());
    if (verb == "fill") {
        const std::string text(std::stoul(words[2]), 'x');
        return wroteAll(::write(descriptor, text.data(), text.size()), text.size());
    }
    if (verb == "truncate")
        return ::ftruncate(descriptor, std::stol(words[2])) == 0;
    if (verb == "sync")
        return ::fsync(descriptor) == 0;
    if (verb == "datasync")
        return ::fdatasync(descriptor) == 0;
    return false;
}

bool run(const Words& words)
{
    const std::string& verb = words[0];
    if (verb == "open")
        return openAs(words[1], 0);
    if (verb == "append")
        return openAs(words[1], O_APPEND);
    if (verb == "direct")
        return openAs(words[1], O_DSYNC);
    if (verb == "truncating")
        return openAs(words[1], O_TRUNC);
    if (verb == "syncfolder")
        return syncFolder();
    if (verb == "rename")
        return ::rename(words[1].c_str(), words[2].c_str()) == 0;
    if (verb == "unlink")
        return ::unlink(words[1].c_str()) == 0;
    if (verb == "remove")
        return std::remove(words[1].c_str()) == 0;
    if (verb == "fork")
        return forkAndWrite();
    if (verb == "cut")
        return cut();
    if (verb == "talk")
        return talk(words[1]);
    if (verb == "fails")
        return !run(Words(words.begin() + 2, words.end())) && errno == std::stoi(words[1]);
    return onFile(words);
}

} // namespace

int main(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        if (!run(split(argv[i]))) {
            std::fprintf(stderr, "%s: %s\n", argv[i], std::strerror(errno));
            return 1;
        }
    }
    return 0;
}
