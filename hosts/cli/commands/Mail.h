// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// ace mail bounced [--data DIR]: standard input is a mail that came to the bounce address. Whoever has the
// folder open marks its order soon. Also while a server runs.
int takeBounce(Arguments arguments);

// ace mail check [--data DIR] [--config FILE]: asks the mail server, sending nothing.
int checkMail(Arguments arguments);

} // namespace ace::cli
