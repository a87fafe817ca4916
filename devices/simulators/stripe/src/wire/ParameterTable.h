// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ace::stripesimulator {

enum class Kind { Text, Integer, Boolean, Currency, Metadata, Enum, Object, List, Range, Any, Unsimulated };

// What a parameter may be.
struct Field
{
    Kind kind = Kind::Object;
    bool required = false;
    bool mayBeUnset = false; // by the empty text
    std::size_t lengthMost = 5000;
    std::vector<std::string> values;     // of an Enum
    std::map<std::string, Field> fields; // of an Object
    std::vector<Field> item;             // of a List: one
    std::string onlyIn;                  // the version's name ("dahlia") that has it; empty: all
};

struct Operation
{
    std::string name; // "POST /v1/payment_intents/{intent}/confirm"
    Field parameters;
};

// The operations and their parameters, as parameters.txt says; the file explains its notation. Throws
// std::runtime_error with the line that is wrong.
std::vector<Operation> parseParameterTable(std::string_view text);

} // namespace ace::stripesimulator
