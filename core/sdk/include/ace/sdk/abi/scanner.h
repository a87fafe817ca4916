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
    ace_status (*set_data_events)(void* self, int32_t on); /* [device] off by itself after a data event */
    ace_status (*clear_input)(void* self);                 /* [device] */
    ace_status (*trigger)(void* self);                     /* [device] read now */
} ace_scanner_1;

#ifdef __cplusplus
}
#endif

#endif
