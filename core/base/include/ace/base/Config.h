// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ace::inline base {

// A TOML document that is read strictly. Getters never fail at the call: what is missing, of another type,
// out of range or never asked for is gathered, and finish() gives the first of it as one line with file and
// key.
//
//   Config config = ...;
//   auto port = config.integer("server.port", 8080, {0, 65535});
//   for (Config& gate : config.tables("gate")) ...
//   if (auto ok = config.finish(); !ok) return failure(ok);
//
// A table is a view into the document and shares its list of problems. Not thread-safe.
class Config
{
public:
    struct Range
    {
        std::int64_t least;
        std::int64_t most;
    };

    static Result<Config> parse(std::string_view toml, const std::string& fileName);
    static Result<Config> load(const std::filesystem::path& file);

    // Required where there is no default. `key` may be dotted.
    std::string text(std::string_view key);
    std::string text(std::string_view key, std::string_view absent);
    std::int64_t integer(std::string_view key, Range range);
    std::int64_t integer(std::string_view key, std::int64_t absent, Range range);
    bool boolean(std::string_view key, bool absent);
    std::vector<std::string> texts(std::string_view key); // an array of strings; empty when absent

    std::vector<Config> tables(std::string_view key);  // [[key]], in order
    std::optional<Config> table(std::string_view key); // [key]
    std::vector<std::pair<std::string, Config>>
    namedTables(std::string_view key); // [key.name], sorted by name
    bool has(std::string_view key) const;
    bool isText(std::string_view key) const; // a key that takes a number or a word

    // The whole table as JSON, and every key in it counts as asked for: a plugin's own settings.
    std::string takeAsJson();

    // The caller's own rule was broken: "FILE: KEY: MESSAGE".
    void complain(std::string_view key, std::string_view message);

    Result<void> finish() const;

private:
    struct Document;
    struct Node;
    explicit Config(std::shared_ptr<Document> document, std::shared_ptr<Node> node);

    std::shared_ptr<Document> document_; // shared: views of one document gather their problems in one place
    std::shared_ptr<Node> node_;
};

} // namespace ace::inline base
