/* SPDX-License-Identifier: MIT */
#ifndef ACE_SDK_ABI_TICKET_OUTPUT_H
#define ACE_SDK_ABI_TICKET_OUTPUT_H

#include <ace/sdk/abi/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACE_TICKET_OUTPUT_1 "x.ace.ticket-output/1"

/* document: the JSON of ace/sdk/DocumentJson.h; delivery: that of ace/sdk/DeliveryJson.h. */
typedef struct ace_ticket_output_1 {
    uint32_t size;
    /* [device] A file of it. ACE_ILLEGAL: this output makes none. */
    ace_status (*render)(void* self, ace_str document_json, ace_sink mime, ace_sink bytes);
    /* [device] The same output_id again is the same piece of paper, or the same mail. ACE_ILLEGAL: it will
     * never go out. Events: complete, error with reference = output_id. */
    ace_status (*submit)(void* self, ace_str output_id, ace_str document_json, ace_str delivery_json);
    ace_status (*clear)(void* self); /* [device] forgets what was submitted and is not out yet */
} ace_ticket_output_1;

#ifdef __cplusplus
}
#endif

#endif
