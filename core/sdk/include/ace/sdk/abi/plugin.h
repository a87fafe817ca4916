/* SPDX-License-Identifier: MIT
 *
 * The line between host and plugin. C layout only: no C++ type, exception or vtable crosses it. Every table
 * starts with its size, so that a later minor version can add members at its end. Ids that start with
 * "x." are drafts.
 *
 * Threads: [device] is the one thread that the host keeps for each device, one call at a time; [any] is any
 * thread; [host] is a thread of the host.
 *
 * In every call: what is passed is borrowed until it returns, unless it says otherwise; no pointer is null
 * but `data` of an empty ace_str; text is UTF-8; a result, in a sink or by pointer, counts only with ACE_OK.
 * A call that fails says why by fail() and returns that status. A call has a deadline, 5 s unless it is
 * configured: past it comes interrupt(), and half a second later the device is abandoned.
 */
#ifndef ACE_SDK_ABI_PLUGIN_H
#define ACE_SDK_ABI_PLUGIN_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ACE_PLUGIN_MAGIC 0x41434531u /* "ACE1" */
#define ACE_ABI_MAJOR 1              /* another one is another symbol: ace_plugin_entry_v2 */
#define ACE_ABI_MINOR 0
#define ACE_MANIFEST_SECTION ".ace_manifest"

/* Borrowed UTF-8 or bytes, valid during the call. */
typedef struct ace_str {
    const char* data;
    uint64_t size;
} ace_str;

/* The callee writes, the caller owns the memory. May be called several times; the pieces are joined. */
typedef struct ace_sink {
    void* context;
    void (*put)(void* context, const char* data, uint64_t size);
} ace_sink;

/* UnifiedPOS 1.14 result codes, and three of ours. */
typedef int32_t ace_status;
enum {
    ACE_OK = 0,
    ACE_CLOSED = 101,
    ACE_CLAIMED = 102,
    ACE_NOT_CLAIMED = 103,
    ACE_NO_SERVICE = 104,
    ACE_DISABLED = 105,
    ACE_ILLEGAL = 106,
    ACE_NO_HARDWARE = 107,
    ACE_OFFLINE = 108,
    ACE_NO_EXIST = 109,
    ACE_EXISTS = 110,
    ACE_FAILURE = 111,
    ACE_TIMEOUT = 112,
    ACE_BUSY = 113,
    ACE_EXTENDED = 114,
    ACE_DEPRECATED = 115,
    ACE_PLUGIN_FAULT = 150,
    ACE_CANCELED = 151,
    ACE_OUTCOME_UNKNOWN = 152
};

enum {
    ACE_EVENT_DATA = 1,
    ACE_EVENT_STATUS = 2,
    ACE_EVENT_ERROR = 3,
    ACE_EVENT_COMPLETE = 4,
    ACE_EVENT_PROGRESS = 5
};

/* Codes of status events, as UnifiedPOS 1.14 numbers them; of each group a device posts what it can tell. */
enum {
    ACE_DRAWER_CLOSED = 0,
    ACE_DRAWER_OPEN = 1,
    ACE_GATE_CLOSED = 2,
    ACE_GATE_OPEN = 3,
    ACE_COVER_OPEN = 11,
    ACE_COVER_OK = 12,
    ACE_PAPER_EMPTY = 24,
    ACE_PAPER_NEAR_EMPTY = 25,
    ACE_PAPER_OK = 26,
    ACE_POWER_ONLINE = 2001,
    ACE_POWER_OFFLINE = 2003
};

typedef struct ace_event {
    uint32_t size;
    uint32_t kind;
    int32_t code;     /* status: one of the above; error: an ace_status */
    int32_t extended; /* error: the vendor's own code */
    ace_str reference; /* complete, progress: what it is about (payment or output id) */
    ace_str type;     /* data: the symbology */
    ace_str body;     /* copied by the host before post() returns */
} ace_event;

/* What the host lends: one table to init(), until deinit(), and one to create() for each device, until its
 * destroy(). */
typedef struct ace_host {
    uint32_t size;
    uint16_t abi_major, abi_minor;
    void* context;
    /* [any] level 0 debug, 1 info, 2 warning, 3 error. Copies. Never a secret. */
    void (*log)(const struct ace_host*, int32_t level, ace_str text);
    /* [any] From open() to close(), on the device's own table. Copies, never waits, never calls back from
     * within. When 256 wait, the oldest goes and is counted; nothing above 64 KiB is taken. */
    void (*post)(const struct ace_host*, const ace_event*);
    /* [the thread of the failing call] Why the status about to be returned is not ACE_OK: what failed,
     * what to do. Copies; the last one of a call counts. extended: the vendor's own code, 0 if none;
     * retryable 1: the same call may succeed later. */
    void (*fail)(const struct ace_host*, ace_status, int32_t extended, int32_t retryable, ace_str text);
    /* [any] Monotonic, nanoseconds; a test's clock may stand still. In a process of its own a device has the
     * clock of the machine, whatever the station's is. */
    int64_t (*now_ns)(const struct ace_host*);
} ace_host;

