// sw.ts - the service worker: while somebody is signed in on this phone it
// answers each page request from her kernel, with signal or without; else it
// lets everything pass as if it were not there.
import { drawnKeep, lying, stood } from "./again";
import { alone, Desk, deskNow, deskOpen, deskPage, deskRest, deskShut, kernelAhead,
  kernelFetch } from "./desk";
import { Answer, Asked } from "./kernel";
import { PAPER, picture } from "./paper";
import * as store from "./store";
import { News, news, State, sync } from "./sync";

declare const MARK: string;                // of the files of app/
declare const self: ServiceWorkerGlobalScope;

const SHELL = "saath-shell", START = "/app/";
const LANGS = ["en", "ur", "sd"];

// ---- what must be here without signal -----------------------------------------

async function shellFetch(): Promise<void> {
  const cache = await caches.open(SHELL);
  for (const lang of LANGS) {
    const r = await fetch(START + "?lang=" + lang,
      { cache: "no-store", credentials: "omit" });
    if (!r.ok) throw new Error("no start page: " + String(r.status));
    const text = await r.clone().text();
    await cache.put(START + "?lang=" + lang, r);
    for (const m of text.matchAll(/(?:href|src)="(\/app\/[^"]+\.[^"]*)"/g))
      if (!await cache.match(m[1])) await cache.add(m[1]);
  }
  for (const at of ["naskh.ttf", "saath-192.png", "saath-512.png"])
    await cache.add(START + at).catch(() => undefined);
}

self.addEventListener("install", (e) => {
  e.waitUntil((async () => {
    await caches.delete(SHELL);
    await shellFetch();
    await kernelFetch(await store.get<string>("small", "kernel") ?? "");
    await store.put("small", MARK, "mark");
    await self.skipWaiting();
  })());
});
self.addEventListener("activate", (e) => {
  e.waitUntil(self.clients.claim());
});

// ---- who is here --------------------------------------------------------------

let nobody = false;                  // true: it is known that nobody is

const atDesk = (): Promise<string | undefined> =>
  store.get<string>("small", "now");

// A worker that was killed has forgotten the key; the pages that she has open
// know it.
async function keyAsk(id: string): Promise<CryptoKey | null> {
  const all = await self.clients.matchAll({ type: "window",
    includeUncontrolled: true });
  const asked = all.map((c) => new Promise<CryptoKey | null>((done) => {
    const line = new MessageChannel();
    line.port1.onmessage = (e: MessageEvent<{ id: string; key: CryptoKey } | null>) =>
      done(e.data?.id === id ? e.data.key : null);
    setTimeout(() => done(null), 2000);
    c.postMessage({ what: "key" }, [line.port2]);
  }));
  for (let left = asked; left.length;) {
    const [key, which] = await Promise.race(left.map((p) =>
      p.then((k) => [k, p] as const)));
    if (key) return key;
    left = left.filter((p) => p !== which);
  }
  return null;
}

// Whose kernel is to be opened: her key, and the word of the pages that she has.
let opens: { id: string; key: CryptoKey; word: string } | null = null;

const keyOf = async (id: string): Promise<CryptoKey | null> =>
  opens?.id === id ? opens.key : keyAsk(id);

type Here = Desk | "nobody" | "locked";

async function here(): Promise<Here> {
  const id = await atDesk();
  if (!id) {
    nobody = true;
    deskShut();
    return "nobody";
  }
  const d = deskNow();
  // Another worker of this browser may have kept something since.
  if (d?.seat.id === id) return d;
  kernelAhead().catch(() => undefined);      // opening says why
  const key = await keyOf(id), word = opens?.id === id ? opens.word : undefined;
  if (!key) return "locked";
  const opened = await deskOpen(id, key, word);
  opens = null;
  return opened;
}

// ---- what a page asks -----------------------------------------------------------

interface Jar { lang?: string; look?: string }

async function jarOf(seat?: store.Seat): Promise<Jar> {
  return await store.get<Jar>("small", "jar") ?? { lang: seat?.lang };
}

async function jarTake(a: Answer): Promise<void> {
  const jar = await jarOf();
  let changed = false;
  for (const [name, value] of a.headers) {
    const m = /^(lang|look)=([^;]*)/.exec(value);
    if (name.toLowerCase() !== "set-cookie" || !m) continue;
    jar[m[1] as keyof Jar] = m[2];
    changed = true;
  }
  if (changed) await store.put("small", jar, "jar");
}

