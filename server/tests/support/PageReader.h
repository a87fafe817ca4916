// SPDX-License-Identifier: MIT
// Reads pages as far as a customer's browser must: hidden fields, links, names of fields.
#pragma once

#include <cppunit/extensions/HelperMacros.h>

#include <string>

namespace ace::test {

// What is between `before` and the next `after`; the test fails where there is none.
inline std::string between(const std::string& page, const std::string& before, const std::string& after)
{
    const std::size_t at = page.find(before);
    CPPUNIT_ASSERT_MESSAGE(before + " in\n" + page, at != std::string::npos);
    const std::size_t begin = at + before.size();
    const std::size_t end = page.find(after, begin);
    CPPUNIT_ASSERT_MESSAGE(after + " after " + before, end != std::string::npos);
    return page.substr(begin, end - begin);
}

inline std::string hiddenValue(const std::string& page, const std::string& name)
{
    return between(page, "<input type=\"hidden\" name=\"" + name + "\" value=\"", "\"");
}

} // namespace ace::test
