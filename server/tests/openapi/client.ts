// SPDX-License-Identifier: MIT
// An integrator's program: typed by what openapi-typescript makes of openapi.yaml, asked of a live server. It pairs a
// counter and a gate, logs in, sells, scans and refunds.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

type Station = components["schemas"]["StationSelf"];
type Fields = Record<string, string>;

const EVENT = "summer-fair";
const slug = { path: { slug: EVENT } };
const pin = "493817";
let keys = 0;
const newKey = () => ({ "Idempotency-Key": `client-${++keys}` });

// The answer, or the problem in words.
function good<T>(answer: { data?: T; error?: unknown; response: Response }): T {
    if (answer.data === undefined)
        throw new Error(`${answer.response.status} ${answer.response.url}: ${JSON.stringify(answer.error)}`);
    return answer.data;
}

function expectEqual(wanted: unknown, found: unknown, what: string): void {
    if (wanted !== found)
        throw new Error(`${what}: wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`);
}

function base64Url(bytes: ArrayBuffer | Uint8Array): string {
    const text = String.fromCharCode(...new Uint8Array(bytes));
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// RFC 7515 with ES256: WebCrypto signs as JWS wants it, R and S side by side.
async function signedJwt(key: CryptoKey, station: Station): Promise<string> {
    const now = Math.floor(Date.parse(station.server_time) / 1000);
    const header = { alg: "ES256", typ: "JWT", kid: station.station.id };
    const claims = { iss: station.station.id, aud: station.installation, iat: now, nbf: now, exp: now + 600 };
    const text = new TextEncoder();
    const input = [header, claims].map((part) => base64Url(text.encode(JSON.stringify(part)))).join(".");
    const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, text.encode(input));
    return `${input}.${base64Url(signature)}`;
}

async function publicPem(key: CryptoKey): Promise<string> {
    const spki = new Uint8Array(await crypto.subtle.exportKey("spki", key));
    const lines = btoa(String.fromCharCode(...spki)).replace(/.{64}/g, "$&\n");
    return `-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----\n`;
}

export async function run(baseUrl: string, login: string, password: string): Promise<void> {
    const api = createClient<paths>({ baseUrl });
    const asBoss: Fields = await logIn({ login, password }, {}, "Authorization");

    async function logIn(secret: components["schemas"]["Login"], headers: Fields, into: string): Promise<Fields> {
        const session = good(await api.POST("/api/v1/sessions", { body: secret, headers }));
        return { [into]: (into === "Authorization" ? "Bearer " : "") + session.bearer };
    }

    async function pair(body: components["schemas"]["NewStation"]): Promise<Fields> {
        const options = { body, headers: asBoss, params: { header: newKey() } };
        const made = good(await api.POST("/api/v1/stations", options));
        const path = { id: made.id };
        const code = good(
            await api.POST("/api/v1/stations/{id}/pairing-code", { params: { path }, headers: asBoss }),
        );
        const pairOf = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
        const paired = good(
            await api.POST("/api/v1/stations/pair", {
                body: { code: code.code, public_key: await publicPem(pairOf.publicKey) },
            }),
        );
        return { Authorization: `Bearer ${await signedJwt(pairOf.privateKey, paired)}` };
    }

    // What an organiser prepares.
    const till = good(
        await api.POST("/api/v1/events/{slug}/tills", {
            params: { ...slug, header: newKey() },
            body: { name: "Till" },
            headers: asBoss,
        }),
    );
    for (const [name, role] of [["cora", "supervisor"], ["sid", "scanner"]] as const)
        good(
            await api.POST("/api/v1/staff", {
                params: { header: newKey() },
                body: { name, login: name, roles: [{ role, event: EVENT }], pin },
                headers: asBoss,
            }),
        );
    const setup = good(await api.GET("/api/v1/events/{slug}/setup", { params: slug, headers: asBoss }));
    const firstGate = setup.gates[0];
    const firstType = setup.ticket_types[0];
    if (!firstGate || !firstType) throw new Error("the demo's event has no gate or no type");

    // A counter sells.
    const counter = await pair({ name: "Counter A", kind: "counter", event: EVENT, till: till.id });
    const cora = { ...counter, ...(await logIn({ login: "cora", pin }, counter, "Ace-Staff")) };
    good(
        await api.POST("/api/v1/tills/{id}/sessions", {
            params: { path: { id: till.id }, header: newKey() },
            body: { opening_float: { amount: 10000, currency: setup.currency } },
            headers: cora,
        }),
    );
    const sale = {
        params: { header: newKey() },
        body: {
            event: EVENT,
            items: [{ ticket_type: firstType.id, quantity: 2 }],
            payment: { method: "cash", tendered: 100000 },
        },
        headers: cora,
    };
    const sold = good(await api.POST("/api/v1/orders", sale));
    const again = good(await api.POST("/api/v1/orders", sale));
    expectEqual(sold.code, again.code, "a repeated sale");
    const [ticket, other] = sold.tickets;
    if (!ticket || !other) throw new Error("two tickets were bought");

    // A gate scans.
    const gate = await pair({ name: "Gate A", kind: "gate", event: EVENT, gate: firstGate.id });
    const sid = { ...gate, ...(await logIn({ login: "sid", pin }, gate, "Ace-Staff")) };
    const scan = (token: string | null, nonce: string) => {
        if (!token) throw new Error("a ticket that stands has a token");
        return api.POST("/api/v1/scans", {
            body: { token, direction: "entry", gate: firstGate.name, nonce },
            headers: sid,
        });
    };
    expectEqual("admitted", good(await scan(ticket.token, "1")).result, "the first scan");
    expectEqual("already_redeemed", good(await scan(ticket.token, "2")).reason, "the second scan");

    // Money goes back, and the ticket no longer opens the gate.
    const refund = good(
        await api.POST("/api/v1/orders/{code}/refunds", {
            params: { path: { code: sold.code }, header: newKey() },
            body: { tickets: [other.id], reason: "ill" },
            headers: cora,
        }),
    );
    expectEqual("done", refund.state, "the refund");
    expectEqual("canceled", good(await scan(other.token, "3")).reason, "a refunded ticket");

    // A problem is typed too.
    const refused = await api.GET("/api/v1/orders/{code}", { params: { path: { code: "NONE" } }, headers: cora });
    expectEqual("unknown_order", refused.error?.code, "an order that is not there");
}
