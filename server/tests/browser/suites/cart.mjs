// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { buy, CARDS, fillIn, goToPayment, order, payBy, pick, shows, waitForTickets } from "../customer.mjs";

export async function whatWasTypedOutlivesTheCart(world) {
    const page = await world.customer();
    await pick(world, page, "Child", 1);
    await fillIn(page, "Zoë", "zoe@example.org");
    await page.context().clearCookies(); // it has expired
    await order(page);
    await page.waitForURL(/\/cart$/);
    await shows(page, "There is nothing in it yet.");
    await pick(world, page, "Child", 1);
    assert.equal(await page.inputValue("#name"), "Zoë");
    assert.equal(await page.inputValue("#email"), "zoe@example.org");
}

export async function whatWasTypedOutlivesAnError(world) {
    const page = await world.customer();
    await pick(world, page, "Child", 1);
    await fillIn(page, "Zoë", "zoe-at-example");
    await order(page);
    await page.locator("#email-error").waitFor();
    assert.equal(await page.inputValue("#name"), "Zoë");
    assert.equal(await page.inputValue("#email"), "zoe-at-example");
    await world.picture(page, "cart-error");
}

export async function whatSellsOutMeanwhileIsTold(world) {
    const page = await world.customer();
    await page.goto(`${world.url}/events/summer-fair`);
    const lounge = page.locator(".type", { hasText: "Lounge" });
    await page.locator(".type", { hasText: "General" }).locator("select").selectOption("3");
    await lounge.locator("select").selectOption("2");
    const late = await world.customer();
    await pick(world, late, "Lounge", 3);
    await fillIn(late);
    const faster = await world.customer();
    await pick(world, faster, "Lounge", 3);
    await goToPayment(faster);
    await order(late);
    await late.getByText("Fewer tickets are left").waitFor();
    assert.equal(await late.inputValue("#name"), "Ann O'Neil");
    await lounge.getByText("Sold out").waitFor(); // by itself
    assert.equal(await page.locator(".type", { hasText: "General" }).locator("select").inputValue(), "3");
    assert.equal(await lounge.locator("select").inputValue(), "2");
    await world.picture(page, "event-sold-out-meanwhile");
    await page.locator(".actions button").click(); // the server tells, and loses nothing
    await page.waitForURL(/\/cart$/);
}

export async function withoutJavaScriptAllOfItWorks(world) {
    const page = await world.customer({ javaScriptEnabled: false });
    await pick(world, page, "General", 2);
    await page.locator("summary").click();
    await page.fill("#voucher", "nonsense");
    await page.fill("#name", "Ann O'Neil");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("no voucher with this code").waitFor();
    assert.equal(await page.inputValue("#name"), "Ann O'Neil");
    await page.fill("#voucher", "HALF");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByRole("button", { name: "Pay $27.00" }).waitFor();
    await page.fill("#email", "ann@example.org");
    await page.press("#email", "Enter"); // pays: it does not ask about the voucher
    await page.waitForURL(/\/c\/pay\//);
    await payBy(page, CARDS.pays);
    await waitForTickets(page, 2);
}

export async function inSpanishFromTheEventToTheTickets(world) {
    const page = await world.customer({ locale: "es-US" });
    await pick(world, page, "Child", 1, "/es");
    await shows(page, "Su carrito");
    await goToPayment(page);
    await payBy(page, CARDS.pays);
    await waitForTickets(page, 1);
    assert.match(page.url(), /\/es\/orders\//);
    await shows(page, "Su entrada");
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
}

export async function nothingIsAskedOfOthersBeforeThePayment(world) {
    const page = await world.customer();
    const asked = new Map();
    page.on("response", async (response) => {
        const size = (await response.request().sizes().catch(() => null))?.responseBodySize ?? 0;
        asked.set(response.url(), size);
    });
    await page.goto(`${world.url}/events/summer-fair`, { waitUntil: "networkidle" });
    const bytes = [...asked.values()].reduce((sum, size) => sum + size, 0);
    assert.ok(bytes > 1000 && bytes <= 50_000, `the event page has ${bytes} bytes`);
    await pick(world, page, "Child", 1);
    for (const url of asked.keys()) assert.ok(url.startsWith(`${world.url}/`), `${url} is not ours`);
    console.log(`        the event page: ${asked.size} files, ${bytes} bytes`);
}

export async function theBackButtonFindsTheButtonUsable(world) {
    const page = await world.customer();
    await buy(world, page, "Child", 1);
    await pick(world, page, "Child", 1);
    await fillIn(page);
    await order(page);
    await page.waitForURL(/\/c\/pay\//);
    await page.goBack();
    const button = page.locator("form[data-keep] .actions button");
    await button.waitFor();
    assert.equal(await button.getAttribute("aria-disabled"), null);
    assert.match(await button.innerText(), /^Pay/);
}
