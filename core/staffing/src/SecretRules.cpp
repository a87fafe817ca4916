// SPDX-License-Identifier: MIT
#include "LoginText.h"
#include "SecretNeeds.h"

#include <ace/staffing/StaffDirectory.h>

#include <zxcvbn.h>

#include <algorithm>
#include <cmath>

namespace ace::staffing {

namespace {

constexpr std::size_t kShortestPassword = 8;
constexpr std::size_t kLongestPassword = 256;
constexpr std::size_t kPinLeast = 4;
constexpr std::size_t kLongPinLeast = 6;
constexpr std::size_t kPinMost = 8;
// zxcvbn's score 3 begins at 10^8 guesses: safely unguessable by whoever has to ask us for each.
constexpr double kGuessesOfScore3 = 1e8;
// The work of zxcvbn grows with the square of the length; what is longer is judged by its start.
constexpr std::size_t kJudgedLength = 100;

std::size_t characters(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

char toLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The owner's name, the login, and what both are made of.
std::vector<std::string> wordsOf(const Staff& owner)
{
    std::vector<std::string> words{owner.name, owner.login};
    std::string word;
    for (const char c : owner.name + " " + owner.login + " ") {
        if (std::string_view(" .-_@+'").find(c) == std::string_view::npos) {
            word += c;
            continue;
        }
        if (word.size() > 2)
            words.push_back(word);
        word.clear();
    }
    for (std::string& one : words) // zxcvbn compares with the password in lower case
        std::ranges::transform(one, one.begin(), toLower);
    return words;
}

bool isSteady(std::string_view pin) // each digit as far from the one before: 0000, 1234, 9753
{
    for (std::size_t i = 2; i < pin.size(); ++i)
        if ((pin[i] - pin[i - 1] + 10) % 10 != (pin[1] - pin[0] + 10) % 10)
            return false;
    return true;
}

bool isRepeated(std::string_view pin, std::size_t part) // 1212, 123123
{
    for (std::size_t i = part; i < pin.size(); ++i)
        if (pin[i] != pin[i - part])
            return false;
    return true;
}

} // namespace

const char* name(SecretRefusal refusal)
{
    switch (refusal) {
    case SecretRefusal::TooShort:
        return "too_short";
    case SecretRefusal::TooLong:
        return "too_long";
    case SecretRefusal::TooEasy:
        return "too_easy";
    case SecretRefusal::NotAPin:
        return "not_a_pin";
    case SecretRefusal::ShortPin:
        return "short_pin";
    }
    return "too_easy";
}

const char* explain(SecretRefusal refusal)
{
    switch (refusal) {
    case SecretRefusal::TooShort:
        return "A password has at least 8 characters; 15 are better.";
    case SecretRefusal::TooLong:
        return "A password has at most 256 bytes.";
    case SecretRefusal::TooEasy:
        return "This is easy to guess. Take several words that do not belong together, or, for a PIN, digits "
               "without a pattern.";
    case SecretRefusal::NotAPin:
        return "A PIN is 4 to 8 digits.";
    case SecretRefusal::ShortPin:
        return "The PIN of a supervisor or organiser is 6 to 8 digits.";
    }
    return "";
}

bool isLogin(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      std::string_view("._-@+").find(c) != std::string_view::npos;
           });
}

std::optional<SecretRefusal> judgePassword(const std::string& password, const Staff& owner)
{
    if (password.size() > kLongestPassword)
        return SecretRefusal::TooLong;
    if (characters(password) < kShortestPassword)
        return SecretRefusal::TooShort;
    const std::vector<std::string> words = wordsOf(owner);
    std::vector<const char*> dictionary;
    for (const std::string& word : words)
        if (!word.empty())
            dictionary.push_back(word.c_str());
    dictionary.push_back(nullptr);
    const std::string judged = password.substr(0, kJudgedLength);
    const double bits = ZxcvbnMatch(judged.c_str(), dictionary.data(), nullptr);
    return bits < std::log2(kGuessesOfScore3) ? std::optional(SecretRefusal::TooEasy) : std::nullopt;
}

std::optional<SecretRefusal> judgePin(std::string_view pin, const Staff& owner)
{
    if (pin.size() < kPinLeast || pin.size() > kPinMost ||
        !std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; }))
        return SecretRefusal::NotAPin;
    if (pin.size() < kLongPinLeast && needsLongPin(owner))
        return SecretRefusal::ShortPin;
    if (isSteady(pin) || isRepeated(pin, 2) || (pin.size() >= 6 && isRepeated(pin, 3)))
        return SecretRefusal::TooEasy;
    for (const char* common : {"2580", "1998", "1004", "4321", "6969", "1122", "1313", "1010", "123321"})
        if (pin == common)
            return SecretRefusal::TooEasy;
    return std::nullopt;
}

} // namespace ace::staffing