/* A device: UnifiedPOS life cycle closed -> open -> claimed -> enabled, and back.
 *
 *   call           may be made in             leads to
 *   create         -                          closed
 *   open           closed                     open
 *   claim          open                       claimed
 *   enable(1)      claimed                    enabled
 *   enable(0)      enabled                    claimed
 *   release        claimed, enabled           open
 *   close          open, claimed, enabled     closed
 *   destroy        closed, after a failed     -
 *                  open too
 *   check_health   open, claimed, enabled     as before
 *   query          any                        as before
 *   interrupt      any                        as before
 *   a capability's claimed, enabled           as before
 *
 * A call that fails leaves the state as it was. release and close undo all that stands before them: a device
 * that is enabled may be released or closed at once; where they fail, what they undid before stays undone, so
 * that enable(1) or claim has something to do again. The host makes no other call; a device that gets one all
 * the same does nothing, answers a status and lives on:
 *   ACE_CLOSED       closed, and it must be open: claim, enable(1), check_health, a capability's
 *   ACE_NOT_CLAIMED  open, and it must be claimed: enable(1), a capability's
 *   ACE_ILLEGAL      open, of a device that is open
 *   ACE_OK           there is nothing to do: a step that was made, or undone, before */
typedef struct ace_device {
    uint32_t size;
    void* self;
    /* [device] A JSON object that fits the schema of the manifest; what is no JSON object is refused all the
     * same. ACE_ILLEGAL: settings that cannot be. */
    ace_status (*open)(void* self, ace_str settings_json);
    /* [device] For this process alone. Waits for another's at most that long, then ACE_CLAIMED. */
    ace_status (*claim)(void* self, uint32_t timeout_ms);
    /* [device] on 1 or 0: whether it works by itself, reads for instance. ACE_NO_HARDWARE, ACE_OFFLINE: it is
     * not there, not on. */
    ace_status (*enable)(void* self, int32_t on);
    ace_status (*release)(void* self); /* [device] undoes claim(), and enable(1) */
    /* [device] undoes open(). When it returns, the device's threads have ended and nothing is posted. */
    ace_status (*close)(void* self);
    /* [device] level 1 internal: changes nothing outside; 2 external: may move paper, blink, beep. text: for
     * the operator. ACE_OK: it works. */
    ace_status (*check_health)(void* self, int32_t level, ace_sink text);
    /* [any] The table of that interface, of this device until destroy(). null: not one of mine. */
    const void* (*query)(void* self, const char* interface_id);
    /* [any] Makes a blocked call, of a capability too, return ACE_CANCELED soon; does nothing when none is.
     * Must not wait for that call. */
    void (*interrupt)(void* self);
    void (*destroy)(void* self); /* [device] last; frees the device and this table */
} ace_device;

/* The single exported symbol: const ace_plugin_entry ace_plugin_entry_v1. */
typedef struct ace_plugin_entry {
    uint32_t magic, size;
    uint16_t abi_major, abi_minor;
    const char* build_tag;     /* storage plugins: must be the host's */
    /* {"id":"org.example.reader","name":"…","version":"1.0.0","vendor":"…","license":"MIT",
     *  "simulated":false,
     *  "devices":[{"class":"reader","capability":"scanner","settings":{a JSON Schema}}]}
     * id, version, class: 1 to 100 of A-Z a-z 0-9 . _ - +; the other texts: at most 500 bytes, no control
     * characters.
     * capability: payment, ticket-output, scanner, queue, cash-drawer, line-display, gate-control, storage.
     * settings: what the host checks a device's settings against before open(); of JSON Schema 2020-12 it
     * knows type, enum, minimum, maximum, minLength, maxLength, minItems, items, properties, required,
     * additionalProperties, default, description, and "x-secret": true, whose value in the configuration must
     * be a reference to a secret and reaches open() as the secret itself.
     * The bytes of this text, with its 0, are also the whole of the ELF section ACE_MANIFEST_SECTION, so that
     * it can be read without running the plugin. */
    const char* manifest_json;
    ace_status (*init)(const ace_host*);              /* [host] once, first; not ACE_OK: it is not used */
    void (*deinit)(void);                             /* [host] once, after every device is destroyed */
    /* [device] The host table stays valid while the device lives. The device is the host's until its
     * destroy(). null: no such class, or see fail(). */
    ace_device* (*create)(const ace_host*, const char* device_class);
} ace_plugin_entry;

#ifdef __cplusplus
}
#endif

#endif
