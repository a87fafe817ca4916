// SPDX-License-Identifier: MIT
#pragma once

#include "state/Account.h"

#include <functional>
#include <map>
#include <string>

namespace ace::stripesimulator {

// A request that has passed the table of parameters.
struct Call
{
    Json parameters;
    std::string id; // in the path, where there is one
    std::string path;
    std::string version; // "endive", "dahlia"

    std::string text(const char* name) const
    {
        return parameters.contains(name) && parameters[name].is_string() ? parameters[name].get<std::string>()
                                                                         : "";
    }
};

// By the operation's name in the table; answers the object to show.
using Operations = std::map<std::string, std::function<Json(Account&, const Call&)>>;

void addPaymentIntentOperations(Operations& operations);
void addChargeOperations(Operations& operations); // charges, refunds, disputes, the balance
void addCheckoutOperations(Operations& operations);
void addTerminalOperations(Operations& operations);
void addEventOperations(Operations& operations); // events, webhook endpoints, customers

} // namespace ace::stripesimulator
