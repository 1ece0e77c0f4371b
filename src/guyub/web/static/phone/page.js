// What a page does on a phone: keeps what is written when there is no line, says how old a page is, and sends.
// Without this script, or without a browser that can do it, every form is sent as it always was.
"use strict";
(() => {
  const queue = self.guyubQueue;
  const words = self.guyubWords;
  if (!queue || !words || !("indexedDB" in self)) return;
  const root = document.documentElement;
  const person = root.dataset.person;
  const seen = Number(root.dataset.seen || 0);
  const LANGUAGE = root.lang;
  const PATIENCE = 12000; // how long a person waits before what they wrote counts as waiting
  const AHEAD = 4000;
  const PAUSE = 250;

  const say = (name, values = {}) => Object.entries(values)
    .reduce((text, [key, value]) => text.replaceAll(`{${key}}`, String(value)), words[name] || "");

  function part(tag, text, attributes = {}) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function button(text, act, kind = "quiet small") {
    const element = part("button", text, { type: "button", class: `button ${kind}` });
    element.addEventListener("click", act);
    return element;
  }

  const offline = () => navigator.onLine === false || Boolean(seen && !refreshed);
  let refreshed = false; // there was a sign of life since this page was shown from memory

  /* How old */

  function ago(moment) {
    const minutes = Math.max(1, Math.round((Date.now() - moment) / 60000));
    const format = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });
    if (minutes < 60) return format.format(-minutes, "minute");
    return minutes < 36 * 60 ? format.format(-Math.round(minutes / 60), "hour") : format.format(-Math.round(minutes / 1440), "day");
  }

  /* The banner above the content: no line, how old, what waits */

  const banner = document.getElementById("phone");

  let told = () => ""; // what has just happened, as long as it is true, given how many still wait

  async function showBanner() {
    if (!banner) return;
    const kept = await queue.items().catch(() => []);
    const mine = kept.filter(each => each.person === person);
    const count = state => mine.filter(each => each.state === state).length;
    const others = kept.filter(each => each.person !== person && each.person !== "-" && each.state !== "sent").length;
    const lines = [];
    if (document.getElementById("antrean") && location.pathname !== banner.dataset.queue) lines.push(say("never_seen"));
    if (seen && !refreshed) lines.push(`${say("offline")} ${say("seen", { when: ago(seen) })}`);
    else if (navigator.onLine === false) lines.push(say("offline"));
    const news = told(count("waiting"));
    if (news) lines.push(news);
    const parts = [];
    if (count("waiting")) parts.push(say("waiting", { n: count("waiting") }));
    if (count("look")) parts.push(say("look", { n: count("look") }));
    if (others && person !== "-") lines.push(say("others", { n: others }));
    banner.replaceChildren();
    const text = part("div");
    for (const line of lines) text.append(part("p", line));
    if (parts.length) {
      const line = part("p", `${parts.join(", ")}. `);
      line.append(part("a", say("open"), { href: banner.dataset.queue }));
      text.append(line);
    }
    banner.classList.toggle("attention", Boolean(count("look") || lines.length));
    banner.append(text);
    banner.hidden = !text.childElementCount;
  }

  /* Writing */

  const day = moment => {
    const local = new Date(moment - new Date(moment).getTimezoneOffset() * 60000);
    return local.toISOString().slice(0, 10);
  };

  // A page from memory was made on another day: what it proposes as today becomes today, by our clock.
  async function renewDays() {
    const made = root.dataset.day;
    const offset = (await queue.meta("offset").catch(() => 0)) || 0;
    const today = seen ? day(Date.now() + offset) : made;
    for (const field of document.querySelectorAll("input[type=date], input[data-read=day]")) {
      if (seen && today > made && field.defaultValue === made && field.value === made) field.value = today;
    }
    return today;
  }
  let today = root.dataset.day;

  function problemsOf(form) {
    for (const old of form.querySelectorAll(".error[data-phone]")) old.remove();
    const wrong = [];
    for (const field of form.querySelectorAll("input, select, textarea")) {
      if (field.disabled || ["hidden", "file", "checkbox", "radio"].includes(field.type)) continue;
      field.removeAttribute("aria-invalid");
      const name = self.guyubChecks.problem(field, today);
      if (name) wrong.push([field, say(name, { value: field.value, most: field.dataset.most || "" })]);
    }
    return wrong;
  }

  function showProblems(form, wrong) {
    for (const [field, text] of wrong) {
      const id = `${field.id || field.name}_phone`;
      const told = part("p", text, { class: "error", id, "data-phone": "" });
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
      (field.closest(".field") || field.parentElement).append(told);
      const fold = field.closest("details");
      if (fold) fold.open = true;
    }
    wrong[0][0].focus();
  }

  function notice(form, text, kind = "problem", ...controls) {
    form.querySelector(".notice[data-phone]")?.remove();
    const told = part("div", "", { class: `notice ${kind}`, role: kind === "problem" ? "alert" : "status", "data-phone": "" });
    const inner = part("div");
    inner.append(part("p", text), ...controls);
    told.append(inner);
    form.prepend(told);
    told.scrollIntoView({ block: "nearest" });
  }

  function newId() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map(each => each.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  async function compose(form, submitter) {
    const id = form.dataset.item || newId();
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && !(value instanceof File && !value.size));
    if (submitter && submitter.name) fields.push([submitter.name, submitter.value]);
    for (const field of fields) if (field[0] === "client_id") field[1] = id;
    return {
      id, person, fields,
      url: new URL(submitter?.formAction || form.action, location.href).pathname + new URL(form.action, location.href).search,
      page: location.pathname + location.search,
      title: titleOf(form, submitter),
      written: Date.now(),
      offset: (await queue.meta("offset").catch(() => null)) ?? null,
    };
  }

  function titleOf(form, submitter) {
    const first = [...form.querySelectorAll("input:not([type=hidden]):not([type=date]):not([type=file]):not([type=checkbox]), select, textarea")]
      .map(field => (field.tagName === "SELECT" ? field.selectedOptions[0]?.textContent : field.value).trim())
      .filter(text => text && text !== "—");
    const pressed = form.hasAttribute("data-name-button") ? submitter?.textContent.trim() : "";
    return [form.dataset.queue, pressed, ...first.slice(0, 3)].filter(Boolean).join(" · ").slice(0, 160);
  }

  let busy = false;

  async function submitted(event) {
    const form = event.target;
    const { submitter } = event;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.matches("[data-leave]")) return leaving(event, form);
    if (!form.matches("[data-queue]")) {
      if (!offline()) return;
      event.preventDefault();
      notice(form, say("needs_line"));
      return;
    }
    event.preventDefault();
    if (busy) return;
    const wrong = submitter?.formNoValidate ? [] : problemsOf(form);
    if (wrong.length) {
      showProblems(form, wrong);
      return;
    }
    busy = true;
    try {
      await take(form, submitter);
    } finally {
      busy = false;
    }
  }

  async function take(form, submitter) {
    let item = await compose(form, submitter);
    try {
      item = await queue.add(item);
    } catch (error) {
      if (!offline()) {
        goOn(form, submitter);
        return;
      }
      const full = error && error.name === "QuotaExceededError";
      notice(form, say(full ? "full" : "no_store"), "problem", button(say("save_file"), () => toFile([item])));
      return;
    }
    navigator.storage?.persist?.();
    askForSync();
    if (offline()) {
      settle(form);
      return;
    }
    submitter?.setAttribute("aria-busy", "true");
    await Promise.race([queue.sendAll(item.id), new Promise(resolve => setTimeout(resolve, PATIENCE))]);
    submitter?.removeAttribute("aria-busy");
    const now = await queue.find(item.id);
    if (now?.state === "sent") {
      await queue.remove(now.n);
      location.assign(now.to || location.href);
    } else if (now?.state === "look") {
      await queue.remove(now.n);
      goOn(form, submitter);
    } else {
      settle(form);
    }
  }

  // The page has something to show or to ask: send the form as a browser does, and see it.
  function goOn(form, submitter) {
    if (submitter && submitter.name) form.append(part("input", "", { type: "hidden", name: submitter.name, value: submitter.value }));
    if (submitter?.formAction && submitter.hasAttribute("formaction")) form.action = submitter.formAction;
    HTMLFormElement.prototype.submit.call(form);
  }

  function settle(form) {
    form.reset();
    delete form.dataset.item;
    for (const live of form.querySelectorAll("[data-live]")) live.replaceChildren();
    renewDays();
    told = waiting => waiting ? say("kept") : "";
    showBanner();
    (banner || form).scrollIntoView({ block: "nearest" });
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
  }

  async function askForSync() {
    try {
      const registration = await navigator.serviceWorker?.ready;
      await registration?.sync?.register("guyub-send");
    } catch (error) {
      // No background sync here: the next page that opens sends.
    }
  }

  /* Coming back to what has to be looked at */

  async function restore() {
    const id = new URLSearchParams(location.hash.slice(1)).get("antrean");
    const item = id && (await queue.find(id));
    if (!item || item.person !== person || item.state === "sent") return;
    const form = [...document.querySelectorAll("form[data-queue]")].find(each => actionOf(each) === item.url)
      || document.querySelector("form[data-queue]");
    if (!form) return;
    form.dataset.item = item.id;
    let lost = false;
    const taken = new Set();
    for (const [name, value] of item.fields) {
      const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
      if (value instanceof Blob) lost = !giveFile(fields[0], value) || lost;
      else for (const field of fields) put(field, value, taken.has(name));
      taken.add(name);
    }
    const reason = item.words.includes("clock") ? say("clock") : [say("mended"), ...item.words].join(" ");
    notice(form, lost ? `${reason} ${say("photo_lost")}` : reason, "attention");
    form.querySelector("[hx-post]")?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const actionOf = form => new URL(form.action, location.href).pathname + new URL(form.action, location.href).search;

  function put(field, value, again) {
    if (field.type === "checkbox") field.checked = (again && field.checked) || field.value === value;
    else if (field.type === "radio") field.checked = field.value === value;
    else if (field.name !== "client_id" && field.name !== "csrfmiddlewaretoken") field.value = value;
    if (field.value && field.closest("details")) field.closest("details").open = true;
  }

  function giveFile(field, blob) {
    try {
      const files = new DataTransfer();
      files.items.add(new File([blob], blob.name || "foto.jpg", { type: blob.type }));
      field.files = files.files;
      return true;
    } catch (error) {
      return false;
    }
  }

  /* Files */

  const asText = blob => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

  // From `data:image/jpeg;base64,…`; the policy of the page lets nothing be fetched from such an address.
  function fileOf({ file, data }) {
    const [, type, text] = /^data:([^;,]*);base64,(.*)$/s.exec(data);
    return new File([Uint8Array.from(atob(text), each => each.charCodeAt(0))], file, { type });
  }

  async function toFile(kept) {
    const packed = [];
    for (const item of kept) {
      const fields = [];
      for (const [name, value] of item.fields) {
        fields.push(value instanceof Blob ? [name, { file: value.name || "foto.jpg", data: await asText(value) }] : [name, value]);
      }
      packed.push({ ...item, fields });
    }
    const file = new Blob([JSON.stringify({ guyub: "antrean", shape: 1, items: packed })], { type: "application/json" });
    const link = part("a", "", { download: `guyub-antrean-${day(Date.now())}.json`, href: URL.createObjectURL(file) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async function fromFile(file) {
    const packed = JSON.parse(await file.text());
    if (packed.guyub !== "antrean" || !Array.isArray(packed.items)) throw new Error("shape");
    let count = 0;
    for (const { n, ...item } of packed.items) {
      if (typeof item.id !== "string" || !Array.isArray(item.fields) || !String(item.url).startsWith("/")) throw new Error("shape");
      if (await queue.find(item.id)) continue;
      const fields = [];
      for (const [name, value] of item.fields) {
        fields.push([name, typeof value === "string" ? value : fileOf(value)]);
      }
      await queue.add({ ...item, fields, state: item.state === "look" ? "look" : "waiting" });
      count += 1;
    }
    return count;
  }

  /* The page of what waits */

  async function showQueue() {
    const list = document.getElementById("antrean");
    if (!list) return;
    const mine = (await queue.items()).filter(each => each.person === person || each.person === "-" || person === "-");
    const shown = person === "-" ? mine.filter(each => each.person === "-") : mine;
    list.replaceChildren(...shown.map(rowOf));
    document.getElementById("antrean-kosong").hidden = shown.length > 0;
    for (const control of document.querySelectorAll("[data-queue-act]")) control.disabled = !shown.some(each => each.state !== "sent");
    const pages = document.getElementById("pernah-dilihat");
    if (pages) await showSeen(pages);
  }

  function rowOf(item) {
    const row = part("li", "", { class: "row" });
    const text = part("span", "", { class: "row-text" });
    const when = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short" }).format(item.written + (item.offset || 0));
    text.append(part("span", item.title), part("span", [when, ...item.words.filter(each => each !== "clock")].join(" · "), { class: "quiet" }));
    row.append(text, part("span", say(`state_${item.state}`), { class: `status ${item.state === "look" ? "attention" : item.state === "sent" ? "done" : ""}` }));
    if (item.state === "look") row.append(part("a", say("mend"), { class: "button quiet small", href: `${item.page}#antrean=${item.id}` }));
    if (item.state === "sent" && item.to) row.append(part("a", say("open"), { class: "button quiet small", href: item.to }));
    if (item.state !== "sent") row.append(discardOf(item));
    return row;
  }

  function discardOf(item) {
    const control = button(say("discard"), async () => {
      if (control.dataset.sure) await queue.remove(item.n);
      else {
        control.dataset.sure = "1";
        control.textContent = say("sure_discard");
      }
    }, "quiet danger small");
    return control;
  }

  async function showSeen(list) {
    const text = new DOMParser();
    const byTitle = new Map();
    if (person !== "-") {
      const pages = await caches.open(queue.pagesOf(person));
      for (const request of await pages.keys()) {
        const title = (await pages.match(request)).headers.get("X-Guyub-Title");
        byTitle.set(decodeURIComponent(title || ""), new URL(request.url));
      }
    }
    byTitle.delete("");
    byTitle.delete(document.title);
    list.replaceChildren(...[...byTitle].slice(-20).reverse().map(([title, address]) => {
      const row = part("li");
      const name = text.parseFromString(title, "text/html").body.textContent.replace(/ · Guyub$/, "");
      row.append(part("a", name, { class: "row", href: address.pathname + address.search }));
      return row;
    }));
    list.closest("section").hidden = !byTitle.size;
  }

  function wireQueue() {
    const wire = (id, act) => document.getElementById(id)?.addEventListener("click", act);
    wire("antrean-kirim", () => queue.sendAll().then(refresh));
    wire("antrean-simpan", async () => toFile((await queue.items()).filter(each => each.state !== "sent" && (each.person === person || each.person === "-"))));
    document.getElementById("antrean-muat")?.addEventListener("change", async event => {
      const [file] = event.target.files;
      const form = event.target.form;
      try {
        notice(form, say("loaded", { n: await fromFile(file) }), "done");
        await queue.sendAll();
      } catch (error) {
        notice(form, say(error && error.name === "QuotaExceededError" ? "full" : "bad_file"));
      }
      event.target.value = "";
    });
  }

  /* Leaving */

  async function leaving(event, form) {
    event.preventDefault();
    const waiting = (await queue.items()).filter(each => each.person === person && each.state !== "sent");
    if (waiting.length && !form.dataset.sure) {
      const stay = button(say("stay"), () => form.querySelector(".notice[data-phone]").remove());
      const keep = button(say("save_file"), () => toFile(waiting));
      const go = button(say("leave_anyway"), () => { form.dataset.sure = "1"; form.requestSubmit(); }, "quiet danger small");
      notice(form, say("leave_title", { n: waiting.length }), "attention", stay, keep, go);
      return;
    }
    await queue.meta("leaving", person);
    await queue.wipe(person);
    if (offline()) {
      document.querySelector("main").replaceChildren(part("p", say("left_offline"), { role: "status" }));
      document.querySelector("nav.rooms")?.remove();
      if (banner) banner.hidden = true;
      return;
    }
    HTMLFormElement.prototype.submit.call(form);
  }

  /* Beginning */

  const draw = () => Promise.all([showBanner(), showQueue()]);

  // What changes while the page is drawn has it drawn once more afterwards: not five hundred times for five hundred
  // items, each of which would read them all.
  let drawing = false;
  let stale = false;

  async function refresh() {
    stale = true;
    if (drawing) return;
    drawing = true;
    try {
      while (stale) {
        stale = false;
        await draw();
        await new Promise(resolve => setTimeout(resolve, PAUSE));
      }
    } finally {
      drawing = false;
    }
  }

  async function lineIsBack() {
    const before = (await queue.items()).filter(each => each.state === "sent").length;
    const hello = await queue.greet();
    if (!hello) return;
    refreshed = true;
    await queue.sendAll();
    const sent = (await queue.items()).filter(each => each.state === "sent" && each.person === person).length - before;
    if (sent > 0) told = () => say("sent", { n: sent });
    await draw();
  }

  async function begin() {
    document.addEventListener("submit", submitted);
    wireQueue();
    queue.news?.addEventListener("message", refresh);
    document.addEventListener("guyub-changed", refresh);
    addEventListener("online", lineIsBack);
    addEventListener("offline", refresh);
    if (person === "-" && (await queue.meta("leaving")) && !seen) {
      await queue.wipe(await queue.meta("leaving"));
      await queue.meta("leaving", "");
    }
    today = await renewDays();
    await restore();
    await draw();
    const waits = (await queue.items()).some(each => each.state === "waiting");
    if (waits || seen) await lineIsBack();
    if (!("serviceWorker" in navigator)) return;
    const registration = await navigator.serviceWorker.register(root.dataset.worker, { scope: "/" });
    if (person !== "-" && !navigator.connection?.saveData && !seen) {
      setTimeout(() => (registration?.active || navigator.serviceWorker.controller)?.postMessage("today"), AHEAD);
    }
  }

  begin().catch(error => console.warn("guyub", error));
})();
