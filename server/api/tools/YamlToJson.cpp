// SPDX-License-Identifier: MIT
// ace-yaml-to-json IN OUT: openapi.yaml as the JSON that the server serves, at build time. Scalars follow
// YAML's core schema as far as the document uses it: quoted ones are strings.
#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <exception>
#include <fstream>
#include <iostream>

namespace {

using Json = nlohmann::ordered_json;

Json jsonOfScalar(const YAML::Node& node)
{
    const std::string& text = node.Scalar();
    if (node.Tag() == "!") // quoted
        return text;
    if (text == "true" || text == "false")
        return text == "true";
    if (text == "null" || text == "~" || text.empty())
        return nullptr;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size())
        return number;
    return text;
}

Json jsonOf(const YAML::Node& node)
{
    if (node.IsMap()) {
        Json object = Json::object();
        for (const auto& member : node) {
            const std::string name = member.first.Scalar();
            if (object.contains(name))
                throw std::runtime_error("\"" + name + "\" is there twice, line " +
                                         std::to_string(member.first.Mark().line + 1));
            object[name] = jsonOf(member.second);
        }
        return object;
    }
    if (node.IsSequence()) {
        Json list = Json::array();
        for (const auto& element : node)
            list.push_back(jsonOf(element));
        return list;
    }
    return node.IsNull() ? Json(nullptr) : jsonOfScalar(node);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    try {
        const Json document = jsonOf(YAML::LoadFile(argv[1]));
        std::ofstream out(argv[2]);
        out << document.dump() << '\n';
        return out.flush() ? 0 : 1;
    } catch (const std::exception& exception) {
        std::cerr << argv[1] << ": " << exception.what() << '\n';
        return 1;
    }
}
