// SPDX-License-Identifier: MIT
#pragma once

#include "state/Account.h"

namespace ace::stripesimulator {

// A reader's action: none → in_progress → succeeded or failed. A new one replaces one whose card was not
// presented yet; cancel_action takes it away without an event. A reader without its plug keeps its action
// in progress for ever.

void processIntent(Account& account, Json& reader, const Json& parameters);
void showCart(Account& account, Json& reader, const Json& parameters);
void cancelAction(Json& reader);
// A card at the reader; an empty number is the usual test card.
void presentCard(Account& account, Json& reader, const std::string& number, std::int64_t tip);

// What a person does at the reader's screen: tap, decline, cancel, unplug, plug, leave_card, take_card, and
// two ways to lose the network while the card is charged: lose_before and lose_after. ApiError for what is
// not possible now.
void actAtReader(Account& account, Json& reader, const std::string& act);

} // namespace ace::stripesimulator
