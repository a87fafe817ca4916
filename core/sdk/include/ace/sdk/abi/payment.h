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
 *             language, memo may be empty. "confirmed":true: it is so on record
 *   progress {"state":"pending|confirmed|failed|canceled","redirect_url":"/…","change":750,
 *             "currency":"USD","refusal":"tendered_too_little","memo":"…"}; only "state" must be there.
 *             memo: at most 2048 bytes of UTF-8; absent: as it was. query() of a payment that is confirmed on
 *             record answers all that has become of its money too, so far as the vendor knows:
 *             "back":[{"name":"re_1","refund":"0198…","amount":500,"refusal":"…",
 *             "state":"pending|confirmed|failed|canceled"}], "refund" only where it is a reversal of ours;
 *             "disputes":[{"name":"dp_1","amount":500,"state":"open|won|lost"}]
 *   reversal {"intent":{…},"refund":"0198…","amount":500,"currency":"USD","begun_at":…,"memo":"…"}
 * A reversal is named by its refund, a UUID as text: the same one again is the same reversal; it has its own
 * memo. Its progress: confirmed = given back, failed = it never will be, pending = ask again.
 *   news     {"payment":"0198…","afterwards":true}: it happened to this; afterwards: to its money, after it
 *             was paid
 *   changes  {"news":[…],"next_page":"…"}; no next_page: that is all
 * Amounts are minor units. Events: complete, error with reference = payment id. */
typedef struct ace_payment_1
{
    uint32_t size;
    int32_t settles_at_once; /* 1: begin() decides and touches nothing outside (cash) */
    /* [any] How many of these devices work side by side unless the configuration decides. 1: never more
     * than one, for it keeps something. Never changes. */
    uint32_t instances;
    /* [any] How long the payment page stays open at least; 0: none that closes by itself. Never changes. */
    uint32_t (*page_seconds)(void* self);
    /* [device] "No" is a progress, failed with a refusal. ACE_OUTCOME_UNKNOWN: money may have moved; query()
     * tells. */
    ace_status (*begin)(void* self, ace_str intent_json, ace_sink progress_json);
    /* [device] ACE_EXISTS: it is paid, or about to be; query() tells. */
    ace_status (*cancel)(void* self, ace_str intent_json);
    /* [device] ACE_ILLEGAL: this device gives nothing back. ACE_OUTCOME_UNKNOWN: query_reversal() tells. */
    ace_status (*reverse)(void* self, ace_str reversal_json, ace_sink progress_json);
    /* [device] Asks, and moves nothing. ACE_NO_EXIST: the vendor never heard of it. */
    ace_status (*query)(void* self, ace_str intent_json, ace_sink progress_json);
    /* [device] ACE_NO_EXIST: there was no reversal of this name; ACE_ILLEGAL: this device cannot be asked. */
    ace_status (*query_reversal)(void* self, ace_str reversal_json, ace_sink progress_json);
    /* [device] A message from outside. headers: {"name":"value"}, names in lower case; body: its bytes.
     * news: what it is about, or nothing where it is about none of ours. ACE_ILLEGAL: it is not what it
     * claims to be. */
    ace_status (*notify)(void* self, ace_str headers_json, ace_str body, ace_sink news_json);
    /* [device] What happened since then (microseconds of UTC), page by page; `page` empty: the first. */
    ace_status (*changes)(void* self, int64_t since, ace_str page, ace_sink changes_json);
} ace_payment_1;

#ifdef __cplusplus
}
#endif

#endif
