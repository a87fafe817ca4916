// SPDX-License-Identifier: MIT
#pragma once

#include <ace/catalog/EventEdit.h>

namespace ace::catalog {

inline const EditRefused kReused{EditRefusal::IdempotencyKeyReused, "",
                                 "this key was used for another request"};

} // namespace ace::catalog
