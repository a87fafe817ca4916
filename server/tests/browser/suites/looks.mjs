// SPDX-License-Identifier: MIT
// axe-core reads every page, in each language and colour scheme; pictures of them go to the build folder.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buy, fillIn, goToPayment, order, pick } from "../customer.mjs";

const LOOKS = {
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    contrast: { colorScheme: "light", contrast: "more" },
    "contrast-dark": { colorScheme: "dark", contrast: "more" },
    forced: { colorScheme: "dark", forcedColors: "active" },
};

async function check(world, page, name, language) {
    for (const [look, media] of Object.entries(LOOKS)) {
        await page.emulateMedia({ contrast: "no-preference", forcedColors: "none", ...media });
        await world.picture(page, `${name}${language.replace("/", "-")}-${look}`);
        if (look === "forced") continue; // colours are the system's then
        await page.evaluate(readFileSync(join(world.build, "node_modules/axe-core/axe.min.js"), "utf8"));
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const found = violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html)}`);
        assert.deepEqual(found, [], `${name} (${look}) at ${page.url()}`);
    }
    await page.emulateMedia({ colorScheme: "light", contrast: "no-preference", forcedColors: "none" });
}

async function checkAll(world, language) {
    const page = await world.customer({ viewport: { width: 1000, height: 800 }, bypassCSP: true });
    for (const [name, path] of [["events", "/"], ["event", "/events/summer-fair?voucher=HALF"], ["missing", "/nothing"],
        ["cart-empty", "/cart"], ["terms", "/terms"], ["imprint", "/imprint"]]) {
        await page.goto(world.url + language + path);
        await check(world, page, name, language);
    }
    await pick(world, page, "General", 2, language);
    await check(world, page, "cart", language);
    await fillIn(page, "", "nonsense");
    await order(page);
    await page.locator("#name-error").waitFor();
    await check(world, page, "cart-wrong", language);
    await goToPayment(page);
    await page.goto(`${world.url}${language}/cart`);
    await check(world, page, "cart-not-paid", language);
    const pay = await page.locator("a[href$='/pay']").getAttribute("href");
    await page.goto(world.url + pay.replace(/\/pay$/, ""));
    await check(world, page, "pending", language);
    await page.goto(world.url + pay.replace(/\/pay$/, "/cancel"));
    await check(world, page, "cancel", language);
    await page.locator("button.danger").click();
    await page.waitForURL(/\/orders\/[^/]+\/[^/]+$/);
    await check(world, page, "canceled", language);
    await buy(world, page, "General", 2, language);
    await page.locator("[data-saved]:visible").waitFor();
    await check(world, page, "order", language);
}

export const everyPageIsAccessibleInEnglish = (world) => checkAll(world, "");
export const everyPageIsAccessibleInSpanish = (world) => checkAll(world, "/es");
