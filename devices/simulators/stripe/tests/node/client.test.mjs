// SPDX-License-Identifier: MIT
// Stripe's own client library against the simulator. Its folder and the program come by ACE_STRIPE_PACKAGE and
// ACE_SIMULATOR.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

const Stripe = createRequire(import.meta.url)(process.env.ACE_STRIPE_PACKAGE);
let simulator;
let control;
let stripe;
let connect;

before(async () => {
    simulator = spawn(process.env.ACE_SIMULATOR, ["--port", "0", "--control-port", "0"], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    const [api, testers] = await new Promise((resolve, reject) => {
        let text = "";
        simulator.stdout.on("data", (piece) => {
            text += piece;
            const found = /READY (\S+) control (\S+)\n/.exec(text);
            if (found) resolve(found.slice(1));
        });
        simulator.on("exit", (code) => reject(new Error(`the simulator ended with ${code}`)));
    });
    control = testers;
    const { hostname, port } = new URL(api);
    connect = (key, options = {}) =>
        new Stripe(key, { host: hostname, port, protocol: "http", maxNetworkRetries: 0, telemetry: false, ...options });
    stripe = connect("sk_test_made_up");
});

after(
    () =>
        new Promise((resolve) => {
            simulator.removeAllListeners("exit").on("exit", resolve);
            simulator.kill("SIGTERM");
        }),
);

async function tester(method, path, body) {
    const answer = await fetch(control + path, { method, body: body && JSON.stringify(body) });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
}

const pay = (amount, more = {}, options = {}) =>
    stripe.paymentIntents.create(
        { amount, currency: "usd", confirm: true, payment_method: "pm_card_visa", ...more }, options);

const product = { currency: "usd", unit_amount: 1250, product_data: { name: "A seat" } };
const sessionOf = (more = {}) =>
    stripe.checkout.sessions.create({
        mode: "payment",
        success_url: "http://127.0.0.1:1/done?s={CHECKOUT_SESSION_ID}",
        cancel_url: "http://127.0.0.1:1/back",
        line_items: [{ quantity: 2, price_data: product }],
        ...more,
    });

const press = (session, fields) =>
    fetch(session.url, {
        method: "POST", redirect: "manual", body: new URLSearchParams({ email: "ann@example.org", ...fields }),
    });

async function fails(call, type, code) {
    const error = await call.then(() => assert.fail("it did not fail"), (reason) => reason);
    assert.equal(error.constructor.name, type, error.stack);
    if (code) assert.equal(error.code, code);
    return error;
}

test("an intent is created, confirmed, captured and refunded", async () => {
    const made = await stripe.paymentIntents.create({
        amount: 4200, currency: "usd", capture_method: "manual", metadata: { number: "17" },
    });
    assert.equal(made.status, "requires_payment_method");
    assert.match(made.client_secret, /^pi_\w+_secret_/);
    const held = await stripe.paymentIntents.confirm(made.id, { payment_method: "pm_card_visa" });
    assert.equal(held.status, "requires_capture");
    const captured = await stripe.paymentIntents.capture(made.id, { amount_to_capture: 4000 });
    assert.equal(captured.amount_received, 4000);
    const refund = await stripe.refunds.create({ payment_intent: made.id, amount: 1000 });
    assert.equal(refund.status, "succeeded");
    const charge = await stripe.charges.retrieve(captured.latest_charge);
    assert.equal(charge.amount_refunded, 1000);
    const read = await stripe.paymentIntents.retrieve(made.id, { expand: ["latest_charge.balance_transaction"] });
    assert.equal(read.latest_charge.balance_transaction.amount, 4000);
    assert.equal(read.metadata.number, "17");
    assert.match(read.lastResponse.requestId, /^req_/);
});

test("lists are paged automatically", async () => {
    const customer = (await stripe.customers.create({ email: "bo@example.org" })).id;
    const made = [];
    for (let i = 0; i < 7; i++) made.unshift((await pay(100 + i, { customer })).id);
    const seen = [];
    for await (const intent of stripe.paymentIntents.list({ limit: 3, customer })) seen.push(intent.id);
    assert.deepEqual(seen, made);
    const first = await stripe.paymentIntents.list({ limit: 3, customer, expand: ["data.customer"] });
    assert.equal(first.has_more, true);
    assert.equal(first.data[0].customer.email, "bo@example.org");
    const all = await stripe.refunds.list().autoPagingToArray({ limit: 100 });
    assert.ok(all.every((refund) => refund.object === "refund"));
});

test("errors come by their class", async () => {
    const declined = await fails(
        pay(4200, { payment_method: "pm_card_chargeDeclinedInsufficientFunds" }), "StripeCardError", "card_declined");
    assert.equal(declined.decline_code, "insufficient_funds");
    assert.equal(declined.payment_intent.status, "requires_payment_method");
    assert.equal(declined.statusCode, 402);
    await fails(pay(1), "StripeInvalidRequestError", "amount_too_small");
    await fails(stripe.paymentIntents.retrieve("pi_none"), "StripeInvalidRequestError", "resource_missing");
    await fails(connect("sk_live_made_up").balance.retrieve(), "StripeAuthenticationError");
    const types = await fails(
        stripe.paymentIntents.create({ amount: 4200, currency: "usd", payment_method_types: ["card"] }),
        "StripeInvalidRequestError", "payment_method_types_no_longer_supported");
    assert.equal(types.param, "payment_method_types");
    for (const [kind, type] of [
        ["rate_limit", "StripeRateLimitError"],
        ["lock_timeout", "StripeRateLimitError"],
        ["error_500_before", "StripeAPIError"],
        ["drop_before", "StripeConnectionError"],
    ]) {
        await tester("POST", "/faults", { kind, should_retry: false, times: 0 });
        await fails(pay(4200), type);
        await tester("DELETE", "/faults");
    }
});

test("the same idempotency key pays once", async () => {
    const options = { idempotencyKey: "key-1" };
    const first = await pay(5100, {}, options);
    const again = await pay(5100, {}, options);
    assert.equal(again.id, first.id);
    assert.equal(again.lastResponse.headers["idempotent-replayed"], "true");
    await fails(pay(5200, {}, options), "StripeIdempotencyError");
});

test("the library's own retry after a lost answer pays once", async () => {
    const patient = connect("sk_test_made_up", { maxNetworkRetries: 2 });
    await tester("POST", "/faults", { kind: "drop_after", method: "POST" });
    const intent = await patient.paymentIntents.create(
        { amount: 6100, currency: "usd", confirm: true, payment_method: "pm_card_visa", metadata: { lost: "yes" } });
    assert.equal(intent.status, "succeeded");
    const all = await stripe.paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
    assert.equal(all.filter((one) => one.metadata.lost === "yes").length, 1);
});

test("a session is paid on its page", async () => {
    const session = await sessionOf({ payment_intent_data: { metadata: { number: "18" } } });
    const page = await (await fetch(session.url)).text();
    assert.match(page, /SIMULATOR/);
    const declined = await press(session, { action: "pay", number: "4000000000000002" });
    assert.match(await declined.text(), /role="alert"/);
    const paid = await press(session, { action: "pay", number: "4242 4242 4242 4242" });
    assert.equal(paid.status, 303);
    assert.equal(paid.headers.get("location"), `http://127.0.0.1:1/done?s=${session.id}`);
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent", "line_items"] });
    assert.equal(done.status, "complete");
    assert.equal(done.payment_status, "paid");
    assert.equal(done.payment_intent.metadata.number, "18");
    assert.equal(done.line_items.data[0].amount_total, 2500);
    await fails(stripe.checkout.sessions.expire(session.id), "StripeInvalidRequestError");
    const other = await sessionOf();
    assert.equal((await stripe.checkout.sessions.expire(other.id)).status, "expired");
});

test("a webhook's signature is what the library accepts", async () => {
    const received = [];
    const receiver = createServer((request, response) => {
        let body = "";
        request.on("data", (piece) => (body += piece));
        request.on("end", () => {
            received.push({ body, signature: request.headers["stripe-signature"] });
            response.statusCode = received.length === 1 ? 500 : 200;
            response.end();
        });
    });
    await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    await tester("POST", "/webhooks", { retry_ms: 50 });
    const endpoint = await stripe.webhookEndpoints.create({
        url: `http://127.0.0.1:${receiver.address().port}/hook`, enabled_events: ["payment_intent.succeeded"],
    });
    const arrived = async (count) => {
        while (received.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
        return received[count - 1];
    };
    try {
        const intent = await pay(7100);
        const first = await arrived(1);
        const again = await arrived(2);
        assert.equal(JSON.parse(first.body).id, JSON.parse(again.body).id);
        const event = stripe.webhooks.constructEvent(again.body, again.signature, endpoint.secret);
        assert.equal(event.data.object.id, intent.id);
        const forged = again.body.replace("7100", "7101");
        assert.throws(() => stripe.webhooks.constructEvent(forged, again.signature, endpoint.secret), /signature/);

        await tester("POST", "/webhooks", { wrong_secret: true });
        await pay(7200);
        const wrong = await arrived(3);
        assert.throws(() => stripe.webhooks.constructEvent(wrong.body, wrong.signature, endpoint.secret), /signature/);
        await tester("POST", "/webhooks", { wrong_secret: false, time_shift_s: -600 });
        await pay(7300);
        const old = await arrived(4);
        assert.throws(() => stripe.webhooks.constructEvent(old.body, old.signature, endpoint.secret), /tolerance/);
        await tester("POST", "/webhooks", { time_shift_s: 0, two_signatures: true });
        await pay(7400);
        const two = await arrived(5);
        stripe.webhooks.constructEvent(two.body, two.signature, endpoint.secret);

        const log = (await tester("GET", "/deliveries")).deliveries;
        assert.deepEqual(log.slice(0, 2).map((entry) => entry.status), [500, 200]);
        assert.equal((await stripe.events.retrieve(event.id)).type, "payment_intent.succeeded");
        await stripe.webhookEndpoints.del(endpoint.id);
        assert.equal((await stripe.webhookEndpoints.list()).data.length, 0);
    } finally {
        receiver.closeAllConnections();
        receiver.close();
    }
});

test("a reader takes a card", async () => {
    const location = await stripe.terminal.locations.create({
        display_name: "Door", address: { line1: "1 Main Street", city: "Springfield", state: "IL", country: "US",
            postal_code: "62701" },
    });
    const reader = await stripe.terminal.readers.create({
        registration_code: "simulated-wpe", label: "Left", location: location.id,
    });
    const intent = await stripe.paymentIntents.create({
        amount: 4200, currency: "usd", capture_method: "manual", allowed_payment_method_types: ["card_present"],
    });
    const busy = await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id });
    assert.equal(busy.action.status, "in_progress");
    const present = (number) =>
        stripe.testHelpers.terminal.readers.presentPaymentMethod(reader.id, { card_present: { number } });
    assert.equal((await present("4000000000000002")).action.failure_code, "card_declined");
    await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id });
    assert.equal((await present("4242424242424242")).action.status, "succeeded");
    const captured = await stripe.paymentIntents.capture(intent.id, {}, {});
    assert.equal(captured.status, "succeeded");
    await fails(stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id }),
        "StripeInvalidRequestError", "intent_invalid_state");
    assert.equal((await stripe.terminal.readers.cancelAction(reader.id)).action, null);
    assert.equal((await stripe.terminal.readers.list({ location: location.id })).data.length, 1);
    assert.equal((await stripe.terminal.readers.del(reader.id)).deleted, true);
});

test("an older version still takes payment_method_types", async () => {
    const older = connect("sk_test_made_up", { apiVersion: "2026-07-29.dahlia" });
    const intent = await older.paymentIntents.create(
        { amount: 4200, currency: "usd", payment_method_types: ["card_present"] });
    assert.deepEqual(intent.payment_method_types, ["card_present"]);
});
