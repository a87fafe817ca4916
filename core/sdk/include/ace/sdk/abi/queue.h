/* SPDX-License-Identifier: MIT */
#ifndef ACE_SDK_ABI_QUEUE_H
#define ACE_SDK_ABI_QUEUE_H

#include <ace/sdk/abi/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACE_QUEUE_1 "x.ace.queue/1"

/* Messages between systems, each delivered at least once. topic: 1 to 200 bytes of a-z 0-9 . - _;
 * id: text that the publisher chose; body: any bytes. Posts no events. */
typedef struct ace_queue_1 {
    uint32_t size;
    /* [device] ACE_OK: it is kept durably. The same id in a topic again is the same message. */
    ace_status (*publish)(void* self, ace_str topic, ace_str id, ace_str body);
    /* [device] The oldest that is neither acknowledged nor handed out. Waits at most `milliseconds`;
     * ACE_NO_EXIST: there is none even then. What is not acknowledged is handed out again, at the latest
     * after the device was opened anew. */
    ace_status (*consume)(void* self, ace_str topic, uint32_t milliseconds, ace_sink id, ace_sink body);
    /* [device] It is never handed out again. ACE_NO_EXIST: there is no such message. */
    ace_status (*acknowledge)(void* self, ace_str topic, ace_str id);
} ace_queue_1;

#ifdef __cplusplus
}
#endif

#endif
