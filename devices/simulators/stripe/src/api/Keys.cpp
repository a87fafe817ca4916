// SPDX-License-Identifier: MIT
#include "Keys.h"

#include "wire/ApiError.h"

namespace ace::stripesimulator {

namespace {

[[noreturn]] void refuseKey(const std::string& message)
{
    throw ApiError(401, {{"type", "invalid_request_error"}, {"message", message}});
}

std::string decodedBase64(const std::string& text)
{
    static const std::string kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t value = kLetters.find(c);
        if (value == std::string::npos)
            break;
        bits = (bits << 6) | static_cast<unsigned>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>((bits >> count) & 0xFF);
        }
    }
    return out;
}

std::string keyOf(const std::string& authorization)
{
    if (authorization.starts_with("Bearer "))
        return authorization.substr(7);
    if (!authorization.starts_with("Basic "))
        return {};
    const std::string pair = decodedBase64(authorization.substr(6));
    return pair.substr(0, pair.find(':'));
}

} // namespace

void checkKey(const Request& request)
{
    const std::string key = keyOf(request.header("authorization"));
    if (key.empty())
        refuseKey("There is no key. Send \"Authorization: Bearer sk_test_…\".");
    if (key.starts_with("sk_live_") || key.starts_with("rk_live_") || key.starts_with("pk_live_"))
        refuseKey(
            "This is a simulator. It takes no live key; this one has now been shown to it. Use sk_test_….");
    if (!(key.starts_with("sk_test_") || key.starts_with("rk_test_")) || key.size() <= 8)
        refuseKey("This is no secret test key. Use one that begins with sk_test_ or rk_test_.");
}

std::string versionOf(const Request& request)
{
    const std::string asked = request.header("stripe-version");
    if (asked.empty() || asked == "2026-10-28.endive")
        return "2026-10-28.endive";
    if (asked == "2026-07-29.dahlia")
        return asked;
    throw invalidRequest("The simulator has no version \"" + asked +
                         "\" of the API; it has 2026-10-28.endive and 2026-07-29.dahlia.");
}

} // namespace ace::stripesimulator
