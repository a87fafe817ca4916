// SPDX-License-Identifier: MIT
#include "CounterTexts.h"

namespace ace::counter {

namespace {

struct RefusalText
{
    const char* code;
    const char* english;
    const char* spanish;
};

constexpr RefusalText kRefusals[] = {
    {"sold_out", "Sold out: fewer are left than asked for. Nothing was sold; take some out of the cart.",
     "Agotado: quedan menos de las pedidas. No se ha vendido nada; quite algunas."},
    {"not_on_sale", "Tickets are not sold at this time. Nothing was sold.",
     "Ahora no se venden entradas. No se ha vendido nada."},
    {"over_limit", "More than one order may have. Nothing was sold; take some out of the cart.",
     "Son más de las que admite un pedido. No se ha vendido nada; quite algunas."},
    {"under_limit", "Fewer than one order must have. Nothing was sold; add some.",
     "Son menos de las que exige un pedido. No se ha vendido nada; añada más."},
    {"tendered_too_little", "That is less than the total. Nothing was sold.",
     "Es menos que el total. No se ha vendido nada."},
    {"till_closed", "The till is closed. Nothing was sold; open the till first.",
     "La caja está cerrada. No se ha vendido nada; abra la caja primero."},
    {"till_open", "This till was open already.", "Esta caja ya estaba abierta."},
    {"idempotency_key_reused", "The server knows this sale as another one. Nothing was sold; begin anew.",
     "El servidor conoce esta venta como otra. No se ha vendido nada; empiece de nuevo."},
};

std::string refusalIn(bool spanish, std::string_view code, std::string_view detail)
{
    for (const RefusalText& text : kRefusals)
        if (code == text.code)
            return spanish ? text.spanish : text.english;
    return std::string(detail);
}

std::string englishRefusal(std::string_view code, std::string_view detail)
{
    return refusalIn(false, code, detail);
}

std::string spanishRefusal(std::string_view code, std::string_view detail)
{
    return refusalIn(true, code, detail);
}

CounterTexts english()
{
    return {
        .windowTitle = "Ace counter",
        .sell = "Sell",
        .till = "Till",
        .myTime = "My time",
        .notIn = "You are not clocked in",
        .atWork = "At work since {time}",
        .onBreak = "On a break since {time}",
        .worked = "Worked {hours}",
        .clockIn = "Clock in",
        .takeBreak = "Take a break",
        .endBreak = "Back to work",
        .clockOut = "Clock out",
        .clockHint = "Clock in to begin your work.",
        .tillClosed = "The till is closed",
        .tillClosedHint = "Count the cash in the drawer and enter it.",
        .tillOpen = "The till is open since {time}",
        .tillOpenHint = "To close it, count the cash in the drawer and enter it.",
        .openTill = "Open the till",
        .closeTill = "Close the till",
        .tillFloat = "Float {amount}",
        .tillExpected = "Should hold {amount}",
        .tillExact = "Closed. The count is right.",
        .tillOver = "Closed. {amount} more than expected.",
        .tillShort = "Closed. {amount} less than expected.",
        .noTill = "This station has no till. Sales go without a receipt number.",
        .tillUnknown = "The server did not answer. Ask again before you go on.",
        .askAgain = "Ask again",
        .cart = "Cart",
        .cartEmpty = "Touch a ticket to begin",
        .clear = "Clear",
        .total = "Total",
        .left = "{count} left",
        .soldOut = "Sold out",
        .noMoreOf = "No more than {count} of \"{name}\" can be sold here now.",
        .payCash = "Cash",
        .toPay = "To pay",
        .given = "Given",
        .change = "Change {amount}",
        .missing = "{amount} missing",
        .takeCash = "Take cash",
        .quickHint = "The customer gives",
        .selling = "Selling …",
        .unknownTitle = "No answer yet",
        .unknownHint = "The server may have recorded this sale. Keep the cash and the customer here, and ask "
                       "again: it will not be sold twice.",
        .soldTitle = "Sold",
        .order = "Order",
        .changeDue = "Change",
        .receipt = "Receipt",
        .ticketOf = "Ticket {number} of {count}",
        .nextTicket = "Next ticket",
        .savePdf = "Save PDF",
        .openPdf = "Open PDF",
        .saved = "Saved as {file}",
        .nextCustomer = "Next customer",
        .refusal = englishRefusal,
    };
}

CounterTexts spanish()
{
    return {
        .windowTitle = "Taquilla Ace",
        .sell = "Vender",
        .till = "Caja",
        .myTime = "Mi jornada",
        .notIn = "No ha fichado",
        .atWork = "Trabajando desde las {time}",
        .onBreak = "En pausa desde las {time}",
        .worked = "Trabajado {hours}",
        .clockIn = "Fichar entrada",
        .takeBreak = "Hacer pausa",
        .endBreak = "Volver al trabajo",
        .clockOut = "Fichar salida",
        .clockHint = "Fiche para empezar a trabajar.",
        .tillClosed = "La caja está cerrada",
        .tillClosedHint = "Cuente el efectivo de la caja e introdúzcalo.",
        .tillOpen = "Caja abierta desde las {time}",
        .tillOpenHint = "Para cerrarla, cuente el efectivo e introdúzcalo.",
        .openTill = "Abrir la caja",
        .closeTill = "Cerrar la caja",
        .tillFloat = "Fondo {amount}",
        .tillExpected = "Debe haber {amount}",
        .tillExact = "Cerrada. El recuento es correcto.",
        .tillOver = "Cerrada. Sobran {amount}.",
        .tillShort = "Cerrada. Faltan {amount}.",
        .noTill = "Esta estación no tiene caja. Las ventas van sin número de recibo.",
        .tillUnknown = "El servidor no respondió. Pregunte otra vez antes de seguir.",
        .askAgain = "Preguntar otra vez",
        .cart = "Carrito",
        .cartEmpty = "Toque una entrada para empezar",
        .clear = "Vaciar",
        .total = "Total",
        .left = "Quedan {count}",
        .soldOut = "Agotada",
        .noMoreOf = "Ahora no se pueden vender más de {count} de «{name}».",
        .payCash = "Efectivo",
        .toPay = "A pagar",
        .given = "Recibido",
        .change = "Cambio {amount}",
        .missing = "Faltan {amount}",
        .takeCash = "Cobrar",
        .quickHint = "El cliente entrega",
        .selling = "Vendiendo …",
        .unknownTitle = "Aún sin respuesta",
        .unknownHint = "Puede que el servidor haya anotado la venta. Guarde el dinero, retenga al cliente y "
                       "pregunte otra vez: no se venderá dos veces.",
        .soldTitle = "Vendido",
        .order = "Pedido",
        .changeDue = "Cambio",
        .receipt = "Recibo",
        .ticketOf = "Entrada {number} de {count}",
        .nextTicket = "Otra entrada",
        .savePdf = "Guardar PDF",
        .openPdf = "Abrir PDF",
        .saved = "Guardada en {file}",
        .nextCustomer = "Siguiente cliente",
        .refusal = spanishRefusal,
    };
}

} // namespace

const CounterTexts& counterTexts(kit::Language language)
{
    static const CounterTexts inEnglish = english();
    static const CounterTexts inSpanish = spanish();
    return language == kit::Language::Spanish ? inSpanish : inEnglish;
}

} // namespace ace::counter
