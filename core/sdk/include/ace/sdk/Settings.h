// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/DeviceError.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ace::sdk {

// A device's settings, read strictly: a wrong value and, at finish(), a key that nobody asked for are a
// DeviceError that names the key.
//   Settings settings(text);
//   const auto codes = settings.texts("codes");
//   settings.finish();
class Settings
{
public:
    explicit Settings(std::string_view text) : json_(nlohmann::json::parse(text, nullptr, false))
    {
        if (!json_.is_object())
            throw DeviceError(ACE_ILLEGAL, "the settings are not a JSON object");
    }

    std::string text(const std::string& key, const std::string& absent)
    {
        const auto* value = find(key);
        if (value && !value->is_string())
            refuse(key, "must be a text");
        return value ? value->get<std::string>() : absent;
    }

    // One of `words`, the first where there is none.
    std::string oneOf(const std::string& key, std::initializer_list<const char*> words)
    {
        const std::string word = text(key, *words.begin());
        std::string known;
        for (const char* candidate : words) {
            if (word == candidate)
                return word;
            known += known.empty() ? "" : ", ";
            known += candidate;
        }
        refuse(key, "must be one of " + known);
    }

    std::int64_t integer(const std::string& key, std::int64_t absent, std::int64_t least, std::int64_t most)
    {
        const auto* value = find(key);
        if (!value)
            return absent;
        // An unsigned one above the signed range would wrap in the comparison.
        const bool wraps = value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX;
        if (!value->is_number_integer() || wraps || *value < least || *value > most)
            refuse(key,
                   "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        return value->get<std::int64_t>();
    }

    bool boolean(const std::string& key, bool absent)
    {
        const auto* value = find(key);
        if (value && !value->is_boolean())
            refuse(key, "must be true or false");
        return value ? value->get<bool>() : absent;
    }

    std::vector<std::string> texts(const std::string& key)
    {
        std::vector<std::string> result;
        const auto* value = find(key);
        if (value && !value->is_array())
            refuse(key, "must be a list of texts");
        for (std::size_t i = 0; value && i < value->size(); ++i) {
            if (!(*value)[i].is_string())
                refuse(key, "must be a list of texts");
            result.push_back((*value)[i].get<std::string>());
        }
        return result;
    }

    // A list of objects, each to be read and finished like the whole; their keys are named "faults/0/do".
    std::vector<Settings> objects(const std::string& key)
    {
        std::vector<Settings> result;
        const auto* value = find(key);
        if (value && !value->is_array())
            refuse(key, "must be a list of objects");
        for (std::size_t i = 0; value && i < value->size(); ++i) {
            if (!(*value)[i].is_object())
                refuse(key, "must be a list of objects");
            result.push_back(Settings((*value)[i], path_ + key + "/" + std::to_string(i) + "/"));
        }
        return result;
    }

    bool has(const std::string& key) const { return json_.contains(key); }

    void finish() const
    {
        for (const auto& item : json_.items())
            if (!asked_.contains(item.key()))
                refuse(item.key(), "is not a setting of this device");
    }

    // For what only the device knows about a value: throws.
    [[noreturn]] void refuse(const std::string& key, const std::string& why) const
    {
        throw DeviceError(ACE_ILLEGAL, "setting \"" + path_ + key + "\" " + why);
    }

private:
    Settings(nlohmann::json json, std::string path) : json_(std::move(json)), path_(std::move(path)) {}

    const nlohmann::json* find(const std::string& key)
    {
        asked_.insert(key);
        const auto found = json_.find(key);
        return found == json_.end() ? nullptr : &*found;
    }

    nlohmann::json json_;
    std::string path_ = {}; // of the object within the settings: "faults/0/"
    std::set<std::string> asked_;
};

} // namespace ace::sdk
