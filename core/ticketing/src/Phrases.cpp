// SPDX-License-Identifier: MIT
#include "Phrases.h"

#include <ace/base/TimeText.h>

#include <span>
#include <utility>

namespace ace::ticketing {

namespace {

constexpr Phrases kEnglish{"Ticket",
                           "Name",
                           "Admits",
                           "Price",
                           "tax included",
                           "Order",
                           "Show this code at the gate",
                           "Amount",
                           "Open the tickets"};
constexpr Phrases kSpanish{"Entrada",
                           "Nombre",
                           "Válida",
                           "Precio",
                           "impuestos incluidos",
                           "Pedido",
                           "Muestre este código en la entrada",
                           "Importe",
                           "Ver las entradas"};

using Pair = std::pair<std::string_view, std::string_view>;
constexpr Pair kDays[] = {{"Mon", "lun"}, {"Tue", "mar"}, {"Wed", "mié"}, {"Thu", "jue"},
                          {"Fri", "vie"}, {"Sat", "sáb"}, {"Sun", "dom"}};
constexpr Pair kMonths[] = {{"Jan", "ene"}, {"Feb", "feb"}, {"Mar", "mar"}, {"Apr", "abr"},
                            {"May", "may"}, {"Jun", "jun"}, {"Jul", "jul"}, {"Aug", "ago"},
                            {"Sep", "sep"}, {"Oct", "oct"}, {"Nov", "nov"}, {"Dec", "dic"}};

bool isSpanish(std::string_view language) { return language == "es" || language.starts_with("es-"); }

void replaceWord(std::string& text, std::size_t at, std::span<const Pair> words)
{
    for (const auto& [english, spanish] : words)
        if (text.compare(at, english.size(), english) == 0) {
            text.replace(at, english.size(), spanish);
            return;
        }
}

} // namespace

const Phrases& phrasesOf(std::string_view language) { return isSpanish(language) ? kSpanish : kEnglish; }

std::string whenText(Instant instant, const std::string& zone, std::string_view language)
{
    std::string text = formatLocal(instant, zone); // "Sat 28 Nov 2026, 18:30"
    if (!isSpanish(language))
        return text;
    constexpr std::size_t kMonthAt = 7;
    if (text.size() > kMonthAt)
        replaceWord(text, kMonthAt, kMonths);
    replaceWord(text, 0, kDays);
    return text;
}

} // namespace ace::ticketing
