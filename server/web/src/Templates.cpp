// SPDX-License-Identifier: MIT
#include <ace/server/web/Templates.h>

#include <ace/base/Assert.h>
#include <ace/base/Embedded.h>
#include <ace/server/web/Static.h>

namespace ace::embedded {
std::span<const File> web_templates();
}

namespace ace::server::web {

namespace {
constexpr std::string_view kLayout = "layout.html";
constexpr std::string_view kPageMark = "{{> page}}";
} // namespace

Templates::Templates(const Words& words) : words_(words)
{
    const auto files = embedded::web_templates();
    ACE_ASSERT(!files.empty() && files.front().name == kLayout);
    const std::string_view layout = files.front().content;
    const std::size_t mark = layout.find(kPageMark);
    ACE_ASSERT(mark != std::string_view::npos);
    for (const embedded::File& file : files.subspan(1)) {
        std::string text(layout.substr(0, mark));
        text += file.content;
        text += layout.substr(mark + kPageMark.size());
        kainjow::mustache::mustache page(words.translated(text));
        ACE_ASSERT(page.is_valid());
        pages_.emplace(file.name.substr(0, file.name.rfind('.')), std::move(page));
    }
}

std::string Templates::render(std::string_view page, Data data) const
{
    const auto found = pages_.find(page);
    ACE_ASSERT(found != pages_.end());
    data["language"] = std::string(words_.code());
    data["base"] = std::string(words_.pathPrefix());
    data["otherLanguage"] = std::string(words_.other().code());
    data["otherBase"] = std::string(words_.other().pathPrefix());
    data["stylesheet"] = stylesheetPath();
    data["icon"] = staticPath("icon.svg");
    data["script"] = staticPath("ace.js");
    return found->second.render(data);
}

} // namespace ace::server::web
