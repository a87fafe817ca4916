// SPDX-License-Identifier: MIT
// Keeps the pages of orders that were opened, so that their tickets show without a network. The network comes first.
"use strict";

const kCache = "ace-orders-1";
const kPatienceMs = 4000; // a page that is kept is better than one that does not come
const kPagesMost = 50;

const isOrder = (path) => /^(\/es)?\/orders\/[^/]+\/[^/]+$/.test(path);
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

async function pageOf(request) {
    const kept = await caches.match(request.url, { ignoreSearch: true });
    const asked = fetch(request).then((reply) => {
        if (reply.status === 404) caches.open(kCache).then((cache) => cache.delete(request.url));
        if (reply.ok && kept) return keep(request.url, reply.clone()).then(() => reply);
        return reply;
    });
    if (!kept) return asked;
    const late = new Promise((resolve) => setTimeout(resolve, kPatienceMs, kept));
    return Promise.race([asked.then((reply) => (reply.status >= 500 ? kept : reply)), late]).catch(() => kept);
}

async function partOf(request) {
    return (await caches.match(request.url)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
    const { pathname, origin } = new URL(event.request.url);
    if (event.request.method !== "GET" || origin !== self.location.origin) return;
    if (event.request.mode === "navigate" && isOrder(pathname)) event.respondWith(pageOf(event.request));
    else if (isLasting(pathname)) event.respondWith(partOf(event.request));
});