const HEADERS = ["accept", "accept-language", "content-type", "x-csrf",
  "range"];

async function headersOf(q: Request, word: string, seat?: store.Seat,
                         ): Promise<Record<string, string>> {
  const jar = await jarOf(seat), out: Record<string, string> = {};
  for (const name of HEADERS) {
    const value = q.headers.get(name);
    if (value) out[name] = value;
  }
  out.cookie = "saath=" + word + "; lang=" + (jar.lang || "en") +
    (jar.look ? "; look=" + jar.look : "");
  return out;
}

const to = (path: string): Response =>
  new Response(null, { status: 303, headers: { Location: path } });

function response(a: Answer): Response {
  const h = new Headers();
  for (const [name, value] of a.headers)
    if (name.toLowerCase() !== "set-cookie") h.append(name, value);
  if (a.type) h.set("Content-Type", a.type);
  h.set("X-Content-Type-Options", "nosniff");
  const empty = a.status === 204 || a.status === 304 ||
    (a.status >= 300 && a.status < 400);
  return new Response(empty ? null : a.body, { status: a.status, headers: h });
}

// As the site gives it: to be kept or sent.
async function drawn(a: Answer, path: string): Promise<Response> {
  const font = START + "naskh.ttf";
  const made = await picture(a.body, async () =>
    (await caches.match(font) ?? await fetch(font)).arrayBuffer());
  const name = path.slice(path.lastIndexOf("/") + 1);
  return new Response(made, { headers: { "Content-Type": made.type,
    "Content-Disposition": `attachment; filename="${name}"` } });
}

async function askedOf(q: Request, word: string, seat?: store.Seat,
                       ): Promise<Omit<Asked, "login" | "unsent">> {
  const url = new URL(q.url);
  return { method: q.method, target: url.pathname + url.search,
    headers: await headersOf(q, word, seat),
    body: new Uint8Array(q.method === "POST" ? await q.arrayBuffer() : 0) };
}

async function fromKernel(q: Request, d: Desk): Promise<Response> {
  const url = new URL(q.url);
  const a = await deskPage(d, await askedOf(q, d.word, d.seat));
  if (!a) return new Response("", { status: 400 });
  await jarTake(a);
  return a.type === PAPER ? drawn(a, url.pathname) : response(a);
}

// Trouble while something was to be kept: it is not kept, and that is said.
async function troubled(q: Request, e: unknown): Promise<Response> {
  deskShut();                        // what is stored is opened anew
  console.warn("saath:", e);
  return to(START + "?say=" + (store.full(e) ? "full" : "broken"));
}

async function out(): Promise<void> {
  await store.drop("small", "now");
  nobody = true;
  opens = null;
  deskShut();
  for (const c of await self.clients.matchAll({ type: "window" }))
    c.postMessage({ what: "out" });
}

// A page that an earlier worker has drawn and that stands yet: it is shown while the
// kernel is opened. Whoever asked for it is gone then, and her key with it.
async function given(q: Request): Promise<Answer | null> {
  const id = q.method === "GET" && !deskNow() && await atDesk();
  if (!id) return null;
  const [key, lies] = await Promise.all([keyOf(id), lying(id)]);
  const s = key && await stood(lies, key);
  if (!s) return null;
  opens = { id, key, word: s.word };
  return s.find({ ...await askedOf(q, s.word, s.seat), login: "" });
}

async function answer(q: Request): Promise<Response> {
  const pass = q.clone();
  const got = await alone<Response | null>(async () => {
    const early = await given(q).catch(() => null);
    if (early) return response(early);
    const d = await here();
    if (d === "nobody") return null;
    const url = new URL(q.url);
    if (d === "locked") {
      // A form is sent anew from its page.
      const page = q.method === "POST" && q.referrer ? new URL(q.referrer) : url;
      return to(START + "?then=" + encodeURIComponent(page.pathname +
        page.search));
    }
    if (q.method === "POST" && url.pathname === "/logout") {
      await out();
      return to(START);
    }
    return fromKernel(q, d);
  }).catch((e: unknown) => troubled(q, e));
  return got ?? fetch(pass);
}

// ---- a quiet moment -----------------------------------------------------------

const QUIET_MS = 1500;
let asked = 0, exchanging = 0;

// Once nobody has asked for a while. The stored memory is there for speed alone.
async function rest(): Promise<void> {
  const mine = ++asked;
  await new Promise((done) => setTimeout(done, QUIET_MS));
  if (mine !== asked || exchanging) return;
  await alone(async () => {
    await deskRest();
    const d = deskNow();
    if (d) await drawnKeep(d);
  }).catch((e: unknown) => {
    if (!store.full(e)) console.warn("saath:", e);
  });
}

