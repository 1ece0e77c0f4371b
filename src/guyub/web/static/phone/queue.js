// What waits on this phone, in IndexedDB, and how it is sent: once, in the order in which it was written.
// Used by the pages and by the service worker alike.
"use strict";
self.guyubQueue = (() => {
  const DATABASE = "guyub";
  const VERSION = 1;
  const SHAPE = 1; // of an item: a later app has to be able to send what an earlier one kept
  const LONGEST_WAIT = 60000;
  const KEPT_SENT = 30; // items that were sent are listed for a while
  const REFUSED = [400, 413, 414, 431]; // by what stands before the application, which knows no items: too large
  const news = "BroadcastChannel" in self ? new BroadcastChannel("guyub") : null;
  let opened = null;

  function database() {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE, VERSION);
      request.onupgradeneeded = () => {
        const kept = request.result;
        if (!kept.objectStoreNames.contains("items")) {
          kept.createObjectStore("items", { keyPath: "n", autoIncrement: true }).createIndex("id", "id", { unique: true });
        }
        if (!kept.objectStoreNames.contains("meta")) kept.createObjectStore("meta");
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => { request.result.close(); opened = null; };
        resolve(request.result);
      };
      request.onerror = () => { opened = null; reject(request.error); };
      request.onblocked = () => { opened = null; reject(new Error("blocked")); };
    });
    return opened;
  }

  // One transaction; it is on the disk before the promise is kept, or the promise fails.
  async function within(store, mode, act) {
    const kept = await database();
    return new Promise((resolve, reject) => {
      const transaction = kept.transaction(store, mode, { durability: "strict" });
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error || request.error || new Error("abort"));
    });
  }

  const meta = (name, value) => value === undefined
    ? within("meta", "readonly", store => store.get(name))
    : within("meta", "readwrite", store => store.put(value, name));
  const items = () => within("items", "readonly", store => store.getAll());
  const find = id => within("items", "readonly", store => store.index("id").get(id));
  const pagesOf = person => `pages:${person}`;

  async function put(item) {
    const n = await within("items", "readwrite", store => store.put(item));
    tell();
    return n;
  }

  async function remove(n) {
    await within("items", "readwrite", store => store.delete(n));
    tell();
  }

  function tell() {
    if (news) news.postMessage("changed");
    if (typeof document !== "undefined") document.dispatchEvent(new Event("guyub-changed"));
  }

  async function add(item) {
    const known = await find(item.id);
    const whole = { shape: SHAPE, state: "waiting", tries: 0, words: [], ...item };
    if (known) whole.n = known.n; // written again after a look: at its old place
    whole.n = await put(whole);
    return whole;
  }

  // Ask the server for a sign of life. What a hotel's sign-in page answers is no such sign.
  async function greet(query = "") {
    try {
      const response = await fetch(`/antrean/tanda/${query}`, { cache: "no-store", credentials: "same-origin", signal: limit(15000) });
      const hello = await response.json();
      if (hello.guyub !== 1) return null;
      await meta("offset", hello.now - Date.now());
      await meta("person", hello.person);
      return hello;
    } catch (error) {
      return null;
    }
  }

  function limit(milliseconds) {
    return AbortSignal.timeout ? AbortSignal.timeout(milliseconds) : undefined;
  }

  // Send what the signed-in person wrote, the oldest first. Only one page or worker of the phone does it at a time.
  function sendAll(waits) {
    const turn = () => sendTurn(waits);
    return self.navigator.locks ? self.navigator.locks.request("guyub-send", turn) : turn();
  }

  async function sendTurn(waits) {
    const waiting = (await items()).filter(each => each.state === "waiting");
    if (!waiting.length) return;
    let hello = await greet();
    if (!hello) return;
    for (const item of waiting) {
      if (item.person !== hello.person) continue;
      let answer = await deliver(item, hello, item.id === waits);
      if (answer && answer.state === "again") {
        hello = await greet();
        answer = hello && (await deliver(item, hello, item.id === waits));
      }
      if (!answer || answer.state === "sign-in" || answer.state === "again") return;
      if (answer.state === "later") {
        await put({ ...item, tries: item.tries + 1, state: item.tries >= 20 ? "look" : "waiting" });
        return;
      }
      await settle(item, answer);
    }
    await forgetOld();
  }

  async function deliver(item, hello, waits) {
    const body = new FormData();
    for (const [name, value] of item.fields) {
      if (value instanceof Blob) body.append(name, value, value.name || "foto.jpg");
      else body.append(name, value);
    }
    try {
      const response = await fetch(item.url, {
        method: "POST", body, credentials: "same-origin", cache: "no-store", signal: limit(LONGEST_WAIT),
        headers: {
          "X-CSRFToken": hello.csrf,
          "X-Guyub-Item": item.id,
          "X-Guyub-Person": item.person,
          "X-Guyub-Written": String(item.written),
          "X-Guyub-Clock": String(Date.now()),
          "X-Guyub-Offset": item.offset === null || item.offset === undefined ? "" : String(item.offset),
          ...(waits ? { "X-Guyub-Waits": "1" } : {}),
        },
      });
      if (response.status >= 500) return { state: "later" };
      if (REFUSED.includes(response.status)) return { state: "look", words: [] }; // it must not hold up what comes after
      const answer = await response.json();
      return answer.guyub === 1 ? answer : null;
    } catch (error) {
      return null;
    }
  }

  async function settle(item, answer) {
    const kept = await find(item.id);
    if (!kept) return; // its writer left in the meantime
    if (answer.state === "done") {
      await put({ ...kept, state: "sent", fields: [], to: answer.to, words: answer.words, sent: Date.now() });
    } else {
      await put({ ...kept, state: "look", words: answer.words });
    }
  }

  async function forgetOld() {
    const sent = (await items()).filter(each => each.state === "sent");
    for (const old of sent.slice(0, Math.max(sent.length - KEPT_SENT, 0))) await remove(old.n);
  }

  // Everything of one person: pages and what waits.
  async function wipe(person) {
    if (!person) return;
    await caches.delete(pagesOf(person));
    for (const item of await items()) if (item.person === person) await remove(item.n);
    if ((await meta("person")) === person) await meta("person", "-");
  }

  return { meta, items, find, add, put, remove, greet, sendAll, wipe, pagesOf, tell, news };
})();
