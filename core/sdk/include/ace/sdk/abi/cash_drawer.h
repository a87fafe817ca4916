/* SPDX-License-Identifier: MIT */
#ifndef ACE_SDK_ABI_CASH_DRAWER_H
#define ACE_SDK_ABI_CASH_DRAWER_H

#include <ace/sdk/abi/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACE_CASH_DRAWER_1 "x.ace.cash-drawer/1"

/* Events: status (code = ACE_DRAWER_CLOSED, ACE_DRAWER_OPEN), where the drawer can tell. */
typedef struct ace_cash_drawer_1 {
    uint32_t size;
    /* [device] Does not wait until it is closed again. ACE_OK also where it was open. */
    ace_status (*open_drawer)(void* self);
    /* [device] *opened = 1 or 0. ACE_ILLEGAL: this drawer cannot tell. */
    ace_status (*is_open)(void* self, int32_t* opened);
} ace_cash_drawer_1;

#ifdef __cplusplus
}
#endif

#endif
