// SPDX-License-Identifier: MIT
#pragma once

#include "GateScreen.h"
#include "GateTexts.h"

#include <ace/admission/Admission.h>
#include <ace/base/Clock.h>
#include <ace/base/Id.h>

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ace::gate {

// What the gate's window does, without the window. One thread: the window's.
//
//   state                        event                         becomes
//   any but Checking             a code                        Checking; the check is asked for
//   Admitted, Refused            the same code again, within   stays, and nothing is asked (below)
//                                kRepeatTime of its verdict
//   Checking                     a code                        stays; dropped: its guest is still waiting
//   Checking                     answer: admitted, refused     Admitted, Refused
//   Checking                     no answer, server busy        Offline
//   Checking                     gate or token unknown         Trouble
//   Admitted, Refused, Offline   kShowTime has passed          Ready
//   any but Checking             the direction is changed      Ready
//
// A reader often sees one paper twice, and green must not turn red by that.
// White space around a code is trimmed; what is left empty is no code.
//
// A check whose outcome is unknown may have been recorded. Its request is kept, and the same code scanned
// again asks with the same nonce: the guest who stood before a silent screen is admitted, not told "already
// used".
class GatePresenter
{
public:
    static constexpr std::chrono::seconds kRepeatTime{2};
    static constexpr std::chrono::seconds kShowTime{6};
    static constexpr std::size_t kMostUnsettled = 64;

    struct Parts
    {
        GateView& view;
        const GateTexts& texts;
        const Clock& clock;
        IdSource& ids;
        std::function<void(const admission::ScanRequest&)> check; // returns at once; answered() comes later
    };

    GatePresenter(Parts parts, std::string gate);

    void start();
    void readCode(std::string_view code);
    void answer(const admission::ScanRequest& request, const Result<admission::ScanOutcome>& outcome);
    void toggleDirection();
    void tick(); // a few times a second
    void showNotice(const std::string& text);

private:
    struct LastVerdict
    {
        std::string token;
        Monotonic shownAt;
    };

    admission::ScanRequest requestFor(std::string_view token);
    bool isRepeatedRead(std::string_view token) const;
    void keepUnsettled(const admission::ScanRequest& request);
    void forgetUnsettled(const admission::ScanRequest& request);
    void showAnswer(const admission::ScanRequest& request, const admission::ScanAnswer& answer);
    void showProblem(admission::ScanProblem problem);
    void showError(const Error& error);
    void showReady();
    void become(GatePhase phase, const std::string& headline, const std::string& reason);
    std::string refusalText(const admission::ScanAnswer& answer) const;

    Parts parts_;
    GateScreen screen_;
    Monotonic since_{}; // of the phase
    std::optional<LastVerdict> last_;
    std::deque<admission::ScanRequest> unsettled_; // oldest first
};

} // namespace ace::gate
