// SPDX-License-Identifier: MIT
#include <ace/pdf/TicketFolder.h>
#include <ace/pdf/TicketRenderer.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/Settings.h>
#include <ace/sdk/TicketOutputDevice.h>

#include <optional>

namespace ace::pdf {

namespace {

std::string missingFontText(const std::vector<std::string>& scripts)
{
    std::string text = "No installed font has all characters of";
    for (const std::string& script : scripts)
        text += (&script == &scripts.front() ? " " : ", ") + script;
    return text +
           "; frames stand in their place. Install fonts: fonts-noto-core has most scripts, fonts-noto-cjk "
           "Chinese, Japanese and Korean.";
}

} // namespace

// Settings: "page", "a4" or "letter"; "folder", where submitted tickets go, none by default.
class PdfOutput : public sdk::TicketOutputDevice
{
public:
    static constexpr const char* kDeviceClass = "pdf";

    void open(std::string_view text) override
    {
        sdk::Settings settings(text);
        const std::string page = settings.oneOf("page", {"a4", "letter"});
        const std::string folder = settings.text("folder", "");
        settings.finish();
        renderer_.emplace(page == "letter" ? PageSize::Letter : PageSize::A4);
        folder_.reset();
        if (!folder.empty())
            folder_.emplace(valueOf(TicketFolder::open(folder)));
    }

    void close() override { renderer_.reset(); }

    sdk::Rendered render(const sdk::Document& document) override
    {
        Rendered rendered = valueOf(renderer_.value().render(document));
        if (!rendered.missingScripts.empty())
            log(LogLevel::Warning, missingFontText(rendered.missingScripts));
        return {"application/pdf", std::move(rendered.bytes)};
    }

    void submit(std::string_view outputId, const sdk::Document& document, const sdk::Delivery&) override
    {
        if (!folder_)
            throw sdk::DeviceError(ACE_FAILURE,
                                   "no folder to put tickets into: give this output the setting \"folder\"");
        const sdk::Rendered rendered = render(document);
        if (auto stored = folder_->store(outputId, rendered.bytes); !stored)
            refuse(stored.error());
    }

    std::string checkHealth(sdk::HealthLevel) override
    {
        const sdk::TextBlock everyScript{"Aa Ωω Яя אב عر हि ไทย 中文 かな 한글", sdk::TextStyle::Body,
                                         sdk::TextAlign::Start, 4};
        const Rendered page = valueOf(renderer_.value().render({"Self-test", "en", {everyScript}}));
        return page.missingScripts.empty() ? "Pages can be drawn, in all scripts of the self-test."
                                           : missingFontText(page.missingScripts);
    }

private:
    [[noreturn]] static void refuse(const Error& error)
    {
        throw sdk::DeviceError(error.code == ErrorCode::Invalid ? ACE_ILLEGAL : ACE_FAILURE,
                               error.describe());
    }

    template <class T> static T valueOf(Result<T> result)
    {
        if (!result)
            refuse(result.error());
        return std::move(*result);
    }

    std::optional<TicketRenderer> renderer_;
    std::optional<TicketFolder> folder_;
};

} // namespace ace::pdf

ACE_PLUGIN(
    R"({"id":"org.acetickets.ticket-output.pdf","name":"PDF tickets","version":"0.1.0","vendor":"Ace Tickets",
               "license":"MIT","devices":[{"class":"pdf","capability":"ticket-output","settings":{
               "type":"object","additionalProperties":false,"properties":{
                 "page":{"enum":["a4","letter"],"default":"a4","description":"the size of its paper"},
                 "folder":{"type":"string","description":"where submit() puts files; empty: it only renders"}
               }}}]})",
    ace::pdf::PdfOutput);
