// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { buy, shows, waitForTickets } from "../customer.mjs";

export async function opensWithoutANetwork(world) {
    const page = await world.customer();
    await buy(world, page, "General", 2);
    const order = page.url();
    await page.locator("[data-saved]:visible").waitFor(); // the page says so itself
    await page.context().setOffline(true);
    await page.goto(order);
    assert.equal(await page.locator(".qr svg").count(), 2);
    await page.locator("[data-offline]:visible").waitFor();
    const styled = await page.locator(".stub").first().evaluate((one) => getComputedStyle(one).paddingLeft);
    assert.notEqual(styled, "0px");
    await world.picture(page, "order-offline");
    await page.context().setOffline(false);
    await page.reload();
    await waitForTickets(page, 2);
    assert.equal(await page.locator("[data-offline]:visible").count(), 0);
}

// A phone that says it has a network, behind which nobody answers: the door of a full hall.
export async function opensBehindANetworkThatDoesNotAnswer(world) {
    const page = await world.customer();
    await buy(world, page, "Child", 1);
    await page.locator("[data-saved]:visible").waitFor();
    world.server.child.kill("SIGSTOP");
    try {
        await page.reload();
        assert.equal(await page.locator(".qr svg").count(), 1);
        await page.locator("[data-offline]:visible").waitFor(); // it is the page as it was
    } finally {
        world.server.child.kill("SIGCONT");
    }
    await page.reload();
    await waitForTickets(page, 1);
    assert.equal(await page.locator("[data-offline]:visible").count(), 0);
}

const isKept = (page) =>
    page.evaluate(() => caches.match(location.pathname, { ignoreSearch: true }).then((kept) => kept !== undefined));

// A slow network must not bring back tickets that do not admit any more.
export async function isNotKeptAsItWasBeforeItWasCanceled(world) {
    const page = await world.customer();
    await buy(world, page, "Child", 1);
    await page.locator("[data-saved]:visible").waitFor();
    assert.equal(await isKept(page), true);
    await page.getByRole("link", { name: "Cancel and get the money back" }).click();
    await page.getByRole("button", { name: "Cancel and get the money back" }).click();
    await page.waitForURL(/\/orders\/[^/]+\/[^/]+$/);
    await shows(page, "This order was canceled");
    assert.equal(await isKept(page), false);
}

export async function canBeInstalled(world) {
    const page = await world.customer();
    await buy(world, page, "Child", 1);
    const client = await page.context().newCDPSession(page);
    const { errors } = await client.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
    // A browser without windows of its own (headless, a private window) cannot install; nothing else may be wrong.
    const wrong = installabilityErrors.map((one) => one.errorId).filter((id) => id !== "in-incognito");
    assert.deepEqual(wrong, []);
}

const READER = `
import sys
from icalendar import Calendar
event = Calendar.from_ical(sys.stdin.buffer.read()).walk("VEVENT")[0]
print(event["SUMMARY"], event["LOCATION"], event.decoded("DTSTART").isoformat(), event.decoded("DTEND").isoformat(),
      event["URL"], sep="\\n")
`;

export async function itsCalendarEntryIsReadByAnotherProgram(world) {
    const page = await world.customer();
    await buy(world, page, "Child", 1);
    const link = page.getByRole("link", { name: "Add to calendar" });
    const reply = await page.request.get(world.url + (await link.getAttribute("href")));
    assert.match(reply.headers()["content-type"], /^text\/calendar/);
    const read = spawnSync("/usr/bin/python3", ["-c", READER], { input: await reply.body(), encoding: "utf8" });
    if (/No module named 'icalendar'/.test(read.stderr)) {
        console.log("        SKIP: there is no reader of calendars; install the package python3-icalendar");
        return;
    }
    assert.deepEqual(read.stdout.trim().split("\n"), [
        "Summer Fair",
        "Riverside Park, Albany NY",
        "2036-06-04T14:00:00+00:00",
        "2036-06-05T03:00:00+00:00",
        page.url(),
    ]);
}

export async function givesTheTicketsBackAndTheMoneyToo(world) {
    const page = await world.customer();
    await buy(world, page, "General", 2);
    await page.getByRole("link", { name: "Cancel and get the money back" }).click();
    await shows(page, "$54.00 goes back the way it was paid.");
    await world.picture(page, "cancel-paid");
    await page.getByRole("button", { name: "Cancel and get the money back" }).click();
    await page.waitForURL(/\/orders\/[^/]+\/[^/]+$/);
    await shows(page, "This order was canceled");
    assert.equal(await page.locator(".qr").count(), 0);
    const done = page.getByText("given back the way it was paid");
    for (let i = 0; i < 20 && (await done.count()) === 0; ++i) {
        await page.waitForTimeout(500); // the outbox brings it to Stripe
        await page.reload();
    }
    await shows(page, "$54.00 given back the way it was paid");
    await world.picture(page, "order-given-back");
}

export async function isPrintedWithItsCodesAndNothingElse(world) {
    const page = await world.customer();
    await buy(world, page, "Child", 2);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".actions:visible, .top:visible, .bottom:visible").count(), 0);
    assert.equal(await page.locator(".qr:visible").count(), 2);
    await world.picture(page, "order-print");
}
