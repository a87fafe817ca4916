/* SPDX-License-Identifier: MIT */
#ifndef ACE_SDK_ABI_LINE_DISPLAY_H
#define ACE_SDK_ABI_LINE_DISPLAY_H

#include <ace/sdk/abi/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACE_LINE_DISPLAY_1 "x.ace.line-display/1"

/* What the customer reads at the counter: rows of characters of one width. */
typedef struct ace_line_display_1 {
    uint32_t size;
    /* [device] Never changes between open() and close(). Both at least 1. */
    ace_status (*dimensions)(void* self, uint32_t* rows, uint32_t* columns);
    /* [device] From that place on, counted from 0; the rest of the row stays. What is too long is cut by the
     * device. ACE_ILLEGAL: there is no such place. A character that it does not have is shown as another. */
    ace_status (*show)(void* self, uint32_t row, uint32_t column, ace_str text);
    ace_status (*clear)(void* self); /* [device] Nothing is shown any more. */
} ace_line_display_1;

#ifdef __cplusplus
}
#endif

#endif
