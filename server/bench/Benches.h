// SPDX-License-Identifier: MIT
// What ./ace bench server measures: each prints its figures and says whether all are as wanted.
#pragma once

namespace ace::server {

class SeededFolder;

bool hotPagesAreGood();
bool durableWorkIsGood(SeededFolder& small, SeededFolder& large);
bool memoryIsGood(SeededFolder& large);

} // namespace ace::server
