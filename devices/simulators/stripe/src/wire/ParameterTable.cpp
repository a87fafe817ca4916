// SPDX-License-Identifier: MIT
#include "ParameterTable.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <stdexcept>

namespace ace::stripesimulator {

namespace {

std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);)
        parts.push_back(part);
    return parts;
}

struct Reader
{
    std::map<std::string, std::vector<std::string>> values;
    std::map<std::string, Field> groups;
    std::vector<Operation> operations;
    Field* current = nullptr;

    void read(const std::string& line);
    void readParameter(const std::vector<std::string>& words);
    Field fieldOf(std::string kind) const;
};

// The place of "a.b[].c" below the current object.
Field& placeOf(Field& root, const std::string& path)
{
    Field* place = &root;
    for (std::string part : split(path, '.')) {
        const bool ofList = part.ends_with("[]");
        part.resize(part.size() - (ofList ? 2 : 0));
        place = &place->fields[part];
        if (ofList)
            place = &place->item.at(0);
    }
    return *place;
}

Field Reader::fieldOf(std::string kind) const
{
    Field field;
    if (kind.ends_with("?")) {
        field.mayBeUnset = true;
        kind.pop_back();
    }
    if (kind.ends_with("[]")) {
        kind.resize(kind.size() - 2);
        field.kind = Kind::List;
        field.item.push_back(fieldOf(kind));
        return field;
    }
    static const std::map<std::string, Kind> kKinds = {
        {"text", Kind::Text},         {"integer", Kind::Integer}, {"boolean", Kind::Boolean},
        {"currency", Kind::Currency}, {"object", Kind::Object},   {"metadata", Kind::Metadata},
        {"range", Kind::Range},       {"any", Kind::Any},         {"unsimulated", Kind::Unsimulated},
    };
    const std::size_t colon = kind.find(':');
    const std::string argument = colon == std::string::npos ? "" : kind.substr(colon + 1);
    const std::string name = kind.substr(0, colon);
    if (name == "one-of") {
        field.kind = Kind::Enum;
        field.values = argument.starts_with("$") ? values.at(argument.substr(1)) : split(argument, '|');
        return field;
    }
    field.kind = kKinds.at(name);
    if (!argument.empty())
        std::from_chars(argument.data(), argument.data() + argument.size(), field.lengthMost);
    return field;
}

void Reader::readParameter(const std::vector<std::string>& words)
{
    std::string path = words.at(0);
    Field field = fieldOf(words.at(1));
    if (path.ends_with("!")) {
        field.required = true;
        path.pop_back();
    }
    if (words.size() > 2)
        field.onlyIn = words[2].substr(1);
    placeOf(*current, path) = std::move(field);
}

void Reader::read(const std::string& line)
{
    const bool indented = line.starts_with(" ");
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;)
        words.push_back(word);
    if (words.empty() || words[0].starts_with("#"))
        return;
    if (indented && words[0] == "use") {
        for (const auto& [name, field] : groups.at(words.at(1)).fields)
            current->fields[name] = field;
    } else if (indented) {
        readParameter(words);
    } else if (words[0] == "values") {
        values[words.at(1)] = split(words.at(2), '|');
    } else if (words[0] == "group") {
        current = &groups[words.at(1)];
    } else {
        operations.push_back({words[0] + " " + words.at(1), {}});
        current = &operations.back().parameters;
    }
}

} // namespace

std::vector<Operation> parseParameterTable(std::string_view text)
{
    Reader reader;
    std::istringstream in{std::string(text)};
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        try {
            reader.read(line);
        } catch (const std::out_of_range&) {
            throw std::runtime_error("parameters.txt, line " + std::to_string(number) + ": " + line);
        }
    }
    return std::move(reader.operations);
}

} // namespace ace::stripesimulator
