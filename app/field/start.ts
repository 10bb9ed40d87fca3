// start.ts - the page /app/: enrol this phone, sign in, choose a PIN, open.
//
// All its words stand in the page, hidden until they are meant.
import * as lock from "./lock";
import * as site from "./site";
import { leftPut, leftRead } from "./left";
import * as store from "./store";
import { ask, hearNews, hold } from "./worker";

const box = document.getElementById("phone") as HTMLElement;
const one = <T extends HTMLElement>(q: string): T =>
  box.querySelector<T>(q) as T;

type Step = "old" | "none" | "enrol" | "wait" | "refused" | "first" | "pin" |
  "who" | "open" | "busy";

let seat: store.Seat | null = null;          // whose turn it is
let ticket: site.Ticket | null = null;
let mend = "";                               // of the sign-in just now

// ---- what is shown --------------------------------------------------------------

function say(what: string, ...numbers: (number | string)[]): void {
  box.querySelectorAll<HTMLElement>("[data-say]").forEach((p) => {
    p.hidden = p.dataset.say !== what;
    p.dataset.words ??= p.textContent ?? "";
    if (p.hidden) return;
    p.textContent = p.dataset.words.replace("{a}", String(numbers[0] ?? ""))
      .replace("{b}", String(numbers[1] ?? ""));
  });
}

function fill(what: string, text: string): void {
  box.querySelectorAll<HTMLElement>("[data-fill=" + what + "]")
    .forEach((e) => { e.textContent = text; });
}

function show(step: Step): void {
  box.querySelectorAll<HTMLElement>("[data-step]").forEach((s) => {
    s.hidden = s.dataset.step !== step;
  });
  one("[data-step=" + step + "]").querySelector<HTMLInputElement>(
    "input:not([type=hidden])")?.focus();
}

function day(iso: string): string {
  return iso ? new Intl.DateTimeFormat(document.documentElement.lang === "en" ?
    "en-GB" : document.documentElement.lang + "-PK-u-nu-latn",
  { day: "numeric", month: "long" }).format(new Date(iso + "T12:00:00Z")) : "";
}

const value = (form: string, name: string): string =>
  one<HTMLInputElement>("form[data-do=" + form + "] [name=" + name + "]").value;

function clear(form: string): void {
  one<HTMLFormElement>("form[data-do=" + form + "]").reset();
}

// ---- where the browser cleared what it kept for us ---------------------------------

// Seats that are no more, of which numbers are left.
function cleared(): void {
  const left = leftRead();
  if (!left.length) return;
  const n = left.reduce((sum, l) => sum + l.n, 0);
  const first = left.map((l) => l.oldest).filter((d) => d).sort()[0] ?? "";
  if (n) say("cleared_unsent", n, day(first));
  else say("cleared");
  fill("receipts", left.map((l) => l.receipt).filter((r) => r).join(" "));
}

async function leave(): Promise<void> {
  for (const s of await store.seats()) {
    const u = await store.waits(s);
    if (s.state === "ready" || s.state === "gone") leftPut(s.id, { n: u.n,
      oldest: store.dayOf(u.oldest), receipt: s.receipt });
  }
}

// ---- enrolling ------------------------------------------------------------------

// With the print of the site's certificate, where it has one of its own.
function enrolShow(t: site.Ticket): void {
  const box = document.querySelector<HTMLElement>("[data-print]");
  if (box) box.hidden = !t.print;
  fill("print", t.print.replace(/..(?=.)/g, "$& "));
  show("enrol");
}

// A key that is made but of which the site has not heard yet is kept all the
// same: the same request again is the same request.
async function enrolStart(name: string): Promise<void> {
  if (!ticket) return;
  const keys = await lock.keysMake();
  seat = { id: await lock.deviceId(keys.half), name, login: "", person: "",
    lang: document.documentElement.lang, site: { key: ticket.site, name: "" },
    code: ticket.code, state: "waiting", ...keys, salt: new Uint8Array(16),
    wrapped: null, mended: null, token: null, tries: 0, until: 0, sent: 0,
    receipt: "", sentAt: 0, seq: 0, head: "", packAt: 0, kernel: "" };
  await store.put("seat", seat);
  await navigator.storage.persist?.();
  await waiting();
}

let timer = 0;

