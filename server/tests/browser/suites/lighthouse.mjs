// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const LEAST = 95;
const TRIES = 3; // a figure of speed on a machine that is busy: the best counts

export async function theEventPageIsFastAndAccessibleOnAPhone(world) {
    const { default: lighthouse } = await import(
        pathToFileURL(join(world.build, "node_modules/lighthouse/core/index.js")).href
    );
    const { chromium } = createRequire(join(world.build, "package.json"))("playwright-core");
    const port = 9000 + Math.floor(Math.random() * 1000);
    const browser = await chromium.launch({
        executablePath: world.chromium,
        args: [`--remote-debugging-port=${port}`, ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
    });
    try {
        const best = { performance: 0, accessibility: 0 };
        for (let i = 0; i < TRIES && Math.min(...Object.values(best)) < LEAST; ++i) {
            const { lhr, report } = await lighthouse(`${world.url}/events/summer-fair`, {
                port, output: "html", logLevel: "error", onlyCategories: Object.keys(best),
            });
            writeFileSync(join(world.pictures, "lighthouse.html"), report);
            for (const name of Object.keys(best))
                best[name] = Math.max(best[name], Math.round(lhr.categories[name].score * 100));
        }
        console.log(`        ${JSON.stringify(best)}`);
        assert.ok(best.accessibility >= LEAST, JSON.stringify(best));
        const busy = loadavg()[0] > cpus().length; // then it measures the others
        if (best.performance < LEAST && busy)
            return console.log(`        SKIP: this machine is too busy (${loadavg()[0]}) to say how fast a page is`);
        assert.ok(best.performance >= LEAST, JSON.stringify(best));
    } finally {
        await browser.close();
    }
}
