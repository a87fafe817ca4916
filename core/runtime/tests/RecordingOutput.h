// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/port/TicketOutput.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ace::runtime {

// Remembers what was to go out, and answers as a test wants it.
class RecordingOutput : public sdk::TicketOutput
{
public:
    Result<sdk::Rendered> render(const sdk::Document& given) override
    {
        if (refusal)
            return Failure(*refusal);
        return sdk::Rendered{"application/pdf", "PDF of " + given.title};
    }
    Result<void> submit(const std::string& outputId, const sdk::Document& given,
                        const sdk::Delivery& delivery) override
    {
        ids.push_back(outputId);
        document = given;
        if (onSubmit)
            onSubmit();
        last = delivery;
        return refusal ? Result<void>(Failure(*refusal)) : Result<void>();
    }

    std::vector<std::string> ids;
    sdk::Document document;
    sdk::Delivery last;
    std::function<void()> onSubmit;
    std::optional<Error> refusal;
};

} // namespace ace::runtime