async function waiting(): Promise<void> {
  const s = seat;
  clearTimeout(timer);
  if (!s) return;
  fill("number", (await lock.shortNumber(s.half)).replace(/(...)/, "$1 "));
  show("wait");
  let said: site.Enrolled | null = null;
  try {
    said = await site.enrol(s, s.code, s.name);
  } catch (e) {
    const why = e instanceof site.Refused ? e.why : "";
    if (why === "app.code") {
      await store.forget(s.id);
      ticket = null;
      history.replaceState(null, "", "/app/");
      say("code");
      await begin();
      return;
    }
    say("away");
  }
  if (said && said.site.key !== s.site.key) {     // not the site of the code
    await store.forget(s.id);
    say("other_site");
    show("none");
    return;
  }
  if (said) {
    say("");
    fill("site", said.site.name);
  }
  if (said?.state === "accepted") {
    seat = await store.change(s.id, (x) => {
      x.state = "accepted";
      x.site.name = said?.site.name ?? "";
    }) ?? null;
    history.replaceState(null, "", "/app/");
    show("first");
  } else if (said?.state === "refused") {
    await store.forget(s.id);
    show("refused");
  } else {
    timer = window.setTimeout(() => void waiting(), 3000);
  }
}

// ---- signing in -------------------------------------------------------------------

// The first time, or with a forgotten PIN: by password, at the site.
async function first(): Promise<void> {
  const s = seat;
  if (!s) return;
  try {
    const p = await site.person(s, value("first", "user").trim(),
      value("first", "password"), document.documentElement.lang);
    if (s.login && p.login !== s.login) {
      say("other_person", s.person);
      return;
    }
    s.login = p.login;
    s.person = p.name || p.login;
    s.lang = p.lang;
    mend = p.mend ?? "";
    token = p.token;
    say("");
    show("pin");
  } catch (e) {
    trouble(e);
  } finally {
    clear("first");
  }
}
let token = "";

function trouble(e: unknown): void {
  if (!(e instanceof site.Refused)) say("away");
  else if (e.status === 429) say("later", Math.ceil(e.waits / 60) || 1);
  else if (e.gone) say("gone");
  else say("password");
}

const DIGITS = /^[0-9]{4,6}$/;
// As typed on an Urdu or Sindhi keyboard.
const digits = (t: string): string => t.replace(/[\u0660-\u0669\u06f0-\u06f9]/g,
  (d) => String(d.charCodeAt(0) & 15));

async function pinChosen(): Promise<void> {
  const s = seat, pin = digits(value("pin", "pin"));
  const again = digits(value("pin", "again"));
  clear("pin");
  if (!s) return;
  if (!DIGITS.test(pin)) return say("pin_form");
  if (pin !== again) return say("pin_differs");
  if (/^(\d)\1*$/.test(pin) || "0123456789876543210".includes(pin))
    return say("pin_easy");
  say("");
  show("busy");
  const had = (await store.waits(s)).n;
  const { lost } = await lock.pinSet(s, pin, mend);
  if (lost) {                     // nobody can read what lay here
    await store.forget(s.id);
    s.packAt = 0;
  }
  if (lost && had) {              // and her chain has a hole: another begins
    say("lost", had);
    return show("none");
  }
  const opened = await pinOf(s, pin);
  s.token = await lock.close(opened, new TextEncoder().encode(token));
  s.state = "ready";
  token = mend = "";
  await store.put("seat", s);
  await enter(s, opened);
}

// The seat is not stored yet: its key is opened as it will be from now on.
async function pinOf(s: store.Seat, pin: string): Promise<CryptoKey> {
  await store.put("seat", s);
  const got = await lock.pinOpen(s.id, pin);
  if (!("key" in got)) throw new Error("pin");
  return got.key;
}

async function pinTyped(): Promise<void> {
  const s = seat, pin = digits(value("open", "pin"));
  clear("open");
  if (!s || !pin) return;
  const got = await lock.pinOpen(s.id, pin);
  if ("key" in got) {
    await enter(s, got.key);
    return;
  }
  if ("wait" in got) {
    const seconds = Math.ceil(got.wait / 1000);
    if (seconds > 90) say("pin_wait", Math.ceil(seconds / 60));
    else say("pin_wait_s", seconds);
  } else if ("wrong" in got) say("pin_wrong", got.wrong);
  else {
    say("pin_gone");
    show("first");
  }
}

// In: the worker opens her kernel; the first time, all of the pack comes first.
async function enter(s: store.Seat, key: CryptoKey): Promise<void> {
  show("busy");
  hold({ id: s.id, key });
  const got = await ask<{ good?: boolean; trouble?: string; full?: boolean }>(
    { what: "open", id: s.id, key }, 120_000);
  if (!got?.good) {
    console.warn("saath:", got?.trouble);
    say(got?.full ? "full" : "broken");
    return who();
  }
  await leave();
  if (!s.packAt && !await packFirst()) return who();
  const then = new URLSearchParams(location.search).get("then") ?? "";
  location.replace(/^\/[^/\\]/.test(then) && !then.startsWith("/app") ? then :
    "/work");
}

