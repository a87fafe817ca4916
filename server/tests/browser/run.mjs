// SPDX-License-Identifier: MIT
// node run.mjs install|SUITE SOURCE BUILD BIN NPM CHROMIUM: the steps of the ctests; 77 says that one is skipped.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { World } from "./world.mjs";

const SKIPPED = 77;
const [step, source, build, bin, npm, chromium] = process.argv.slice(2);
const mark = join(build, "installed.json");

// Only what changed is installed anew: the lock file says which packages these are, and their hashes.
function install() {
    mkdirSync(build, { recursive: true });
    const lock = readFileSync(join(source, "package-lock.json"), "utf8");
    if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
    for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(source, file), join(build, file));
    const args = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    const done = spawnSync(process.execPath, args, { cwd: build, encoding: "utf8" });
    process.stdout.write(done.stdout + done.stderr);
    if (done.status !== 0 && /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ENETUNREACH/.test(done.stderr)) {
        console.log("SKIP: the npm registry cannot be reached, and the packages are not here yet");
        process.exit(SKIPPED);
    }
    if (done.status !== 0) throw new Error("npm ci failed");
    writeFileSync(mark, lock);
}

// Each case is an exported function of the suite, named as a sentence, with a browser profile of its own.
async function run() {
    if (!existsSync(mark)) {
        console.log("SKIP: the packages are not here");
        process.exit(SKIPPED);
    }
    const suite = await import(pathToFileURL(join(source, "suites", `${step}.mjs`)).href);
    const world = await World.start({ source, build, bin, chromium });
    let failed = 0;
    try {
        for (const [name, test] of Object.entries(suite)) {
            const begun = Date.now();
            try {
                await test(world);
                console.log(`ok      ${name} (${Date.now() - begun} ms)`);
            } catch (error) {
                ++failed;
                console.log(`FAILED  ${name}: ${error.stack ?? error}`);
                await world.showFailure(name);
            }
            await world.closePages();
        }
    } finally {
        await world.end();
    }
    process.exit(failed === 0 ? 0 : 1);
}

await (step === "install" ? install() : run());
