/* SPDX-License-Identifier: MIT */
#ifndef ACE_SDK_ABI_SCANNER_H
#define ACE_SDK_ABI_SCANNER_H

#include <ace/sdk/abi/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACE_SCANNER_1 "x.ace.scanner/1"

/* Events: data(type = symbology, body = bytes). What is posted while data events are off waits in the host,
 * 256 at most; then the oldest goes. A device that can stop reading does so while they are off. */
typedef struct ace_scanner_1 {
    uint32_t size;
    /* [device] on 1: the application wants one code. Off by itself after a data event. */
    ace_status (*set_data_events)(void* self, int32_t on);
    ace_status (*clear_input)(void* self); /* [device] forgets what was read and not posted */
    /* [device] Read now; the code comes as an event. ACE_ILLEGAL: it reads by itself, it has no trigger. */
    ace_status (*trigger)(void* self);
} ace_scanner_1;

#ifdef __cplusplus
}
#endif

#endif