// ---- the files of /app/ -----------------------------------------------------------

async function shell(q: Request): Promise<Response> {
  const url = new URL(q.url), cache = await caches.open(SHELL);
  const said = url.searchParams.get("lang");
  const jar = await jarOf();
  if (said && LANGS.includes(said))
    await store.put("small", { ...jar, lang: said }, "jar")
      .catch(() => undefined);
  const lang = [said, jar.lang, ...navigator.languages.map((l) => l.slice(0, 2))]
    .find((l) => l && LANGS.includes(l)) ?? "en";
  const had = await cache.match(START + "?lang=" + lang);
  // A new one, since a stored one would bring the address it was stored under.
  return had ? new Response(had.body, had) : fetch(q);
}

async function file(q: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  const had = await cache.match(q);
  if (had) return had;
  const d = deskNow();
  if (d) {                           // her kernel may be an older one
    const a = await alone(() => fromKernel(q, d)).catch(() => null);
    if (a?.ok) return a;
  }
  try {
    return await fetch(q);
  } catch (e) {
    const near = await cache.match(q, { ignoreSearch: true });
    if (near) return near;
    throw e;
  }
}

self.addEventListener("fetch", (e) => {
  const q = e.request, url = new URL(q.url);
  if (url.origin !== self.location.origin) return;
  const app = url.pathname === "/app" || url.pathname.startsWith(START);
  if (app && q.method !== "GET") return;
  if (url.pathname === "/app/saath.wasm") return;
  if (url.pathname === "/app" || url.pathname === START) {
    e.respondWith(shell(q));
    e.waitUntil(kernelAhead().catch(() => undefined));   // while she types her PIN
  } else if (app)
    e.respondWith(file(q));
  else if (url.pathname.startsWith("/lang/") &&
    (url.searchParams.get("then") ?? "").startsWith("/app"))
    e.respondWith(Promise.resolve(to(START + "?lang=" +
      url.pathname.slice(6))));
  else if (!nobody) {
    const a = answer(q);
    e.respondWith(a);
    e.waitUntil(a.then(async () => {
      if (opens) await alone(here);
      return rest();
    }).catch(() => undefined));
  }
});

// ---- what its pages say -------------------------------------------------------------

async function tell(n: News): Promise<void> {
  for (const c of await self.clients.matchAll({ type: "window" }))
    c.postMessage({ what: "news", ...n });
}

// A phone that the site has withdrawn keeps what was not sent, closed, and
// nothing else of the pack.
async function withdrawn(d: Desk): Promise<void> {
  await store.drop("snap", d.seat.id);
  await store.drop("small", store.memoryKey(d.seat.id));
  await store.drop("small", store.againKey(d.seat.id));
  await store.change(d.seat.id, (s) => { s.state = "gone"; s.token = null; });
  await out();
}

async function exchange(): Promise<State> {
  const d = deskNow();
  exchanging++;
  const state = await sync((n) => void tell(n))
    .finally(() => { exchanging--; });
  if (state === "gone" && d) await withdrawn(d);
  return state;
}

interface Said { what: string; id?: string; key?: CryptoKey }

async function heard(m: Said): Promise<unknown> {
  switch (m.what) {
    case "open": {
      const { id, key } = m;
      if (!id || !key) return null;
      return alone(async () => {
        await deskOpen(id, key);
        await store.put("small", id, "now");
        nobody = false;
        return { good: true };
      });
    }
    case "out":
      await alone(out);
      return { good: true };
    case "key": {                    // a page that will keep it for us
      const d = deskNow();
      return d ? { id: d.seat.id, key: d.key } :
        opens && { id: opens.id, key: opens.key };
    }
    case "sync": {
      const d = await alone(here);
      return typeof d === "string" ? null : { state: await exchange() };
    }
    case "news": {
      const d = await alone(here);
      return typeof d === "string" ? null : news(d, "idle");
    }
    default:                         // "awake": it is enough to have heard
      return null;
  }
}

self.addEventListener("message", (e) => {
  const port = e.ports[0] as MessagePort | undefined;
  e.waitUntil(heard(e.data as Said).then((r) => port?.postMessage(r),
    (why: unknown) => port?.postMessage({ trouble: String(why),
      full: store.full(why) })).then(rest));
});
