// SPDX-License-Identifier: MIT
#include "Exchange.h"

#include <Poco/DateTime.h>
#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/DateTimeParser.h>
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/RejectCertificateHandler.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <system_error>

namespace ace::stripe {

using Poco::Net::HTTPClientSession;
using Poco::Net::SocketAddress;
using Poco::Net::StreamSocket;

namespace {

constexpr std::chrono::milliseconds kConnectTime{5000};
constexpr std::chrono::milliseconds kSlice{100}; // how soon an interrupt is seen
constexpr std::chrono::seconds kKeptFor{15};     // Stripe's end keeps it longer
constexpr std::size_t kAddressesMost = 4;        // that are tried
constexpr std::size_t kAnswerBytesMost = 8u << 20;

Poco::Timespan toTimespan(std::chrono::milliseconds time)
{
    return Poco::Timespan(std::chrono::microseconds(time).count());
}

// TLS 1.2 or later; the certificate must be valid and name the host.
Poco::Net::Context::Ptr contextFor(const std::string& caFile)
{
    using Poco::Net::Context;
    static std::once_flag once;
    Context::Ptr context =
        new Context(Context::TLS_CLIENT_USE, caFile, Context::VERIFY_STRICT, 9, caFile.empty());
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->enableExtendedCertificateVerification(true);
    std::call_once(once, [&] { // Poco's callback for what is not trusted lives there
        Poco::Net::initializeSSL();
        Poco::Net::SSLManager::instance().initializeClient(
            nullptr, new Poco::Net::RejectCertificateHandler(false), context);
    });
    return context;
}

std::optional<Instant> parseDate(const std::string& text)
{
    Poco::DateTime date;
    int zone = 0;
    const std::string& format = Poco::DateTimeFormat::HTTP_FORMAT;
    // The parser takes anything.
    if (!Poco::DateTimeParser::tryParse(format, text, date, zone) ||
        Poco::DateTimeFormatter::format(date, format) != text)
        return std::nullopt;
    return Instant(Microseconds(date.timestamp().epochMicroseconds()));
}

// Over a socket that is connected. Poco's would connect again by itself, past our deadline.
class Session : public HTTPClientSession
{
public:
    explicit Session(const StreamSocket& socket) : HTTPClientSession(socket) { setKeepAlive(true); }

protected:
    void connect(const SocketAddress&) override { throw Poco::Net::ConnectionAbortedException("it hung up"); }
};

std::string readAll(std::istream& stream, const std::function<void()>& check)
{
    std::string text;
    char buffer[16'384];
    while (stream) {
        check();
        stream.read(buffer, sizeof buffer);
        text.append(buffer, static_cast<std::size_t>(stream.gcount()));
        if (text.size() > kAnswerBytesMost)
            throw LostAnswer("its answer has no end");
    }
    return text;
}

} // namespace

// A name's addresses, found by another thread.
class Exchange::Lookup
{
public:
    void run(const std::string& host)
    {
        std::vector<Poco::Net::IPAddress> found;
        std::string why = "its name has no address";
        try {
            found = Poco::Net::DNS::resolve(host).addresses();
        } catch (const Poco::Exception& problem) {
            why = problem.displayText();
        }
        if (found.size() > kAddressesMost)
            found.resize(kAddressesMost);
        const std::lock_guard lock(mutex_);
        addresses_ = std::move(found);
        problem_ = std::move(why);
        done_ = true;
        changed_.notify_all();
    }
    // False: not yet.
    bool waitFor(std::chrono::milliseconds time)
    {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, time, [this] { return done_; });
    }
    const std::vector<Poco::Net::IPAddress>& addresses() const // once it is done
    {
        if (addresses_.empty())
            throw LostAnswer("it cannot be found: " + problem_);
        return addresses_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool done_ = false;
    std::vector<Poco::Net::IPAddress> addresses_;
    std::string problem_;
};

struct Exchange::Connection
{
    StreamSocket socket; // what may be under TLS
    std::unique_ptr<HTTPClientSession> session;
    Monotonic usedAt{};
    bool endsHere = true; // the other side closes it, or its last answer is not read whole
};

// While this lives, interrupt() ends the socket.
class Exchange::Breakable
{
public:
    Breakable(Exchange& exchange, const StreamSocket& socket) : exchange_(exchange)
    {
        const std::lock_guard lock(exchange_.mutex_);
        // Poco may close its own while this is still known: the number would then be another file's.
        exchange_.breakable_ = ::fcntl(socket.impl()->sockfd(), F_DUPFD_CLOEXEC, 0);
    }
    ~Breakable()
    {
        const std::lock_guard lock(exchange_.mutex_);
        if (exchange_.breakable_ >= 0)
            ::close(exchange_.breakable_);
        exchange_.breakable_ = -1;
    }
    Breakable(const Breakable&) = delete;
    Breakable& operator=(const Breakable&) = delete;

private:
    Exchange& exchange_;
};

Exchange::Exchange(Target target, std::string caFile, const Clock& clock)
    : target_(std::move(target)), caFile_(std::move(caFile)), clock_(clock)
{
}

Exchange::~Exchange() = default;

void Exchange::interrupt() noexcept
{
    interrupted_ = true;
    const std::lock_guard lock(mutex_);
    if (breakable_ >= 0)
        ::shutdown(breakable_, SHUT_RDWR); // the only thing that another thread may do to it
}

HttpAnswer Exchange::perform(const HttpRequest& request, Monotonic deadline)
{
    try {
        if (auto kept = takeKept()) {
            try {
                return performOver(std::move(kept), request, deadline);
            } catch (const Poco::TimeoutException&) {
                throw;
            } catch (const Poco::Exception&) {
                timeLeft(deadline); // it was closed meanwhile: over a new one
            }
        }
        auto fresh = std::make_unique<Connection>();
        connect(fresh->socket, deadline);
        return performOver(std::move(fresh), request, deadline);
    } catch (const Poco::TimeoutException&) {
        throw LostAnswer("it did not answer in time");
    } catch (const Poco::Exception& problem) {
        throw LostAnswer(problem.displayText());
    }
}

// Null: there is none, or the other side has closed it.
std::unique_ptr<Exchange::Connection> Exchange::takeKept()
{
    auto kept = std::move(kept_);
    if (!kept || clock_.monotonic() - kept->usedAt > kKeptFor ||
        kept->socket.poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ))
        return nullptr;
    return kept;
}

HttpAnswer Exchange::performOver(std::unique_ptr<Connection> connection, const HttpRequest& request,
                                 Monotonic deadline)
{
    const Breakable breakable(*this, connection->socket);
    timeLeft(deadline); // an interrupt before that found no socket
    connection->socket.setSendTimeout(toTimespan(timeLeft(deadline)));
    connection->socket.setReceiveTimeout(toTimespan(timeLeft(deadline)));
    if (!connection->session)
        connection->session = open(connection->socket);
    HttpAnswer answer = talk(*connection, request, deadline);
    if (!connection->endsHere) {
        connection->usedAt = clock_.monotonic();
        kept_ = std::move(connection);
    }
    return answer;
}

std::vector<SocketAddress> Exchange::findAddresses(Monotonic deadline)
{
    Poco::Net::IPAddress literal;
    if (Poco::Net::IPAddress::tryParse(target_.host, literal))
        return {SocketAddress(literal, target_.port)};
    if (!lookup_) { // else the one before is still under way
        lookup_ = std::make_shared<Lookup>();
        lookingUp_ = Thread("ace-stripe-dns", [lookup = lookup_, host = target_.host] { lookup->run(host); });
    }
    while (!lookup_->waitFor(std::min(kSlice, timeLeft(deadline)))) {
    }
    const auto done = std::exchange(lookup_, nullptr);
    std::vector<SocketAddress> addresses;
    for (const auto& address : done->addresses())
        addresses.emplace_back(address, target_.port);
    return addresses;
}

void Exchange::connect(StreamSocket& socket, Monotonic deadline)
{
    std::string problem;
    for (const SocketAddress& address : findAddresses(deadline)) {
        socket = StreamSocket();
        problem = tryToConnect(socket, address, deadline);
        if (problem.empty())
            break;
    }
    if (!problem.empty())
        throw LostAnswer("it cannot be connected to: " + problem);
    socket.setBlocking(true);
    socket.setNoDelay(true);
}

// Empty: it is connected.
std::string Exchange::tryToConnect(StreamSocket& socket, const SocketAddress& address, Monotonic deadline)
{
    const Monotonic latest = clock_.monotonic() + kConnectTime;
    socket.connectNB(address);
    while (!socket.poll(toTimespan(std::min(kSlice, timeLeft(deadline))), Poco::Net::Socket::SELECT_WRITE))
        if (clock_.monotonic() >= latest)
            return "no answer";
    const int problem = socket.impl()->socketError();
    return problem == 0 ? "" : std::generic_category().message(problem);
}

std::unique_ptr<HTTPClientSession> Exchange::open(StreamSocket& socket)
{
    if (!target_.secure)
        return std::make_unique<Session>(socket);
    if (context_.isNull())
        context_ = contextFor(caFile_);
    auto secure = Poco::Net::SecureStreamSocket::attach(socket, target_.host, context_);
    secure.completeHandshake();
    // Not an HTTPSClientSession: Poco's takes no socket that is connected.
    return std::make_unique<Session>(secure);
}

HttpAnswer Exchange::talk(Connection& connection, const HttpRequest& request, Monotonic deadline)
{
    HTTPClientSession& session = *connection.session;
    connection.endsHere = true;
    session.setTimeout(toTimespan(timeLeft(deadline)));
    Poco::Net::HTTPRequest head(request.method, request.target, Poco::Net::HTTPMessage::HTTP_1_1);
    head.setHost(target_.host, target_.port);
    for (const auto& [name, value] : request.headers)
        head.set(name, value);
    head.setKeepAlive(true);
    if (request.method == "POST") {
        head.setContentType("application/x-www-form-urlencoded");
        head.setContentLength(static_cast<std::streamsize>(request.body.size()));
    }
    session.sendRequest(head) << request.body << std::flush;
    Poco::Net::HTTPResponse got;
    std::istream& stream = session.receiveResponse(got);
    HttpAnswer answer;
    answer.status = static_cast<int>(got.getStatus());
    answer.type = got.getContentType();
    answer.requestId = got.get("Request-Id", "");
    answer.shouldRetry = got.get("Stripe-Should-Retry", "");
    answer.retryAfter = got.get("Retry-After", "");
    answer.date = parseDate(got.get("Date", ""));
    answer.body = readAll(stream, [&] { timeLeft(deadline); });
    connection.endsHere = !got.getKeepAlive();
    return answer;
}

std::chrono::milliseconds Exchange::timeLeft(Monotonic deadline) const
{
    if (interrupted_)
        throw LostAnswer("it was interrupted");
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock_.monotonic());
    if (left.count() <= 0)
        throw LostAnswer("it did not answer in time");
    return left;
}

} // namespace ace::stripe
