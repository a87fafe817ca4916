// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { CARDS, fillIn, goToPayment, order, payBy, shows, showsNot, waitForTickets } from "../customer.mjs";

const typeOf = (page, name) => page.locator(".type", { hasText: name });

async function apply(page, code) {
    const field = page.locator("#voucher");
    if (!(await field.isVisible())) await page.locator("summary").click();
    await field.fill(code);
    await page.getByRole("button", { name: "Apply" }).click();
}

export async function showsWhatItChangesAndIsChargedSo(world) {
    const page = await world.customer();
    await page.goto(`${world.url}/events/summer-fair`);
    await showsNot(page, "Crew");
    await showsNot(page, "Door only");
    await typeOf(page, "General").locator("select").selectOption("2");
    await apply(page, "half");
    await typeOf(page, "General").locator("s").waitFor();
    assert.match(await typeOf(page, "General").locator(".price").innerText(), /\$27\.00[^]*\$13\.50/);
    assert.equal(await typeOf(page, "General").locator("select").inputValue(), "2");
    await world.picture(page, "event-voucher");
    await page.locator(".actions button").click();
    await page.waitForURL(/\/cart$/);
    await goToPayment(page);
    await shows(page, "27.00 USD"); // two at half the price, on Stripe's page
    await payBy(page, CARDS.pays);
    await waitForTickets(page, 2);
}

export async function aLinkOpensHiddenTickets(world) {
    const page = await world.customer();
    await page.goto(`${world.url}/events/summer-fair?voucher=CREW`);
    await typeOf(page, "Crew").locator("select").selectOption("1");
    await page.locator(".actions button").click();
    await page.waitForURL(/\/cart$/);
    await shows(page, "1 × Crew");
    await goToPayment(page);
    await payBy(page, CARDS.pays);
    await waitForTickets(page, 1);
}

export async function whatIsWrongIsToldBesideTheField(world) {
    const page = await world.customer();
    await page.goto(`${world.url}/events/summer-fair`);
    await typeOf(page, "Child").locator("select").selectOption("3");
    await apply(page, "nonsense");
    await page.locator("#voucher-error").waitFor();
    assert.equal(await page.locator("#voucher").getAttribute("aria-describedby"), "voucher-error");
    assert.equal(await typeOf(page, "Child").locator("select").inputValue(), "3");
    await apply(page, "LATER");
    await page.getByText("This voucher counts from").waitFor();
    await world.picture(page, "event-voucher-wrong");
}

export async function whatIsFreeIsOrderedWithoutAPayment(world) {
    const page = await world.customer();
    await page.goto(`${world.url}/events/summer-fair?voucher=FREE`);
    await typeOf(page, "General").locator("select").selectOption("1");
    await page.locator(".actions button").click();
    await page.waitForURL(/\/cart$/);
    await page.getByRole("button", { name: "Order for free" }).waitFor();
    await fillIn(page);
    await order(page);
    await waitForTickets(page, 1);
}
