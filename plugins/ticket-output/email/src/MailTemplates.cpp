// SPDX-License-Identifier: MIT
#include <ace/email/MailTemplates.h>

#include <ace/base/Assert.h>
#include <ace/base/Embedded.h>
#include <ace/base/File.h>
#include <ace/email/QrPng.h>

#include <kainjow/mustache.hpp>

namespace ace::embedded {
std::span<const File> email_templates();
}

namespace ace::email {

namespace {

using Data = kainjow::mustache::data;
using Mustache = kainjow::mustache::mustache;
using List = kainjow::mustache::list;

constexpr std::size_t kTemplateBytesMax = 256u << 10;

const char* styleName(sdk::TextStyle style)
{
    switch (style) {
    case sdk::TextStyle::Title:
        return "is_title";
    case sdk::TextStyle::Heading:
        return "is_heading";
    case sdk::TextStyle::Small:
        return "is_small";
    case sdk::TextStyle::Body:
        break;
    }
    return "is_body";
}

Data columnsData(const sdk::ColumnsBlock& columns)
{
    std::string values;
    for (std::size_t i = 1; i < columns.cells.size(); ++i)
        values += (i == 1 ? "" : "  ") + columns.cells[i];
    Data block{"is_row", Data::type::bool_true};
    block["label"] = columns.cells.empty() ? "" : columns.cells.front();
    block["value"] = values;
    return block;
}

Data linkData(const sdk::LinkBlock& link)
{
    Data block{"is_link", Data::type::bool_true};
    block["url"] = link.url;
    block["text"] = link.text;
    return block;
}

// The blocks of a document, page by page; its codes become images on the way.
class DocumentData
{
public:
    Result<List> pages(const sdk::Document& document)
    {
        List pages, blocks;
        const auto endPage = [&] {
            Data page{"blocks", std::move(blocks)};
            pages.push_back(std::move(page));
            blocks = List();
        };
        for (const sdk::Block& block : document.blocks) {
            if (std::holds_alternative<sdk::PageBlock>(block)) {
                endPage();
                continue;
            }
            auto made = blockData(block);
            if (!made)
                return failure(std::move(made));
            blocks.push_back(std::move(*made));
        }
        endPage();
        return pages;
    }
    std::vector<InlineImage> takeImages() { return std::move(images_); }

private:
    Result<Data> blockData(const sdk::Block& block)
    {
        if (const auto* text = std::get_if<sdk::TextBlock>(&block)) {
            Data made{styleName(text->style), Data::type::bool_true};
            made["text"] = text->text;
            return made;
        }
        if (const auto* columns = std::get_if<sdk::ColumnsBlock>(&block))
            return columnsData(*columns);
        if (const auto* qr = std::get_if<sdk::QrBlock>(&block))
            return codeData(*qr);
        if (const auto* link = std::get_if<sdk::LinkBlock>(&block))
            return linkData(*link);
        return Data{"is_rule", Data::type::bool_true};
    }

    Result<Data> codeData(const sdk::QrBlock& qr)
    {
        auto png = qrPng(qr.payload);
        if (!png)
            return failure(std::move(png));
        const std::string id = "code" + std::to_string(images_.size() + 1) + "@ace-tickets";
        images_.push_back({id, std::move(*png)});
        Data made{"is_code", Data::type::bool_true};
        made["image"] = "cid:" + id;
        made["caption"] = qr.caption;
        made["code"] = qr.payload;
        return made;
    }

    std::vector<InlineImage> images_;
};

Data flag(bool value) { return value ? Data::type::bool_true : Data::type::bool_false; }

Data topData(const sdk::Document& document, const sdk::Delivery& delivery, List pages)
{
    List attachments;
    for (const sdk::Attachment& attachment : delivery.attachments)
        attachments.push_back(Data{"name", attachment.name});
    Data top{"title", document.title};
    top["name"] = delivery.name;
    top["has_name"] = flag(!delivery.name.empty());
    top["has_link"] = flag(!delivery.link.empty());
    top["link"] = delivery.link;
    top["has_attachments"] = flag(!delivery.attachments.empty());
    top["is_late_payment"] = flag(delivery.occasion == sdk::Occasion::LatePayment);
    top["is_refund"] = flag(delivery.occasion == sdk::Occasion::Refund);
    top["is_links"] = flag(delivery.occasion == sdk::Occasion::Links);
    top["attachments"] = Data{std::move(attachments)};
    top["pages"] = Data{std::move(pages)};
    return top;
}

} // namespace

Result<MailTemplates> MailTemplates::load(const std::filesystem::path& folder)
{
    std::error_code error;
    if (!folder.empty() && !std::filesystem::is_directory(folder, error))
        return failure(ErrorCode::Invalid, "is no folder with templates", folder.string());
    MailTemplates templates;
    for (const embedded::File& file : embedded::email_templates()) {
        std::string text(file.content);
        const auto own = folder / file.name;
        if (!folder.empty() && std::filesystem::exists(own, error)) {
            auto content = readFile(own, kTemplateBytesMax);
            if (!content)
                return failure(ErrorCode::Invalid, content.error().message, own.string());
            text = std::move(*content);
        }
        if (Mustache parsed(text); !parsed.is_valid())
            return failure(ErrorCode::Invalid, "is no Mustache template: " + parsed.error_message(),
                           own.string());
        templates.files_.emplace(file.name, std::move(text));
    }
    return templates;
}

Result<MailTemplates::Written> MailTemplates::write(const sdk::Document& document,
                                                    const sdk::Delivery& delivery) const
{
    DocumentData content;
    auto pages = content.pages(document);
    if (!pages)
        return failure(std::move(pages));
    const Data top = topData(document, delivery, std::move(*pages));
    std::string language = delivery.language.substr(0, delivery.language.find('-'));
    if (!files_.contains("subject." + language + ".txt"))
        language = "en";
    const std::string kind = delivery.occasion == sdk::Occasion::Tickets ? "" : "letter-";
    const auto plain = [&](const std::string& name) {
        const auto found = files_.find(kind + name + "." + language + ".txt");
        ACE_ASSERT(found != files_.end());
        Mustache page(found->second);
        page.set_custom_escape([](const std::string& text) { return text; });
        return page.render(top);
    };
    Mustache html(files_.at(kind + "page." + language + ".html"));
    return Written{plain("subject"), plain("text"), html.render(top), content.takeImages()};
}

} // namespace ace::email