async function packFirst(): Promise<boolean> {
  hearNews((n) => {
    fill("got", String(Math.ceil(n.got / 1024)));
    one("[data-say=getting]").hidden = false;
  });
  say("getting", 0);
  const got = await ask<{ state: string; trouble?: string }>({ what: "sync" },
    3_600_000);
  say("");
  if (got?.state === "idle") return true;
  await ask({ what: "out" });
  say(got?.state === "away" ? "away" : got?.state === "full" ? "full" :
    got?.state === "gone" ? "gone" : "broken");
  return false;
}

// ---- who ---------------------------------------------------------------------------

async function who(): Promise<void> {
  const all = (await store.seats()).filter((s) => s.state === "ready" ||
    s.state === "gone");
  const list = one("[data-fill=people]");
  list.textContent = "";
  for (const s of all) {
    const u = await store.waits(s);
    const li = document.createElement("li"), b = document.createElement("button");
    const name = document.createElement("bdi"), small =
      document.createElement("small");
    name.textContent = s.person;
    small.textContent = (u.n ? list.dataset.some ?? "" : list.dataset.none ?? "")
      .replace("{a}", String(u.n)).replace("{b}", day(store.dayOf(u.oldest)));
    b.type = "button";
    b.append(name, small);
    b.addEventListener("click", () => {
      say("");
      turn(s);
    });
    li.append(b);
    list.append(li);
  }
  if (!all.length) show("none");
  else if (all.length === 1) turn(all[0]);
  else show("who");
}

// What a withdrawn phone had not sent stays on it, closed.
function turn(s: store.Seat): void {
  seat = s;
  fill("person", s.person);
  if (s.state === "gone") {
    say("gone");
    show("none");
  } else show(s.wrapped ? "open" : "first");
}

async function begin(): Promise<void> {
  const half = (await store.seats()).find((s) =>
    s.state === "waiting" || s.state === "accepted");
  if (ticket) return enrolShow(ticket);
  if (!half) return who();
  seat = half;
  fill("site", half.site.name);
  if (half.state === "accepted") show("first");
  else await waiting();
}

// ---- all of it ----------------------------------------------------------------------

const acts: Record<string, () => void | Promise<void>> = {
  link: () => {
    ticket = site.ticketOf(value("link", "link"));
    if (!ticket) return say("link");
    say("");
    enrolShow(ticket);
  },
  enrol: () => enrolStart(value("enrol", "name").trim()),
  again: waiting,
  first, pin: pinChosen, open: pinTyped,
  forgot: () => show("first"),
  other: () => show("none"),
  back: who,
};

function listen(): void {
  box.querySelectorAll<HTMLFormElement>("form[data-do]").forEach((f) => {
    f.addEventListener("submit", (e) => {
      const button = f.querySelector<HTMLButtonElement>("button.main");
      e.preventDefault();
      if (button?.disabled) return;
      if (button) button.disabled = true;
      void Promise.resolve(acts[f.dataset.do ?? ""]?.())
        .catch((why: unknown) => {
          console.warn("saath:", why);
          say(store.full(why) ? "full" : "broken");
        })
        .finally(() => { if (button) button.disabled = false; });
    });
  });
  box.querySelectorAll<HTMLElement>("[data-go]").forEach((b) => {
    b.addEventListener("click", () => void acts[b.dataset.go ?? ""]?.());
  });
}

async function able(): Promise<boolean> {
  if (!("serviceWorker" in navigator) || !("locks" in navigator) ||
    !crypto.subtle) return false;
  return lock.keysMake().then(() => true, () => false);
}

export async function start(): Promise<void> {
  listen();
  if (!await able()) return show("old");
  ticket = site.ticketOf(location.hash);
  // A code that is scanned where this page stands already: it is not loaded anew.
  addEventListener("hashchange", () => {
    ticket = site.ticketOf(location.hash);
    if (ticket) enrolShow(ticket);
  });
  await navigator.serviceWorker.register("/app/sw.js", { scope: "/" })
    .catch((e: unknown) => console.warn("saath:", e));
  const none = (await store.seats()).length === 0;
  const said = new URLSearchParams(location.search).get("say");
  if (said) say(said);
  else if (none && !ticket) cleared();
  await begin();
  if (!none) await leave();
}
