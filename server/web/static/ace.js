// SPDX-License-Identifier: MIT
// What the pages do better with JavaScript; each works without it. Nothing here decides anything: the server does.
"use strict";

const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

function getJson(url) {
    return fetch(url, { headers: { Accept: "application/json" } }).then((reply) => {
        if (!reply.ok) throw new Error(`${url}: ${reply.status}`);
        return reply.json();
    });
}

// Again and again while somebody looks; a failure is tried again at the next turn.
function every(seconds, task) {
    const turn = () => {
        const done = document.hidden ? Promise.resolve() : task().catch(() => {});
        done.then(() => setTimeout(turn, seconds * 1000));
    };
    setTimeout(turn, seconds * 1000);
}

// --- event: what is left -----------------------------------------------------------------------------------------

// Never below what is chosen: the server tells who wants too many, and nothing that was picked gets lost.
function setMost(row, most) {
    const input = find("input", row);
    if (input) input.max = most;
    const select = find("select", row);
    if (!select) return;
    for (const option of [...select.options])
        if (Number(option.value) > most && !option.selected) option.remove();
    const least = Number(select.options[1]?.value ?? 1);
    for (let count = Number(select.options[select.options.length - 1].value) + 1; count <= most; ++count)
        if (count >= least) select.add(new Option(String(count), String(count)));
}

function followAvailability(form) {
    const show = (now) => {
        let changed = false;
        for (const row of findAll("[data-type]", form)) {
            const type = now.types[row.dataset.type];
            if (!type) continue; // opened by a voucher
            const state = find("[data-state]", row);
            if (state.textContent !== type.state) state.textContent = type.state;
            row.classList.toggle("gone", type.most === 0);
            const choice = find("select, input", row);
            if (choice) setMost(row, type.most);
            else changed = changed || type.open;
        }
        find("[data-changed]", form).hidden = !changed && !now.closed;
    };
    every(10, () => getJson(form.dataset.availability).then(show));
}

// --- forms ---------------------------------------------------------------------------------------------------------

// A second press does nothing while the first is under way. Who comes back finds the button as it was.
function guard(form) {
    form.addEventListener("submit", (event) => {
        if (form.dataset.busy) return event.preventDefault();
        form.dataset.busy = "1";
        const seen = event.submitter && event.submitter.className !== "unseen";
        const button = seen ? event.submitter : find(".actions button", form);
        if (!button) return;
        button.setAttribute("aria-disabled", "true");
        button.dataset.text = button.textContent;
        button.textContent = document.body.dataset.wait;
    });
    addEventListener("pageshow", () => {
        delete form.dataset.busy;
        for (const button of findAll("[aria-disabled]", form)) {
            button.removeAttribute("aria-disabled");
            button.textContent = button.dataset.text;
        }
    });
}

const kKept = "ace-typed";

// What was typed for a checkout stays in this tab until its order is made.
function keepTyped(form) {
    const fields = findAll("#name, #email", form);
    let kept = {};
    try {
        kept = JSON.parse(sessionStorage.getItem(kKept) ?? "{}");
    } catch {
        // A browser that keeps nothing: the form is as the server sent it.
    }
    for (const field of fields)
        if (!field.value && typeof kept[field.name] === "string") field.value = kept[field.name];
    form.addEventListener("input", () => {
        try {
            const typed = Object.fromEntries(fields.map((field) => [field.name, field.value]));
            sessionStorage.setItem(kKept, JSON.stringify(typed));
        } catch {
            // As above.
        }
    });
}

// --- order: waiting for its payment --------------------------------------------------------------------------------

function countDown(section) {
    const timer = find("[data-timer]", section);
    const end = performance.now() + Number(section.dataset.left) * 1000; // by no clock that may be wrong
    const show = () => {
        const left = Math.max(0, Math.round((end - performance.now()) / 1000));
        const two = (number) => String(number).padStart(2, "0");
        const hours = Math.floor(left / 3600);
        timer.textContent = (hours ? `${hours}:` : "") + `${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
        if (left > 0) setTimeout(show, 1000);
    };
    timer.hidden = false;
    show();
}

function followOrder(section) {
    if (section.dataset.left) countDown(section);
    every(5, () =>
        getJson(section.dataset.state).then((order) => {
            if (order.state !== "pending") location.reload();
        }),
    );
}

// --- order: at hand without a network ------------------------------------------------------------------------------

function keepOffline() {
    try {
        sessionStorage.removeItem(kKept); // the order is made
    } catch {
        // Nothing was kept.
    }
    const hint = find("[data-saved]");
    if (!("serviceWorker" in navigator) || !hint) return;
    const page = location.pathname;
    const scope = page.slice(0, page.indexOf("/orders/")) + "/orders/";
    const parts = findAll('link[rel="stylesheet"], link[rel="icon"], link[rel="manifest"]').map((one) => one.href);
    const urls = [page, ...parts, find("script[src]").src];
    navigator.serviceWorker.register("/sw.js", { scope }).then(() =>
        navigator.serviceWorker.ready.then(({ active }) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => {
                hint.hidden = data !== "kept";
            };
            active.postMessage({ keep: urls }, [port2]);
        }),
    );
    const button = find("[data-install]");
    addEventListener("beforeinstallprompt", (event) => {
        event.preventDefault();
        button.hidden = false;
        button.onclick = () => event.prompt().then(() => (button.hidden = true));
    });
}

function tellOffline(notice) {
    const kept = "kept" in notice.dataset; // the service worker says so
    const show = () => (notice.hidden = navigator.onLine && !kept);
    addEventListener("online", show);
    addEventListener("offline", show);
    show();
}

for (const form of findAll("form[data-availability]")) followAvailability(form);
for (const form of findAll("form[data-guard]")) guard(form);
for (const form of findAll("form[data-keep]")) keepTyped(form);
for (const section of findAll("section[data-state]")) followOrder(section);
for (const notice of findAll("[data-offline]")) tellOffline(notice);
if (find("[data-paid]")) keepOffline();
