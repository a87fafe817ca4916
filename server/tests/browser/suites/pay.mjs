// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { buy, CARDS, fillIn, goToPayment, order, payBy, pick, shows, waitForTickets } from "../customer.mjs";

export async function buysTwoTickets(world) {
    const page = await world.customer();
    await buy(world, page);
    await shows(page, "Your tickets");
    await shows(page, "$54.00");
    await page.goto(`${world.url}/cart`);
    await shows(page, "There is nothing in it yet.");
    assert.deepEqual(page.problems, []);
}

export async function tellsThatACardIsDeclinedAndTakesAnother(world) {
    const page = await world.customer();
    await pick(world, page, "Child", 1);
    await goToPayment(page);
    await payBy(page, CARDS.declines);
    await page.locator(".error").waitFor();
    await payBy(page, CARDS.pays);
    await waitForTickets(page, 1);
}

export async function passes3DSecure(world) {
    const page = await world.customer();
    await pick(world, page, "Child", 1);
    await goToPayment(page);
    await payBy(page, CARDS.asks);
    await page.waitForURL(/3d-secure/);
    await page.locator("button.main").click();
    await waitForTickets(page, 1);
}

export async function whoDoesNotPayComesBackToTheCartAndGoesOn(world) {
    const page = await world.customer();
    await pick(world, page, "General", 2);
    await goToPayment(page);
    await page.locator("a.button").click();
    await page.waitForURL(/\/cart$/);
    await shows(page, "You have not paid yet");
    await shows(page, "2 × General");
    assert.equal(await page.inputValue("#name"), "Ann O'Neil");
    await world.picture(page, "cart-not-paid-360", {});
    await page.getByRole("link", { name: "Go on with the payment" }).click();
    await page.waitForURL(/\/c\/pay\//);
    await payBy(page, CARDS.pays);
    await waitForTickets(page, 2);
}

export async function whoDoesNotPayCancelsAndTheSeatsAreFreeAtOnce(world) {
    const page = await world.customer();
    await pick(world, page, "Boat trip", 4);
    await goToPayment(page);
    const payment = page.url();
    await page.locator("a.button").click();
    await page.getByRole("link", { name: "Cancel this order" }).click();
    await world.picture(page, "cancel-pending");
    await page.getByRole("button", { name: "Cancel this order" }).click();
    await page.waitForURL(/\/orders\/[^/]+\/[^/]+$/);
    await shows(page, "This order was canceled");
    const other = await world.customer();
    await other.goto(`${world.url}/events/summer-fair`);
    const left = other.locator(".type", { hasText: "Boat trip" });
    await left.getByText("Only 4 left").waitFor();
    await page.goto(payment); // nobody can pay it any more
    await shows(page, "This payment has expired");
}

export async function theBackButtonLeadsToTheCartAndFromThereToTheSamePayment(world) {
    const page = await world.customer();
    await pick(world, page, "Boat trip", 4);
    await goToPayment(page);
    const payment = page.url();
    await page.goBack();
    await page.locator("#name").waitFor();
    assert.equal(await page.inputValue("#name"), "Ann O'Neil");
    await page.reload();
    await order(page); // all seats are its own: no "sold out"
    await page.waitForURL(/\/c\/pay\//);
    assert.equal(page.url(), payment);
    await page.goto(`${world.url}/cart`);
    await page.getByRole("link", { name: "Cancel this order" }).click();
    await page.getByRole("button", { name: "Cancel this order" }).click();
    await page.getByText("This order was canceled").waitFor();
}

export async function inTwoTabsItIsBoughtOnce(world) {
    const one = await world.customer();
    await pick(world, one, "General", 1);
    const two = await one.context().newPage();
    await two.goto(`${world.url}/cart`);
    await goToPayment(one);
    await payBy(one, CARDS.pays);
    await waitForTickets(one, 1);
    await fillIn(two);
    await order(two);
    await two.waitForURL(/\/cart$|\/orders\//);
    await two.goto(`${world.url}/cart`);
    await shows(two, "There is nothing in it yet.");
}

export async function whoHasPaidInOneTabIsShownTheTicketsInTheOther(world) {
    const one = await world.customer();
    await pick(world, one, "General", 1);
    const two = await one.context().newPage();
    await two.goto(`${world.url}/cart`);
    await fillIn(two);
    await goToPayment(one);
    await one.fill("#number", CARDS.pays);
    await one.locator("button[value=stay]").click(); // and never comes back
    await one.getByText("The shop has not seen you return.").waitFor();
    await order(two);
    await waitForTickets(two, 1);
    await two.goto(`${world.url}/cart`);
    await shows(two, "There is nothing in it yet.");
}

export async function aDoubleClickOrdersOnce(world) {
    const page = await world.customer();
    await pick(world, page, "Child", 2);
    await fillIn(page);
    const sent = [];
    page.on("request", (request) => {
        if (request.url().endsWith("/checkout")) sent.push(request.url());
    });
    await page.locator("form[data-keep] .actions button").dblclick();
    await page.waitForURL(/\/c\/pay\//);
    assert.equal(sent.length, 1);
    await payBy(page, CARDS.pays);
    await waitForTickets(page, 2);
}

export async function theReturnFromThePaymentMayBeLoadedAgain(world) {
    const page = await world.customer();
    await buy(world, page, "Child", 1);
    await page.reload();
    await waitForTickets(page, 1);
    await page.goBack().catch(() => {});
    await page.goForward().catch(() => {});
    await waitForTickets(page, 1);
}

export async function thePageThatWaitsShowsTheTicketsByItself(world) {
    const page = await world.customer();
    await pick(world, page, "Child", 1);
    await goToPayment(page);
    const payment = page.url();
    await page.goto(`${world.url}/cart`);
    const link = await page.getByRole("link", { name: "Go on with the payment" }).getAttribute("href");
    await page.goto(world.url + link.replace(/\/pay$/, ""));
    await shows(page, "Waiting for the payment");
    await page.locator("[data-timer]:visible").waitFor();
    assert.match(await page.locator("[data-timer]").innerText(), /^\d\d:\d\d$/);
    await world.picture(page, "order-pending");
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(payment);
    await elsewhere.fill("#number", CARDS.pays);
    await elsewhere.locator("button[value=stay]").click();
    await page.locator(".qr").first().waitFor();
}
