/* SPDX-License-Identifier: MIT */
#ifndef ACE_SDK_ABI_PAYMENT_H
#define ACE_SDK_ABI_PAYMENT_H

#include <ace/sdk/abi/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACE_PAYMENT_1 "x.ace.payment/1"

/* A payment is named by its id, a UUID as text; begin() with a known id is the same charge again, not
 * a second one.
 *   intent   {"amount":1250,"tendered":2000,"currency":"USD","reference":"ABCD2345",
 *             "return_url":"/orders/…"}
 *   progress {"state":"pending|confirmed|failed|canceled","redirect_url":"/…","change":750,
 *             "currency":"USD","refusal":"tendered_too_little"}; only "state" must be there
 * A reversal is named by its refund, a UUID as text: the same one again is the same reversal. Its progress:
 * confirmed = given back, failed = it never will be, pending = ask again.
 * Amounts are minor units. Events: complete, error with reference = payment id. */
typedef struct ace_payment_1 {
    uint32_t size;
    int32_t settles_at_once; /* 1: begin() decides and touches nothing outside (cash) */
    /* [device] */
    ace_status (*begin)(void* self, ace_str payment, ace_str intent_json, ace_sink progress_json);
    /* [device] */
    ace_status (*cancel)(void* self, ace_str payment);
    /* [device] */
    ace_status (*reverse)(void* self, ace_str payment, ace_str refund, int64_t amount_minor,
                          ace_sink progress_json);
    /* [device] */
    ace_status (*query)(void* self, ace_str payment, ace_sink progress_json);
    /* [device] ACE_NO_EXIST: there was no reversal of this name; ACE_ILLEGAL: this device cannot be asked. */
    ace_status (*query_reversal)(void* self, ace_str payment, ace_str refund, ace_sink progress_json);
    /* [device] A message from outside. headers: {"name":"value"}, names in lower case. payment: the id
     * that it is about. */
    ace_status (*notify)(void* self, ace_str headers_json, ace_str body, ace_sink payment);
} ace_payment_1;

#ifdef __cplusplus
}
#endif

#endif
