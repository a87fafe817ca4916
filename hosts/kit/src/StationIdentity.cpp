// SPDX-License-Identifier: MIT
#include <ace/kit/StationIdentity.h>

#include <ace/base/File.h>
#include <ace/kit/StationKey.h>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace ace::kit {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostBytes = 64 * 1024;

std::string toText(const StationIdentity& identity)
{
    return Json{{"version", 1},
                {"server", identity.serverUrl},
                {"ca_file", identity.caFile},
                {"station", identity.station.toString()},
                {"installation", identity.installation},
                {"kind", name(identity.kind)},
                {"name", identity.name},
                {"event", identity.eventSlug},
                {"gate", identity.gate},
                {"till", identity.till ? identity.till->toString() : ""},
                {"private_key", identity.privateKey}}
               .dump(2) +
           "\n";
}

Result<StationIdentity> parseIdentity(const std::string& text, const std::string& file)
{
    const auto wrong = [&](const std::string& what) {
        return failure(ErrorCode::Corrupt, what + "; remove the file and pair this station anew", file);
    };
    try {
        const Json json = Json::parse(text);
        StationIdentity identity;
        identity.serverUrl = json.at("server").get<std::string>();
        identity.caFile = json.at("ca_file").get<std::string>();
        const auto station = StationId::parse(json.at("station").get<std::string>());
        const auto kind = parseStationKind(json.at("kind").get<std::string>());
        if (!station || !kind)
            return wrong("its station or kind is none");
        identity.station = *station;
        identity.kind = *kind;
        identity.installation = json.at("installation").get<std::string>();
        identity.name = json.at("name").get<std::string>();
        identity.eventSlug = json.at("event").get<std::string>();
        identity.gate = json.at("gate").get<std::string>();
        identity.till = TillId::parse(json.at("till").get<std::string>());
        identity.privateKey = json.at("private_key").get<std::string>();
        if (auto key = StationKey::parse(identity.privateKey); !key)
            return wrong("its key cannot be read");
        return identity;
    } catch (const Json::exception& problem) {
        return wrong(std::string("it cannot be understood (") + problem.what() + ")");
    }
}

Result<void> wipeFile(const std::filesystem::path& file)
{
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return {};
    // What a disk keeps of a replaced file is beyond us; the server trusts the key no more anyway.
    const auto size = std::filesystem::file_size(file, error);
    if (!error)
        if (auto ok = writeFileDurably(file, std::string(std::min<std::size_t>(size, kMostBytes), '0'),
                                       FileAccess::OwnerOnly);
            !ok)
            return ok;
    if (!std::filesystem::remove(file, error))
        return failure(ErrorCode::Internal, "cannot be removed: " + error.message(), file.string());
    return {};
}

} // namespace

Result<std::optional<StationIdentity>> IdentityStore::load() const
{
    std::error_code error;
    if (!std::filesystem::exists(identityFile(), error))
        return std::optional<StationIdentity>();
    const auto text = readFile(identityFile(), kMostBytes);
    if (!text)
        return Failure(text.error());
    auto identity = parseIdentity(*text, identityFile().string());
    if (!identity)
        return failure(std::move(identity));
    return std::optional<StationIdentity>(std::move(*identity));
}

Result<void> IdentityStore::save(const StationIdentity& identity) const
{
    if (auto ok = writeFileDurably(identityFile(), toText(identity), FileAccess::OwnerOnly); !ok)
        return ok;
    return wipeFile(keyFile()); // it is in the identity now
}

Result<std::string> IdentityStore::ensureKey() const
{
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (error)
        return failure(ErrorCode::Internal, "cannot be made: " + error.message(), folder_.string());
    if (auto known = readFile(keyFile(), kMostBytes); known && StationKey::parse(*known))
        return *known;
    const std::string key = StationKey::make().privatePem();
    if (auto ok = writeFileDurably(keyFile(), key, FileAccess::OwnerOnly); !ok)
        return failure(std::move(ok));
    return key;
}

Result<void> IdentityStore::wipe() const
{
    auto identity = wipeFile(identityFile());
    auto key = wipeFile(keyFile());
    return identity ? key : identity;
}

} // namespace ace::kit
