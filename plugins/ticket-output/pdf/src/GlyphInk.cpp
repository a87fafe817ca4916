// SPDX-License-Identifier: MIT
#include "GlyphInk.h"

#include "Operators.h"

namespace ace::pdf {

namespace {

constexpr std::size_t kMaxPaths = 8192; // some 5 MB

std::string write(const text::Outline& outline)
{
    std::string path;
    auto point = outline.points.begin();
    const auto append = [&](int count, const char* verb) {
        for (; count > 0; --count, ++point) {
            appendInteger(path, hundredths(point->x));
            appendInteger(path, hundredths(point->y));
        }
        path += verb;
    };
    for (const text::Outline::Verb verb : outline.verbs) {
        switch (verb) {
        case text::Outline::Verb::Move:
            append(1, "m ");
            break;
        case text::Outline::Verb::Line:
            append(1, "l ");
            break;
        case text::Outline::Verb::Curve:
            append(3, "c ");
            break;
        case text::Outline::Verb::Close: // filling closes what is open
            break;
        }
    }
    return path += "f\n";
}

} // namespace

const std::string& GlyphInk::path(const std::shared_ptr<const text::Outline>& outline)
{
    const auto found = paths_.find(outline.get());
    if (found != paths_.end())
        return found->second.path;
    if (paths_.size() >= kMaxPaths)
        paths_.clear();
    return paths_.emplace(outline.get(), Entry{outline, write(*outline)}).first->second.path;
}

} // namespace ace::pdf
