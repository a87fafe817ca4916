/* SPDX-License-Identifier: MIT */
#ifndef ACE_SDK_ABI_GATE_CONTROL_H
#define ACE_SDK_ABI_GATE_CONTROL_H

#include <ace/sdk/abi/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACE_GATE_CONTROL_1 "x.ace.gate-control/1"

/* A turnstile or a door. A passage is named by its reference, the id of the scan that allowed it.
 * Events: complete(reference) = somebody went through; error(reference, ACE_TIMEOUT) = nobody did in time;
 * status (code = ACE_GATE_CLOSED, ACE_GATE_OPEN). A gate that cannot tell posts nothing. */
typedef struct ace_gate_control_1 {
    uint32_t size;
    /* [device] Lets one person through within `milliseconds`; does not wait for it. The same reference again
     * is the same passage, not a second one. */
    ace_status (*grant)(void* self, ace_str reference, uint32_t milliseconds);
    /* [device] Shows that nobody may pass: a light, a sound. reason: for people, may be empty. */
    ace_status (*refuse)(void* self, ace_str reference, ace_str reason);
} ace_gate_control_1;

#ifdef __cplusplus
}
#endif

#endif
