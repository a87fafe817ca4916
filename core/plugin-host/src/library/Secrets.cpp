// SPDX-License-Identifier: MIT
#include "library/Secrets.h"

#include <ace/base/Bytes.h>
#include <ace/base/File.h>

#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <optional>
#include <utility>

namespace ace::pluginhost {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kScheme = "secret:";
constexpr std::size_t kNameMax = 100;
constexpr std::size_t kBytesMax = 64 * 1024;

std::string variableOf(std::string_view name)
{
    std::string variable = "ACE_SECRET_";
    for (const char c : name)
        variable += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c == '/' || c == '-' ? '_' : c;
    return variable;
}

Result<std::string> readSecretFile(const std::string& reference, const std::filesystem::path& folder)
{
    const std::string name = reference.substr(kScheme.size());
    const std::string intoVariable = "into the environment as " + variableOf(name);
    if (folder.empty())
        return failure(ErrorCode::NotFound, "\"" + reference +
                                                "\" cannot be found: no data folder is given, whose file "
                                                "secrets/" +
                                                name + " it could be. Give one, or put the secret " +
                                                intoVariable);
    const std::filesystem::path file = folder / name;
    struct stat found
    {
    };
    if (::stat(file.c_str(), &found) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return failure(ErrorCode::NotFound, "\"" + reference + "\" cannot be found: put the secret into " +
                                                file.string() + " (mode 600), or " + intoVariable);
    if ((found.st_mode & 077) != 0)
        return failure(ErrorCode::Invalid, "the secret in " + file.string() +
                                               " can be read by others. Run: chmod 600 " + file.string());
    auto text = readFile(file, kBytesMax);
    if (!text)
        return failure(ErrorCode::Invalid, "\"" + reference +
                                               "\" cannot be read: " + text.error().describe() +
                                               ". It must be a file of whom this program runs as");
    for (const char end : {'\n', '\r'})
        if (text->ends_with(end))
            text->pop_back();
    if (text->empty())
        return failure(ErrorCode::Invalid, "\"" + reference + "\" is empty: put the secret into " +
                                               file.string() + ", or " + intoVariable);
    return text;
}

Result<std::string> readSecret(const std::string& reference, const std::filesystem::path& folder)
{
    const std::string variable = variableOf(std::string_view(reference).substr(kScheme.size()));
    const char* given = std::getenv(variable.c_str());
    if (!given)
        return readSecretFile(reference, folder);
    if (*given == '\0')
        return failure(ErrorCode::Invalid, "\"" + reference + "\" is empty: put the secret into " + variable +
                                               ", or unset that and put it into a file");
    return std::string(given);
}

class Resolver
{
public:
    explicit Resolver(const std::filesystem::path& folder) : folder_(folder) {}

    void resolve(const Json& schema, Json& value)
    {
        if (schema.value("x-secret", false) && value.is_string())
            return replace(value);
        if (value.is_object() && schema.contains("properties"))
            for (const auto& [key, part] : schema["properties"].items())
                if (value.contains(key))
                    resolve(part, value[key]);
        if (value.is_array() && schema.contains("items"))
            for (Json& item : value)
                resolve(schema["items"], item);
    }

    const std::optional<Error>& problem() const { return problem_; }

private:
    void replace(Json& value)
    {
        const auto reference = value.get<std::string>();
        auto read = readSecret(reference, folder_);
        if (read && !isValidUtf8(*read))
            read = failure(ErrorCode::Invalid, "\"" + reference + "\" is no text in UTF-8: write it anew");
        if (read)
            value = std::move(*read);
        else if (!problem_)
            problem_ = read.error();
    }

    const std::filesystem::path& folder_;
    std::optional<Error> problem_;
};

} // namespace

bool isSecretReference(std::string_view value)
{
    if (!value.starts_with(kScheme) || value.size() > kScheme.size() + kNameMax)
        return false;
    const std::string_view name = value.substr(kScheme.size());
    return !name.empty() && name.front() != '/' && name.back() != '/' &&
           name.find("//") == std::string_view::npos &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_/") == std::string_view::npos;
}

Result<std::string> resolveSecrets(std::string_view schema, const std::string& settings,
                                   const std::filesystem::path& folder)
{
    const Json rules = Json::parse(schema, nullptr, false);
    Json values = Json::parse(settings, nullptr, false);
    if (!rules.is_object() || !values.is_object())
        return settings;
    Resolver resolver(folder);
    resolver.resolve(rules, values);
    if (resolver.problem())
        return Failure(*resolver.problem());
    return values.dump();
}

} // namespace ace::pluginhost
