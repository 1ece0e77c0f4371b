{% load static %}{% autoescape off %}// Keeps the app and the pages as last seen, and sends what waits. The list below changes with every file of the app.
importScripts("{{ queue }}");
const SHELL = {{ shell }};
const STATIC = "{{ static }}";
const QUEUE_PAGE = "{% url 'phone_queue' %}";
{% endautoescape %}const APP = "app";
const MOST_PAGES = 80;
const PATIENCE = 8000; // for a page that is kept: then it is shown as last seen
const FRESH = 3 * 3600 * 1000; // a page seen since then is not fetched ahead
const { meta, pagesOf, sendAll, greet, wipe } = self.guyubQueue;

self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", event => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (SHELL.includes(url.pathname) || url.pathname.startsWith(STATIC)) event.respondWith(fromApp(event.request));
  else if (event.request.mode === "navigate") event.respondWith(page(event));
});
self.addEventListener("sync", event => { if (event.tag === "guyub-send") event.waitUntil(sendAll()); });
self.addEventListener("message", event => {
  if (event.data === "today") event.waitUntil(keepToday());
});
self.addEventListener("push", event => event.waitUntil(showNotice(event)));
self.addEventListener("notificationclick", event => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data || "/"));
});

async function install() {
  const app = await caches.open(APP);
  const kept = new Set((await app.keys()).map(each => new URL(each.url).pathname));
  for (const path of SHELL) if (!kept.has(path)) await app.add(path);
  for (const path of kept) if (!SHELL.includes(path) && path !== QUEUE_PAGE) await app.delete(path);
  await app.add(new Request(QUEUE_PAGE, { cache: "reload" }));
  await self.skipWaiting(); // what waits is in the database, which every version reads
}

async function fromApp(request) {
  return (await caches.match(request, { cacheName: APP, ignoreSearch: true })) || fetch(request);
}

// A page comes from the server; without a line, or when that takes too long, as it was last seen by the same person.
async function page(event) {
  if (await meta("leaving")) await leave();
  const kept = await asSeen(event.request);
  const fresh = fetch(event.request).then(response => keep(event.request, response));
  event.waitUntil(fresh.catch(() => undefined));
  try {
    return await (kept ? Promise.race([fresh, after(PATIENCE)]) : fresh);
  } catch (error) {
    return kept || (await caches.match(QUEUE_PAGE, { cacheName: APP })) || Response.error();
  }
}

function after(milliseconds) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("slow")), milliseconds));
}

async function keep(request, response) {
  const person = response.headers.get("X-Guyub-Person");
  if (person === null) return response;
  await meta("person", person);
  if (person === "-" || !response.ok || response.redirected) return response;
  const text = await response.clone().text();
  const headers = new Headers(response.headers);
  headers.set("X-Guyub-Seen", String(Date.now()));
  headers.set("X-Guyub-Title", encodeURIComponent(/<title>([^<]*)<\/title>/.exec(text)?.[1] || ""));
  const pages = await caches.open(pagesOf(person));
  await pages.put(request.url, new Response(text, { headers }));
  const keys = await pages.keys();
  for (const old of keys.slice(0, Math.max(keys.length - MOST_PAGES, 0))) await pages.delete(old);
  return response;
}

async function asSeen(request) {
  const person = await meta("person");
  if (!person || person === "-") return undefined;
  const pages = await caches.open(pagesOf(person));
  const found = (await pages.match(request.url)) || (await pages.match(request.url.split("?")[0]));
  if (!found) return undefined;
  const seen = found.headers.get("X-Guyub-Seen");
  const text = (await found.text()).replace("<html ", `<html data-seen="${seen}" `);
  return new Response(text, { headers: found.headers });
}

// Fetch ahead what may be needed before there is a line again.
async function keepToday() {
  const hello = await greet("?hari-ini");
  if (!hello || hello.person === "-") return;
  const pages = await caches.open(pagesOf(hello.person));
  for (const path of hello.pages) {
    const url = new URL(path, self.location.origin).href;
    const kept = await pages.match(url);
    if (kept && Date.now() - Number(kept.headers.get("X-Guyub-Seen")) < FRESH) continue;
    try {
      await keep(new Request(url), await fetch(url, { credentials: "same-origin", headers: { "X-Guyub-Ahead": "1" } }));
    } catch (error) {
      return;
    }
  }
}

// Somebody left without a line: the phone forgot them at once, the server is told before it is asked for anything.
async function leave() {
  const hello = await greet();
  if (!hello) return;
  if (hello.person === (await meta("leaving"))) {
    await fetch(hello.leave, { method: "POST", headers: { "X-CSRFToken": hello.csrf }, credentials: "same-origin" });
  }
  await wipe(await meta("leaving"));
  await meta("leaving", "");
}

async function showNotice(event) {
  const told = event.data ? event.data.json() : {};
  const options = { body: told.body || "", data: told.url || "/", icon: "{% static 'icons/192.png' %}", tag: told.url };
  await self.registration.showNotification(told.title || "Guyub", options);
}
