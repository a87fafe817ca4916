// SPDX-License-Identifier: MIT
#include <ace/server/webhooks/HttpWebhookSender.h>

#include "AddressRules.h"
#include "Wire.h"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/URI.h>
#include <openssl/ssl.h>

#include <vector>

namespace ace::server::webhooks {

namespace {

constexpr std::size_t kMostLineBytes = 4096;

bool isPublic(const Poco::Net::IPAddress& address)
{
    const auto* bytes = static_cast<const std::uint8_t*>(address.addr());
    return isPublicAddress({bytes, address.length()});
}

// "HTTP/1.1 204 No Content" → 204; 0: not a status line.
int statusOf(const std::string& line)
{
    if (!line.starts_with("HTTP/1.") || line.size() < 12 || line[8] != ' ')
        return 0;
    int status = 0;
    for (std::size_t i = 9; i < 12; ++i) {
        if (line[i] < '0' || line[i] > '9')
            return 0;
        status = status * 10 + (line[i] - '0');
    }
    return line.size() == 12 || line[12] == ' ' ? status : 0;
}

} // namespace

class HttpWebhookSender::Tls
{
public:
    explicit Tls(const std::string& caFile) : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free)
    {
        ready_ = context_ && SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION) == 1 &&
                 (caFile.empty() ? SSL_CTX_set_default_verify_paths(context_.get())
                                 : SSL_CTX_load_verify_file(context_.get(), caFile.c_str())) == 1;
    }
    bool ready() const { return ready_; }
    SSL_CTX& context() const { return *context_; }

private:
    std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
    bool ready_ = false;
};

struct HttpWebhookSender::Target
{
    Poco::Net::SocketAddress address; // as it was checked
    bool secure = true;
    std::string name;      // for the certificate
    std::string authority; // for the Host header
    std::string path;
};

HttpWebhookSender::HttpWebhookSender(SenderOptions options, const Clock& clock)
    : options_(std::move(options)), clock_(clock), tls_(std::make_unique<Tls>(options_.caFile))
{
}

HttpWebhookSender::~HttpWebhookSender() = default;

Result<HttpWebhookSender::Target> HttpWebhookSender::find(const std::string& url) const
{
    try {
        const Poco::URI uri(url);
        Target target;
        target.secure = uri.getScheme() == "https";
        if (!target.secure && !(options_.httpAllowed && uri.getScheme() == "http"))
            return failure(ErrorCode::Invalid,
                           "is not https://; set [webhooks] allow_http to send in the clear");
        target.name = uri.getHost();
        target.authority = uri.getAuthority();
        target.path = uri.getPathAndQuery().empty() ? "/" : uri.getPathAndQuery();
        if (target.path.front() == '?')
            target.path.insert(0, 1, '/');
        if (target.name.empty() || !uri.getUserInfo().empty())
            return failure(ErrorCode::Invalid, "is no address of a host");
        const auto addresses = Poco::Net::DNS::resolve(target.name).addresses();
        if (addresses.empty())
            return failure(ErrorCode::Offline, "its name has no address");
        for (const auto& address : addresses)
            if (!options_.privateAllowed && !isPublic(address))
                return failure(ErrorCode::Invalid, "leads into a private network (" + address.toString() +
                                                       "); set [webhooks] allow_private if that is meant");
        target.address = Poco::Net::SocketAddress(addresses.front(), uri.getPort());
        return target;
    } catch (const Poco::Exception& problem) {
        return failure(ErrorCode::Offline, "cannot be found: " + problem.displayText());
    }
}

Result<void> HttpWebhookSender::send(const outbox::WebhookMessage& message)
{
    auto target = find(message.url);
    if (!target)
        return failure(target.error().code, target.error().message, outbox::originOf(message.url));
    const std::string request = "POST " + target->path + " HTTP/1.1\r\nHost: " + target->authority +
                                "\r\nUser-Agent: ace-tickets\r\nContent-Type: application/json\r\n"
                                "Content-Length: " +
                                std::to_string(message.body.size()) +
                                "\r\nAce-Signature: " + message.signature + "\r\nConnection: close\r\n\r\n" +
                                message.body;
    if (auto done = exchange(*target, request); !done)
        return failure(done.error().code, done.error().message, outbox::originOf(message.url));
    return {};
}

Result<void> HttpWebhookSender::exchange(const Target& target, const std::string& request) const
{
    if (target.secure && !tls_->ready())
        return failure(ErrorCode::Unavailable, "there are no certificates here to check others with");
    Wire wire(clock_, clock_.monotonic() + options_.deadline);
    if (auto done = wire.connect(target.address.addr(), target.address.length()); !done)
        return done;
    if (target.secure)
        if (auto done = wire.secure(tls_->context(), target.name); !done)
            return done;
    if (auto done = wire.send(request); !done)
        return done;
    auto line = wire.receiveLine(kMostLineBytes);
    if (!line)
        return failure(std::move(line));
    const int status = statusOf(*line);
    if (status >= 200 && status < 300)
        return {};
    return failure(ErrorCode::Unavailable,
                   status == 0 ? "its answer is not HTTP" : "answered " + std::to_string(status));
}

} // namespace ace::server::webhooks
