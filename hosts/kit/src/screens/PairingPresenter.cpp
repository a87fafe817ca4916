// SPDX-License-Identifier: MIT
#include <ace/kit/PairingPresenter.h>

namespace ace::kit {

void PairingPresenter::start() { show(false, ""); }

void PairingPresenter::submit(const std::string& text)
{
    if (busy_)
        return;
    const auto parsed = PairingText::parse(text, parts_.knownServer);
    if (!parsed)
        return show(false, explain(parsed.error(), parts_.texts));
    show(true, "");
    parts_.background.ask([pair = parts_.pair, text = *parsed] { return pair(text); },
                          [this](const Result<StationIdentity>& identity) {
                              if (!identity)
                                  return show(false, explain(identity.error(), parts_.texts));
                              show(false, "");
                              parts_.paired(*identity);
                          });
}

void PairingPresenter::show(bool busy, const std::string& problem)
{
    busy_ = busy;
    parts_.view.show({busy, problem});
}

} // namespace ace::kit
