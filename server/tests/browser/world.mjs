// SPDX-License-Identifier: MIT
// Processes and a browser: the server with its own record, the simulated Stripe that tells it of payments.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATIENCE_MS = 30_000;
const WEBHOOK_SECRET = "whsec_madeup";
const SECRETS = { ACE_SECRET_STRIPE_KEY: "sk_test_madeup", ACE_SECRET_STRIPE_WEBHOOK: WEBHOOK_SECRET };

function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on("error", reject);
        probe.listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

// A program, once it says that it is ready.
function launch(program, args) {
    const child = spawn(program, args, {
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, ...SECRETS },
    });
    return new Promise((resolve, reject) => {
        let text = "";
        child.stdout.on("data", (piece) => {
            text += piece;
            const found = /READY (\S+)(?: control (\S+))?/.exec(text);
            if (found) resolve({ child, url: found[1], control: found[2] });
        });
        child.on("exit", (code) => reject(new Error(`${program} ended with ${code}`)));
    });
}

function end({ child }) {
    return new Promise((resolve) => {
        child.removeAllListeners("exit").on("exit", resolve);
        child.kill("SIGTERM");
    });
}

export class World {
    // What was started ends with it, also where the start fails.
    static async start(places) {
        const world = new World();
        Object.assign(world, places);
        try {
            await world.startAll(places);
        } catch (error) {
            await world.end();
            throw error;
        }
        return world;
    }

    async startAll(places) {
        this.folder = mkdtempSync(join(tmpdir(), "ace-browser-"));
        this.pictures = join(places.build, "screenshots");
        mkdirSync(this.pictures, { recursive: true });
        this.stripe = await launch(join(places.bin, "ace-stripe-simulator"), ["--port", "0", "--control-port", "0"]);
        await this.startServer();
        const { chromium } = createRequire(join(places.build, "package.json"))("playwright-core");
        this.browser = await chromium.launch({
            executablePath: places.chromium,
            args: process.getuid() === 0 ? ["--no-sandbox"] : [],
        });
        this.contexts = [];
    }

    async startServer() {
        const port = await freePort();
        this.url = `http://127.0.0.1:${port}`;
        for (const file of ["fair.toml", "imprint.txt", "terms.txt"])
            copyFileSync(join(this.source, "setup", file), join(this.folder, file));
        const config = join(this.folder, "ace.toml");
        const setup = readFileSync(join(this.source, "setup", "ace.toml"), "utf8");
        const values = { PORT: port, FOLDER: this.folder, STRIPE: this.stripe.url };
        writeFileSync(config, setup.replace(/@(\w+)@/g, (_, name) => values[name]));
        const data = join(this.folder, "data");
        this.run("ace", ["event", "import", join(this.folder, "fair.toml"), "--data", data]);
        this.server = await launch(join(this.bin, "ace-server"), ["--config", config, "--data", data]);
        await this.tellStripe("/webhook_endpoints", {
            url: `${this.url}/webhooks/payment/card`,
            secret: WEBHOOK_SECRET,
            enabled_events: ["*"],
        });
    }

    run(program, args) {
        const done = spawnSync(join(this.bin, program), args, { encoding: "utf8" });
        if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${done.stdout}${done.stderr}`);
    }

    async tellStripe(path, body) {
        const reply = await fetch(this.stripe.control + path, { method: "POST", body: JSON.stringify(body) });
        if (!reply.ok) throw new Error(`simulator ${path}: ${await reply.text()}`);
        return reply.json();
    }

    // A new customer with a browser of their own.
    async customer(options = {}) {
        const context = await this.browser.newContext({ viewport: { width: 390, height: 780 }, ...options });
        context.setDefaultTimeout(PATIENCE_MS);
        this.contexts.push(context);
        const page = await context.newPage();
        page.problems = [];
        page.on("pageerror", (error) => page.problems.push(String(error)));
        page.on("console", (message) => {
            if (message.type() === "error") page.problems.push(message.text());
        });
        return page;
    }

    async picture(page, name, options = {}) {
        await page.screenshot({ path: join(this.pictures, `${name}.png`), fullPage: true, ...options });
    }

    async showFailure(name) {
        for (const context of this.contexts)
            for (const page of context.pages()) {
                console.log(`        at ${page.url()}`);
                await this.picture(page, `failed-${name}`).catch(() => {});
            }
    }

    async closePages() {
        await Promise.all(this.contexts.splice(0).map((context) => context.close()));
    }

    async end() {
        await this.browser?.close();
        for (const one of [this.server, this.stripe]) if (one) await end(one);
        rmSync(this.folder, { recursive: true, force: true });
    }
}
