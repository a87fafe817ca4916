// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { buy, CARDS, pick, waitForTickets } from "../customer.mjs";

const SMALL = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true };

async function fits(world, page, name) {
    const { wide, seen } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        seen: document.documentElement.clientWidth,
    }));
    assert.ok(wide <= seen, `${name} is ${wide} px wide on a screen of ${seen}`);
    const small = await page.evaluate(() =>
        [...document.querySelectorAll("a, button, select, input, summary")]
            .filter((one) => one.checkVisibility() && one.className !== "unseen" && one.className !== "skip")
            .filter((one) => getComputedStyle(one).display !== "inline") // a link in a sentence
            .map((one) => ({ text: one.textContent.trim() || one.name, box: one.getBoundingClientRect() }))
            .filter(({ box }) => box.width > 0 && box.height < 24)
            .map(({ text }) => text),
    );
    assert.deepEqual(small, [], `too small to be touched on ${name}`);
    await world.picture(page, `${name}-360`);
}

export async function everyPageFitsASmallPhone(world) {
    const page = await world.customer(SMALL);
    for (const language of ["", "/es"]) {
        const suffix = language ? "-es" : "";
        for (const [name, path] of [["events", "/"], ["event", "/events/summer-fair"], ["terms", "/terms"],
            ["imprint", "/imprint"], ["missing", "/nothing"], ["cart-empty", "/cart"]]) {
            await page.goto(world.url + language + path);
            await fits(world, page, name + suffix);
        }
        await pick(world, page, "General", 2, language);
        await fits(world, page, `cart${suffix}`);
        await buy(world, page, "General", 2, language);
        await fits(world, page, `order${suffix}`);
    }
}

// Everything by Tab, Enter and letters; what has the focus is seen.
export async function theKeyboardAloneBuysATicket(world) {
    const page = await world.customer({ viewport: { width: 1024, height: 768 } });
    const focus = () =>
        page.evaluate(() => {
            const one = document.activeElement;
            const style = getComputedStyle(one);
            return { tag: one.tagName, id: one.id, text: one.textContent.trim(), cls: one.className,
                outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
        });
    const tabTo = async (wanted) => {
        const seen = [];
        for (let i = 0; i < 40; ++i) {
            await page.keyboard.press("Tab");
            const now = await focus();
            if (now.tag === "BODY") continue;
            assert.ok(now.outline, `${now.tag} ${now.id} ${now.text} has the focus, and it is not seen`);
            seen.push(now.id || now.text);
            if (wanted(now)) return;
        }
        assert.fail(`not reached by Tab: ${seen.join(", ")}`);
    };
    await page.goto(world.url);
    await page.keyboard.press("Tab");
    assert.equal((await focus()).cls, "skip");
    await tabTo((now) => now.text.includes("Summer Fair"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/summer-fair/);
    await tabTo((now) => now.tag === "SELECT");
    await page.keyboard.press("ArrowDown");
    await tabTo((now) => now.tag === "SUMMARY");
    await tabTo((now) => now.text === "Add to the cart");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/cart$/);
    await tabTo((now) => now.id === "name");
    await page.keyboard.type("Ann");
    await tabTo((now) => now.id === "email");
    await page.keyboard.type("ann@example.org");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/c\/pay\//);
    await page.fill("#number", CARDS.pays);
    await page.press("#number", "Enter");
    await waitForTickets(page, 1);
    for (const name of ["Save as PDF", "Add to calendar"]) await tabTo((now) => now.text === name);
}
