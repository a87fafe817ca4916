// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Id.h>

#include <optional>
#include <string>
#include <string_view>

namespace ace::staffing {

std::string newPairingCodeText(IdSource& ids); // 16 characters of base32: 80 random bits
// As it was given out: upper case, without the spaces and hyphens that people put between. None: not of this
// form.
std::optional<std::string> canonicalPairingCode(std::string_view typed);
Digest hashOfPairingCode(std::string_view canonical);

// A P-256 key as SubjectPublicKeyInfo (RFC 5480) in PEM (RFC 7468), in its one canonical spelling. None: of
// another form. Whether its point lies on the curve is seen by whoever verifies with it.
std::optional<std::string> canonicalP256Pem(std::string_view pem);

} // namespace ace::staffing
