// SPDX-License-Identifier: MIT
#include <ace/base/Config.h>

#include <ace/base/File.h>

#include <toml++/toml.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace ace::inline base {

struct Config::Document
{
    toml::table root;
    std::string fileName;
    std::set<std::string> asked;       // full dotted keys; a prefix "a.b." of a whole table that was taken
    std::vector<std::string> problems; // in the order found
};

struct Config::Node
{
    const toml::table* table;
    std::string prefix; // "" or "gate[2]." – what stands before a key in a message
};

namespace {

void collectUnknown(const toml::table& table, const std::string& prefix, const std::set<std::string>& asked,
                    std::vector<std::string>& unknown)
{
    for (const auto& [key, node] : table) {
        const std::string path = prefix + std::string(key.str());
        if (asked.contains(path + ".*"))
            continue;
        if (const auto* inner = node.as_table()) {
            collectUnknown(*inner, path + ".", asked, unknown);
            if (inner->empty() && !asked.contains(path))
                unknown.push_back(path);
        } else if (const auto* array = node.as_array(); array && array->is_array_of_tables()) {
            for (std::size_t i = 0; i < array->size(); ++i)
                collectUnknown(*array->get(i)->as_table(), path + "[" + std::to_string(i + 1) + "].", asked,
                               unknown);
        } else if (!asked.contains(path)) {
            unknown.push_back(path);
        }
    }
}

} // namespace

Config::Config(std::shared_ptr<Document> document, std::shared_ptr<Node> node)
    : document_(std::move(document)), node_(std::move(node))
{
}

Result<Config> Config::parse(std::string_view toml, const std::string& fileName)
{
    auto document = std::make_shared<Document>();
    document->fileName = fileName;
    try {
        document->root = toml::parse(toml, fileName);
    } catch (const toml::parse_error& problem) {
        return failure(ErrorCode::Invalid,
                       "line " + std::to_string(problem.source().begin.line) + ": " +
                           std::string(problem.description()),
                       fileName);
    }
    auto node = std::make_shared<Node>(Node{&document->root, ""});
    return Config(std::move(document), std::move(node));
}

Result<Config> Config::load(const std::filesystem::path& file)
{
    auto content = readFile(file, 1u << 20);
    if (!content)
        return failure(std::move(content));
    return parse(*content, file.string());
}

std::string Config::text(std::string_view key)
{
    if (!has(key))
        complain(key, "is missing");
    return text(key, "");
}

std::string Config::text(std::string_view key, std::string_view absent)
{
    document_->asked.insert(node_->prefix + std::string(key));
    const auto found = node_->table->at_path(key);
    if (!found)
        return std::string(absent);
    if (const auto value = found.value_exact<std::string>())
        return *value;
    complain(key, "must be a text in quotes");
    return std::string(absent);
}

std::int64_t Config::integer(std::string_view key, Range range)
{
    if (!has(key))
        complain(key, "is missing");
    return integer(key, range.least, range);
}

std::int64_t Config::integer(std::string_view key, std::int64_t absent, Range range)
{
    document_->asked.insert(node_->prefix + std::string(key));
    const auto found = node_->table->at_path(key);
    if (!found)
        return absent;
    const auto value = found.value_exact<std::int64_t>();
    if (value && *value >= range.least && *value <= range.most)
        return *value;
    complain(key, "must be a whole number from " + std::to_string(range.least) + " to " +
                      std::to_string(range.most));
    return absent;
}

bool Config::boolean(std::string_view key, bool absent)
{
    document_->asked.insert(node_->prefix + std::string(key));
    const auto found = node_->table->at_path(key);
    if (!found)
        return absent;
    if (const auto value = found.value_exact<bool>())
        return *value;
    complain(key, "must be true or false");
    return absent;
}

std::vector<std::string> Config::texts(std::string_view key)
{
    document_->asked.insert(node_->prefix + std::string(key));
    std::vector<std::string> result;
    const auto found = node_->table->at_path(key);
    if (!found)
        return result;
    const auto* array = found.as_array();
    if (!array || !std::ranges::all_of(*array, [](const toml::node& node) { return node.is_string(); })) {
        complain(key, "must be a list of texts in quotes");
        return result;
    }
    for (const toml::node& node : *array)
        result.push_back(node.ref<std::string>());
    return result;
}

std::vector<Config> Config::tables(std::string_view key)
{
    std::vector<Config> result;
    const auto found = node_->table->at_path(key);
    if (!found)
        return result;
    const auto* array = found.as_array();
    if (!array || !array->is_array_of_tables()) {
        complain(key, "must be a list of tables: [[" + std::string(key) + "]]");
        return result;
    }
    for (std::size_t i = 0; i < array->size(); ++i) {
        const std::string prefix = node_->prefix + std::string(key) + "[" + std::to_string(i + 1) + "].";
        result.push_back(Config(document_, std::make_shared<Node>(Node{array->get(i)->as_table(), prefix})));
    }
    return result;
}

std::optional<Config> Config::table(std::string_view key)
{
    document_->asked.insert(node_->prefix + std::string(key));
    const auto found = node_->table->at_path(key);
    if (!found)
        return std::nullopt;
    if (const auto* table = found.as_table())
        return Config(document_, std::make_shared<Node>(Node{table, node_->prefix + std::string(key) + "."}));
    complain(key, "must be a table: [" + std::string(key) + "]");
    return std::nullopt;
}

std::vector<std::pair<std::string, Config>> Config::namedTables(std::string_view key)
{
    std::vector<std::pair<std::string, Config>> result;
    auto parent = table(key);
    if (!parent)
        return result;
    for (const auto& [name, node] : *parent->node_->table) {
        const std::string child(name.str());
        if (auto inner = parent->table(child))
            result.emplace_back(child, *inner);
    }
    return result;
}

bool Config::has(std::string_view key) const { return static_cast<bool>(node_->table->at_path(key)); }

bool Config::isText(std::string_view key) const { return node_->table->at_path(key).is_string(); }

std::string Config::takeAsJson()
{
    std::string prefix = node_->prefix;
    if (!prefix.empty())
        prefix.pop_back();
    document_->asked.insert(prefix + ".*");
    std::ostringstream out;
    out << toml::json_formatter(*node_->table);
    return out.str();
}

void Config::complain(std::string_view key, std::string_view message)
{
    document_->problems.push_back(node_->prefix + std::string(key) + ": " + std::string(message));
}

Result<void> Config::finish() const
{
    std::vector<std::string> problems = document_->problems;
    std::vector<std::string> unknown;
    collectUnknown(document_->root, "", document_->asked, unknown);
    if (!unknown.empty())
        problems.push_back(unknown.front() + ": no such key is known here; check its spelling");
    if (problems.empty())
        return {};
    return failure(ErrorCode::Invalid, problems.front(), document_->fileName);
}

} // namespace ace::inline base
