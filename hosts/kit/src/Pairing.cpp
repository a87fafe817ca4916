// SPDX-License-Identifier: MIT
#include <ace/kit/Pairing.h>

#include <ace/kit/RestClient.h>
#include <ace/kit/StationKey.h>

#include "rest/AnswerJson.h"
#include "rest/RestProblem.h"

#include <Poco/String.h>

namespace ace::kit {

namespace {

std::string trimmedText(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

// "http://host:port/base" of an address within the server.
std::string serverOf(const std::string& address)
{
    const std::size_t end = address.find_first_of("?#");
    std::string server = address.substr(0, end);
    for (const std::string_view tail : {"/pair", "/pair/"})
        if (server.ends_with(tail))
            server.erase(server.size() - tail.size());
    return server;
}

std::string originOf(const std::string& url)
{
    const auto access = ServerAccess::parse(url);
    return access ? (access->tls ? "https://" : "http://") + Poco::toLower(access->name()) : url;
}

StationIdentity identityIn(const Json& json)
{
    StationIdentity identity;
    const Json& station = json.at("station");
    const auto kind = parseStationKind(station.at("kind").get<std::string>());
    if (!kind)
        throw StrangeAnswer("an unknown kind of station");
    identity.station = idIn<StationId>(station.at("id"));
    identity.kind = *kind;
    identity.name = station.at("name").get<std::string>();
    identity.installation = json.at("installation").get<std::string>();
    identity.eventSlug = json.at("event").at("slug").get<std::string>();
    identity.gate = textIn(json, "gate");
    identity.till = findIdIn<TillId>(station, "till");
    return identity;
}

} // namespace

Result<PairingText> PairingText::parse(std::string_view text, const std::string& knownServer)
{
    const std::string typed = trimmedText(text);
    PairingText parsed{knownServer, typed};
    if (typed.starts_with("http://") || typed.starts_with("https://")) {
        parsed.serverUrl = serverOf(typed);
        parsed.code.clear();
        if (const std::size_t hash = typed.find('#'); hash != std::string::npos)
            parsed.code = typed.substr(hash + 1);
        if (const std::size_t query = typed.find("code="); query != std::string::npos)
            parsed.code = typed.substr(query + 5, typed.find_first_of("&#", query) - query - 5);
    }
    if (parsed.code.empty() || parsed.code.size() > 100)
        return failure(ErrorCode::Invalid, "this holds no pairing code; scan the code of the back office");
    // Whoever can put a code in front of the scanner must not choose the server.
    if (!knownServer.empty() && originOf(parsed.serverUrl) != originOf(knownServer))
        return failure(ErrorCode::Invalid,
                       "this code is for the server " + originOf(parsed.serverUrl) +
                           ", but this station belongs to " + originOf(knownServer) +
                           "; scan a code of that server, or start with another --server");
    if (parsed.serverUrl.empty())
        return failure(ErrorCode::Invalid, "this names no server; scan the QR code, or start with --server");
    return parsed;
}

Result<StationIdentity> Pairing::pair(const PairingText& text, StationKind wanted) const
{
    auto access = ServerAccess::parse(text.serverUrl);
    if (!access)
        return failure(std::move(access));
    access->caFile = parts_.caFile;
    const auto before = parts_.store.load();
    if (before && *before && originOf((*before)->serverUrl) != originOf(text.serverUrl))
        return failure(ErrorCode::Invalid, "this machine is paired with " + originOf((*before)->serverUrl) +
                                               "; remove its data folder to pair it with another server");
    const auto privateKey = parts_.store.ensureKey();
    if (!privateKey)
        return Failure(privateKey.error());
    const auto key = StationKey::parse(*privateKey);
    if (!key)
        return Failure(key.error());
    NoCredential nobody;
    LinkMonitor link(parts_.clock);
    RestClient client(*access, {parts_.clock, parts_.ids, nobody, link});
    const auto answer = client.send(
        {.method = "POST",
         .path = "/api/v1/stations/pair",
         .body = Json{{"code", text.code}, {"public_key", key->publicPem()}, {"kind", name(wanted)}}.dump()});
    if (!answer)
        return Failure(answer.error());
    if (!answer->good())
        return failure(ErrorCode::Invalid, describeProblem(*answer), access->name());
    auto identity = readAnswer(*answer, identityIn);
    if (!identity)
        return identity;
    identity->serverUrl = text.serverUrl;
    identity->caFile = parts_.caFile;
    identity->privateKey = *privateKey;
    if (identity->kind != wanted)
        return failure(ErrorCode::Invalid, std::string("this code is for a ") + name(identity->kind) +
                                               "; make one for a " + name(wanted));
    if (auto ok = parts_.store.save(*identity); !ok)
        return failure(std::move(ok));
    return identity;
}

} // namespace ace::kit
