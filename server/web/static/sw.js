// SPDX-License-Identifier: MIT
// Keeps the pages of orders that were opened, so that their tickets show without a network. The network comes first.
"use strict";

const kCache = "ace-orders-1";
const kPatienceMs = 4000; // a page that is kept is better than one that does not come
const kPagesMost = 50;

const isOrder = (path) => /^(\/es)?\/orders\/[^/]+\/[^/]+$/.test(path);
// The page of the order that something below it may change: "/orders/X/K/cancel" is of "/orders/X/K".
const changedBy = (path) => /^(?:\/es)?(\/orders\/[^/]+\/[^/]+)\/./.exec(path)?.[1];
const isLasting = (path) => path.startsWith("/static/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keep(url, reply) {
    const cache = await caches.open(kCache);
    await cache.put(url, reply);
    const pages = (await cache.keys()).filter((one) => isOrder(new URL(one.url).pathname));
    for (const old of pages.slice(0, Math.max(0, pages.length - kPagesMost))) await cache.delete(old);
}

async function fetchAndKeep(url) {
    const reply = await fetch(url, { credentials: "omit" });
    if (!reply.ok) throw new Error(`${url}: ${reply.status}`);
    await keep(url, reply);
}

self.addEventListener("message", (event) => {
    const done = Promise.all(event.data.keep.map(fetchAndKeep)).then(
        () => event.ports[0].postMessage("kept"),
        () => event.ports[0].postMessage("failed"),
    );
    event.waitUntil(done);
});

const keptOf = (url) => caches.match(url, { ignoreSearch: true });

async function forget(...urls) {
    const cache = await caches.open(kCache);
    for (const url of urls) await cache.delete(url, { ignoreSearch: true });
}

// A page that was kept says so, whatever the browser thinks of its network.
async function marked(kept) {
    const headers = new Headers(kept.headers);
    for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
    const text = await kept.text();
    return new Response(text.replace("data-offline hidden", "data-offline data-kept"), { headers });
}

async function pageOf(request) {
    const kept = await keptOf(request.url);
    const asked = fetch(request).then(async (reply) => {
        if (reply.status === 404) await forget(request.url);
        // It may have been forgotten while this was under way.
        if (reply.ok && (await keptOf(request.url))) await keep(request.url, reply.clone());
        return reply;
    });
    if (!kept) return asked;
    const late = new Promise((resolve) => setTimeout(resolve, kPatienceMs));
    const reply = await Promise.race([asked, late]).catch(() => undefined);
    return reply && reply.status < 500 ? reply : marked(kept);
}

// What was kept is not true any more, in either language, whatever becomes of the answer.
async function change(request, page) {
    await forget(page, `/es${page}`).catch(() => {});
    return fetch(request);
}

async function partOf(request) {
    return (await caches.match(request.url)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
    const { pathname, origin } = new URL(event.request.url);
    if (origin !== self.location.origin) return;
    if (event.request.method !== "GET") {
        const page = changedBy(pathname);
        if (page) event.respondWith(change(event.request, page));
    } else if (event.request.mode === "navigate" && isOrder(pathname)) event.respondWith(pageOf(event.request));
    else if (isLasting(pathname)) event.respondWith(partOf(event.request));
});
