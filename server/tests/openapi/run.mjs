// SPDX-License-Identifier: MIT
// node run.mjs install|lint|client SOURCE BUILD BIN NPM: the steps of the ctests; 77 says that one is skipped.
import { webcrypto } from "node:crypto";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const SKIPPED = 77;
const PASSWORD = "a heron stands in the reeds";
const [step, source, build, bin, npm] = process.argv.slice(2);
const yaml = join(source, "../../api/openapi.yaml");
const tool = (path) => join(build, "node_modules", path);

function sh(program, args, options = {}) {
    const done = spawnSync(program, args, { cwd: build, stdio: ["ignore", "inherit", "inherit"], ...options });
    if (done.status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${done.status ?? done.signal}`);
    return done;
}

// Only what changed is installed anew: the lock file says which packages these are, and their hashes.
function install() {
    mkdirSync(build, { recursive: true });
    const lock = readFileSync(join(source, "package-lock.json"), "utf8");
    const mark = join(build, "installed.json");
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

function lint() {
    sh(process.execPath, [
        tool("@stoplight/spectral-cli/dist/index.js"), "lint", yaml,
        "--ruleset", join(source, "spectral.yaml"), "--fail-severity", "hint",
    ]);
}

function compileClient() {
    for (const file of ["client.ts", "tsconfig.json"]) copyFileSync(join(source, file), join(build, file));
    sh(process.execPath, [tool("openapi-typescript/bin/cli.js"), yaml, "-o", join(build, "schema.d.ts")]);
    sh(process.execPath, [tool("typescript/bin/tsc"), "-p", build]);
}

// The address that the server prints once it serves.
function ready(server) {
    return new Promise((resolve, reject) => {
        let text = "";
        server.stdout.on("data", (piece) => {
            text += piece;
            const found = /READY (\S+)/.exec(text);
            if (found) resolve(found[1]);
        });
        server.on("exit", (code) => reject(new Error(`ace-server ended with ${code}`)));
    });
}

async function client() {
    compileClient();
    const data = mkdtempSync(join(tmpdir(), "ace-openapi-"));
    const serve = () =>
        spawn(join(bin, "ace-server"), ["--demo", "--port", "0", "--data", data], {
            stdio: ["ignore", "pipe", "inherit"],
        });
    const end = (server) =>
        new Promise((resolve) => {
            server.removeAllListeners("exit").on("exit", resolve);
            server.kill("SIGTERM");
        });
    let server = serve();
    try {
        await ready(server); // makes the demo's record
        await end(server);
        const args = ["staff", "add", "--data", data, "--login", "boss", "--name", "Boss", "--role", "organiser",
            "--password-stdin"];
        sh(join(bin, "ace"), args, { input: `${PASSWORD}\n`, stdio: ["pipe", "inherit", "inherit"] });
        server = serve();
        const url = await ready(server);
        globalThis.crypto ??= webcrypto; // Debian 12's Node 18 has it as a module only
        const { run } = await import(pathToFileURL(join(build, "client.js")).href);
        await run(url, "boss", PASSWORD);
    } finally {
        await end(server);
        rmSync(data, { recursive: true, force: true });
    }
}

if (step !== "install" && !existsSync(join(build, "installed.json"))) {
    console.log("SKIP: the packages are not here");
    process.exit(SKIPPED);
}
await { install, lint, client }[step]();
