// SPDX-License-Identifier: MIT
#include <ace/kit/KitTexts.h>

namespace ace::kit {

namespace {

KitTexts englishKit()
{
    return {
        .pairTitle = "Pair this station",
        .pairHint = "Scan the QR code that the back office shows, or type the pairing code and press Enter.",
        .pairField = "Pairing code or address",
        .pairButton = "Pair",
        .pairing = "Pairing …",
        .revokedTitle = "This station was revoked",
        .revokedHint = "Its key has been wiped. A supervisor can pair it anew.",
        .pairAgain = "Pair again",
        .loginTitle = "Who is working?",
        .nobodyHere = "Nobody may log in here yet. Add staff in the back office, then press Reload.",
        .pinTitle = "PIN for {name}",
        .pinOk = "Log in",
        .back = "Back",
        .reload = "Reload",
        .wait = "Please wait …",
        .wrongPin = "That PIN is wrong. Try again.",
        .tryLater = "Too many wrong PINs. Wait {seconds} s, then try again.",
        .notHere = "You have no role at this station. Ask a supervisor.",
        .logOut = "Log out",
        .otherLanguage = "Español",
        .online = "Online",
        .linkUnknown = "Connecting …",
        .offlineFor = "No connection for {age}",
        .refused = "Not accepted by the server",
        .revoked = "Revoked",
        .errorOffline = "No connection to the server. Nothing was done. Check the network, then try again.",
        .errorUnknown = "The server did not answer. It may or may not have been done: ask again.",
        .errorBusy = "The server is busy. Nothing was done. Try again in a moment.",
        .errorOther = "{problem}",
    };
}

KitTexts spanishKit()
{
    return {
        .pairTitle = "Vincular esta estación",
        .pairHint = "Escanee el código QR de la oficina, o escriba el código y pulse Intro.",
        .pairField = "Código o dirección",
        .pairButton = "Vincular",
        .pairing = "Vinculando …",
        .revokedTitle = "Esta estación fue revocada",
        .revokedHint = "Su clave se ha borrado. Un supervisor puede vincularla de nuevo.",
        .pairAgain = "Vincular de nuevo",
        .loginTitle = "¿Quién trabaja?",
        .nobodyHere = "Aún nadie puede entrar aquí. Añada personal en la oficina y pulse Recargar.",
        .pinTitle = "PIN de {name}",
        .pinOk = "Entrar",
        .back = "Atrás",
        .reload = "Recargar",
        .wait = "Espere …",
        .wrongPin = "El PIN no es correcto. Inténtelo de nuevo.",
        .tryLater = "Demasiados PIN erróneos. Espere {seconds} s.",
        .notHere = "No tiene un puesto en esta estación. Avise a un supervisor.",
        .logOut = "Salir",
        .otherLanguage = "English",
        .online = "En línea",
        .linkUnknown = "Conectando …",
        .offlineFor = "Sin conexión desde hace {age}",
        .refused = "El servidor no la acepta",
        .revoked = "Revocada",
        .errorOffline =
            "Sin conexión con el servidor. No se ha hecho nada. Revise la red e inténtelo otra vez.",
        .errorUnknown = "El servidor no respondió. Puede que se haya hecho o no: pregunte otra vez.",
        .errorBusy = "El servidor está ocupado. No se ha hecho nada. Inténtelo en un momento.",
        .errorOther = "{problem}",
    };
}

std::string ageText(Microseconds age)
{
    using namespace std::chrono;
    const auto seconds = duration_cast<std::chrono::seconds>(age).count();
    if (seconds < 60)
        return std::to_string(seconds) + " s";
    return seconds < 3600 ? std::to_string(seconds / 60) + " min" : std::to_string(seconds / 3600) + " h";
}

} // namespace

std::optional<Language> parseLanguage(std::string_view code)
{
    if (code == "en")
        return Language::English;
    if (code == "es")
        return Language::Spanish;
    return std::nullopt;
}

std::string filledIn(std::string text, const std::string& mark, const std::string& value)
{
    const std::string written = "{" + mark + "}";
    if (const std::size_t at = text.find(written); at != std::string::npos)
        text.replace(at, written.size(), value);
    return text;
}

const KitTexts& kitTexts(Language language)
{
    static const KitTexts english = englishKit();
    static const KitTexts spanish = spanishKit();
    return language == Language::Spanish ? spanish : english;
}

std::string explain(const Error& error, const KitTexts& texts)
{
    switch (error.code) {
    case ErrorCode::Offline:
        return texts.errorOffline;
    case ErrorCode::OutcomeUnknown:
    case ErrorCode::Timeout:
        return texts.errorUnknown;
    case ErrorCode::Busy:
        return texts.errorBusy;
    default:
        return filledIn(texts.errorOther, "problem", error.message);
    }
}

std::string explain(const Link& link, Monotonic now, const KitTexts& texts)
{
    switch (link.state) {
    case LinkState::Unknown:
        return texts.linkUnknown;
    case LinkState::Online:
        return texts.online;
    case LinkState::Offline:
        return filledIn(texts.offlineFor, "age", ageText(now - link.lastAnswerAt.value_or(link.since)));
    case LinkState::Refused:
        return texts.refused;
    case LinkState::Revoked:
        return texts.revoked;
    }
    return texts.linkUnknown;
}

} // namespace ace::kit
