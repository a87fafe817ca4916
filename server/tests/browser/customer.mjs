// SPDX-License-Identifier: MIT
// What customers do again and again.
import assert from "node:assert/strict";

export const CARDS = { pays: "4242 4242 4242 4242", declines: "4000 0000 0000 0002", asks: "4000 0000 0000 3220" };

export async function pick(world, page, type, count, language = "") {
    await page.goto(`${world.url}${language}/events/summer-fair`);
    await page.locator(".type", { hasText: type }).locator("select").selectOption(String(count));
    await page.locator(".actions button").click();
    await page.waitForURL(/\/cart$/);
}

export async function fillIn(page, name = "Ann O'Neil", email = "ann@example.org") {
    await page.fill("#name", name);
    await page.fill("#email", email);
}

export const order = (page) => page.locator("form[data-keep] .actions button").click();

// From the cart to Stripe's page.
export async function goToPayment(page) {
    await fillIn(page);
    await order(page);
    await page.waitForURL(/\/c\/pay\//);
}

export async function payBy(page, card) {
    await page.fill("#number", card);
    await page.locator("button.main").click();
}

export async function waitForTickets(page, count) {
    await page.waitForURL(/\/orders\//);
    await page.locator(".qr").first().waitFor();
    assert.equal(await page.locator(".qr svg").count(), count);
}

export async function buy(world, page, type = "General", count = 2, language = "") {
    await pick(world, page, type, count, language);
    await goToPayment(page);
    await payBy(page, CARDS.pays);
    await waitForTickets(page, count);
}

export async function shows(page, text) {
    const all = await page.locator("body").innerText();
    assert.ok(all.includes(text), `"${text}" is not on the page:\n${all}`);
}

export async function showsNot(page, text) {
    const all = await page.locator("body").innerText();
    assert.ok(!all.includes(text), `"${text}" is on the page:\n${all}`);
}
