// SPDX-License-Identifier: MIT
#include "OwnForms.h"

#include <Poco/String.h>

namespace ace::server::shop {

namespace {

// "https://Host:443" → "host"; the port stays where it is not the scheme's own. Empty: no scheme.
std::string placeOf(const std::string& url)
{
    const std::size_t mark = url.find("://");
    if (mark == std::string::npos)
        return {};
    std::string place = Poco::toLower(url.substr(mark + 3));
    place = place.substr(0, place.find('/'));
    const std::string_view usual = Poco::icompare(url.substr(0, mark), "https") == 0 ? ":443" : ":80";
    if (place.ends_with(usual))
        place.resize(place.size() - usual.size());
    return place;
}

} // namespace

void requireOwnForm(const Services& services, const Request& request)
{
    const std::string site = request.get("Sec-Fetch-Site", "");
    if (site == "same-origin")
        return;
    // Our pages send no referrer, so browsers write "null" for them: that alone says nothing.
    const std::string sent = request.get("Origin", "");
    const std::string origin = placeOf(sent);
    const std::string here = sent.substr(0, sent.find("://")) + "://" + request.get("Host", "");
    const bool own = origin.empty() || origin == placeOf(here) || origin == placeOf(services.publicUrl);
    if (site == "cross-site" || !own)
        throw http::Problem("forbidden",
                            "This form came from another site. Open the page here and try again.");
}

} // namespace ace::server::shop
