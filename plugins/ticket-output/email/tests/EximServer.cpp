// SPDX-License-Identifier: MIT
#include "EximServer.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace ace::email {

namespace {

constexpr const char* kExim = "/usr/sbin/exim4";

// Exim does not run as root with somebody's configuration: as nobody then.
bool isRoot() { return ::geteuid() == 0; }

std::string userName()
{
    const passwd* user = ::getpwuid(::geteuid());
    return isRoot() || !user ? "nobody" : user->pw_name;
}

std::string groupName()
{
    const group* own = ::getgrgid(::getegid());
    return isRoot() || !own ? "nogroup" : own->gr_name;
}

std::uint16_t freePort()
{
    return Poco::Net::ServerSocket(Poco::Net::SocketAddress("127.0.0.1", 0)).address().port();
}

bool isUp(std::uint16_t port)
{
    try {
        Poco::Net::StreamSocket(Poco::Net::SocketAddress("127.0.0.1", port)).close();
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

// Its programs, started as nobody, read and write in it.
void giveAway(const std::filesystem::path& folder)
{
    namespace fs = std::filesystem;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        fs::permissions(entry.path(), fs::is_directory(entry.path()) ? fs::perms::all : fs::perms(0644));
    fs::permissions(folder, fs::perms::all);
    fs::permissions(folder.parent_path(), fs::perms(0755));
    const passwd* user = ::getpwnam(userName().c_str());
    if (!user || !isRoot())
        return;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (::chown(entry.path().c_str(), user->pw_uid, user->pw_gid) != 0)
            throw std::runtime_error("cannot give " + entry.path().string() + " to " + userName());
}

std::filesystem::path made(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder / "spool");
    return folder;
}

constexpr const char* kConfiguration = R"(
primary_hostname = localhost
spool_directory = @FOLDER@/spool
log_file_path = @FOLDER@/log-%slog
pid_file_path = @FOLDER@/pid
exim_user = @USER@
exim_group = @GROUP@
daemon_smtp_ports = @PORT@
local_interfaces = <; 127.0.0.1
tls_advertise_hosts = *
tls_certificate = @CERTIFICATE@
tls_privatekey = @KEY@
auth_advertise_hosts = ${if def:tls_in_cipher {*}{}}
host_lookup =
rfc1413_hosts =
keep_environment =
deliver_drop_privilege = true
acl_smtp_rcpt = check
begin acl
check:
  deny !authenticated = *
       message = log in over TLS first
  deny local_parts = gone
       message = no such mailbox here
  accept
begin routers
full:
  driver = redirect
  local_parts = full
  allow_fail
  data = :fail: the mailbox is full for good
bounces:
  driver = accept
  local_parts = bounces
  transport = into_bounces
customers:
  driver = accept
  transport = into_customers
begin transports
into_bounces:
  driver = appendfile
  directory = @FOLDER@/bounces
  maildir_format
  create_directory
  user = @USER@
into_customers:
  driver = appendfile
  directory = @FOLDER@/customers
  maildir_format
  create_directory
  user = @USER@
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${if and {{eq{$auth2}{shop}}{eq{$auth3}{open sesame}}}}
  server_set_id = $auth2
)";

} // namespace

EximServer::EximServer(const std::filesystem::path& folder)
    : folder_(made(folder)), certificate_(folder_, "localhost"), port_(freePort()), process_(launch())
{
    for (int i = 0; i < 1500 && !isUp(port_); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

EximServer::~EximServer()
{
    Poco::Process::kill(process_);
    process_.wait();
}

bool EximServer::isInstalled() { return ::access(kExim, X_OK) == 0; }

void EximServer::writeConfiguration() const
{
    std::string text = kConfiguration;
    for (const auto& [mark, value] : {std::pair<std::string, std::string>{"@FOLDER@", folder_.string()},
                                      {"@USER@", userName()},
                                      {"@GROUP@", groupName()},
                                      {"@PORT@", std::to_string(port_)},
                                      {"@CERTIFICATE@", certificate_.certificateFile},
                                      {"@KEY@", certificate_.keyFile}})
        for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += value.size())
            text.replace(at, mark.size(), value);
    std::ofstream(folder_ / "exim.conf") << text;
    giveAway(folder_);
}

Poco::ProcessHandle EximServer::launch() const
{
    writeConfiguration();
    std::vector<std::string> arguments{"-C", (folder_ / "exim.conf").string(), "-bdf", "-q1m"};
    if (!isRoot())
        return Poco::Process::launch(kExim, arguments);
    arguments.insert(arguments.begin(), {"--reuid=nobody", "--regid=nogroup", "--clear-groups", kExim});
    return Poco::Process::launch("/usr/bin/setpriv", arguments);
}

std::vector<std::filesystem::path> EximServer::waitForMails(const std::string& mailbox,
                                                            std::size_t count) const
{
    std::vector<std::filesystem::path> files;
    for (int i = 0; i < 1000 && files.size() < count; ++i) {
        files.clear();
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / mailbox / "new", none))
            files.push_back(entry.path());
        if (files.size() < count)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return files;
}

std::string EximServer::log() const
{
    std::ostringstream text;
    for (const char* name : {"log-mainlog", "log-rejectlog", "log-paniclog"})
        text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
}

} // namespace ace::email
