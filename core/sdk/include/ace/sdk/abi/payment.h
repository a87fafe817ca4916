/* SPDX-License-Identifier: MIT */
#ifndef ACE_SDK_ABI_PAYMENT_H
#define ACE_SDK_ABI_PAYMENT_H

#include <ace/sdk/abi/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACE_PAYMENT_1 "x.ace.payment/1"

/* A payment is named by its id, a UUID as text; begin() with a known id is the same charge again, not a
 * second one. The device keeps nothing: the host hands the same intent to every call, with the memo of the
 * device's last answer, which it has kept durably before anything else happened.
 *   intent   {"payment":"0198…","amount":1250,"tendered":2000,"currency":"USD","reference":"ABCD2345",
 *             "email":"…","begun_at":1790000000000000,"expires_at":1790001800000000,"description":"Fair",
 *             "language":"en","return_url":"https://…","cancel_url":"https://…","memo":"…"}
 *             begun_at: on record before the first call; expires_at: when the payment page must be closed,
 *             absent at a counter; both microseconds of UTC. return_url, cancel_url, email, description,
 *             language, memo may be empty.
 *   progress {"state":"pending|confirmed|failed|canceled","redirect_url":"/…","change":750,
 *             "currency":"USD","refusal":"tendered_too_little","memo":"…"}; only "state" must be there.
 *             memo: at most 2048 bytes of UTF-8; absent: as it was
 *   reversal {"intent":{…},"refund":"0198…","amount":500,"currency":"USD","begun_at":…,"memo":"…"}
 * A reversal is named by its refund, a UUID as text: the same one again is the same reversal; it has its own
 * memo. Its progress: confirmed = given back, failed = it never will be, pending = ask again.
 * Amounts are minor units. Events: complete, error with reference = payment id. */
typedef struct ace_payment_1
{
    uint32_t size;
    int32_t settles_at_once; /* 1: begin() decides and touches nothing outside (cash) */
    /* [any] How long the payment page stays open at least; 0: none that closes by itself. Never changes. */
    uint32_t (*page_seconds)(void* self);
    /* [device] */
    ace_status (*begin)(void* self, ace_str intent_json, ace_sink progress_json);
    /* [device] ACE_EXISTS: it is paid, or about to be; query() tells. */
    ace_status (*cancel)(void* self, ace_str intent_json);
    /* [device] */
    ace_status (*reverse)(void* self, ace_str reversal_json, ace_sink progress_json);
    /* [device] */
    ace_status (*query)(void* self, ace_str intent_json, ace_sink progress_json);
    /* [device] ACE_NO_EXIST: there was no reversal of this name; ACE_ILLEGAL: this device cannot be asked. */
    ace_status (*query_reversal)(void* self, ace_str reversal_json, ace_sink progress_json);
    /* [device] A message from outside. headers: {"name":"value"}, names in lower case; body: its bytes.
     * payment: the id that it is about, or nothing where it is about none of ours. ACE_ILLEGAL: it is not
     * what it claims to be. */
    ace_status (*notify)(void* self, ace_str headers_json, ace_str body, ace_sink payment);
} ace_payment_1;

#ifdef __cplusplus
}
#endif

#endif
