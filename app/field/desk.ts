// desk.ts - the person who is signed in on this phone: her kernel, open, and
// what of hers is stored. One at a time; whoever asks the kernel, asks alone.
import { drawn, Drawing, Drawn } from "./again";
import { Answer, Asked, Broken, Kernel } from "./kernel";
import { close, closePacked, hex, open, openPacked, sha, unhex } from "./lock";
import * as store from "./store";

export interface Desk extends Drawing {
  kept: number;                         // of what seq the stored memory is; -1: none
  packed: boolean;                      // a pack went through this kernel's memory
}

let desk: Desk | null = null;
let queue: Promise<unknown> = Promise.resolve();

export const deskNow = (): Desk | null => desk;
export const deskShut = (): void => { desk = null; };

// One after the other, in this worker; and of all workers of this browser
// (one of an update lives beside the old one for a moment) one.
export function alone<T>(work: () => Promise<T>): Promise<T> {
  const turn = queue.then(() =>
    navigator.locks.request("saath-field", work) as Promise<T>);
  queue = turn.catch(() => undefined);
  return turn;
}

// ---- kernels ----------------------------------------------------------------

const KERNEL = "/app/saath.wasm", CACHE = "saath-kernel";
const named = (mark: string): string =>
  KERNEL + "?" + encodeURIComponent(mark);

// The kernel speaks English; the site's other words travel beside it, each once
// and again when a translation has changed. Without them it speaks English.
const WORDS = ["ur", "sd"].map((lang) => "/app/words." + lang);

async function wordsFetch(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const at of WORDS) {
    const had = (await cache.match(at))?.headers.get("ETag");
    const r = await fetch(at, { cache: "no-store", credentials: "omit",
      headers: had ? { "If-None-Match": had } : {} });
    if (!r.ok) continue;
    await cache.put(at, new Response(await r.arrayBuffer(),
      { headers: { ETag: r.headers.get("ETag") ?? "" } }));
    await store.memoriesDrop();         // they speak as before
  }
}

async function wordsGive(k: Kernel): Promise<Kernel> {
  const cache = await caches.open(CACHE);
  for (const at of WORDS) {
    const r = k.has("kernel_words") ? await cache.match(at) : undefined;
    // Of another build: the next fetch brings this one's.
    if (r && !await k.call("kernel_words", new Uint8Array(
      await r.arrayBuffer()))) await cache.delete(at);
  }
  return k;
}

// The site's kernel, if it is another than the one we have. Its mark.
export async function kernelFetch(had: string): Promise<string> {
  await wordsFetch().catch(() => undefined);
  const r = await fetch(KERNEL, { cache: "no-store", credentials: "omit",
    headers: had ? { "If-None-Match": had } : {} });
  const mark = r.headers.get("ETag") ?? "";
  if (r.status === 304 || mark === had) return had;
  if (!r.ok || !mark) throw new Error("no kernel: " + String(r.status));
  const cache = await caches.open(CACHE);
  await cache.put(named(mark), r);
  await store.put("small", mark, "kernel");
  return mark;
}

// V8 keeps no compiled code for a service worker, neither of what lies in a cache
// nor of what comes over HTTP: a worker compiles the kernel once in its life.
let module: { mark: string; made: Promise<WebAssembly.Module> } | null = null;

function compiled(mark: string): Promise<WebAssembly.Module> {
  if (module?.mark === mark) return module.made;
  const made = (async () => {
    const r = await (await caches.open(CACHE)).match(named(mark));
    if (!r) throw new Error("no kernel");
    return WebAssembly.compileStreaming(r);
  })();
  module = { mark, made };
  made.catch(() => { if (module?.made === made) module = null; });
  return made;
}

// While the pages are asked for the key.
export async function kernelAhead(): Promise<void> {
  const mark = await store.get<string>("small", "kernel");
  if (mark) await compiled(mark);
}

async function kernelStart(mark: string): Promise<Kernel> {
  return wordsGive(await Kernel.start(await compiled(mark)));
}

// Away with kernels that nobody's snapshot needs.
export async function kernelsTidy(): Promise<void> {
  const keep = new Set([await store.get<string>("small", "kernel"),
    ...(await store.seats()).map((s) => s.kernel)]
    .map((m) => named(m ?? "")));
  const cache = await caches.open(CACHE);
  for (const q of await cache.keys()) {
    const u = new URL(q.url);
    if (!WORDS.includes(u.pathname) && !keep.has(u.pathname + u.search))
      await cache.delete(q);
  }
}

// ---- opening ----------------------------------------------------------------

async function fresh(mark: string, seat: store.Seat): Promise<Kernel> {
  const k = await kernelStart(mark);
  if (!await k.call("kernel_open", [seat.half], seat.name, ""))
    throw new Broken(k.text());
  if (!await k.call("kernel_home", [unhex(seat.site.key)]))
    throw new Broken(k.text());
  return chained(k, seat);
}

// A kernel that is not told where the chain stands would make a fork of it.
async function chained(k: Kernel, seat: store.Seat): Promise<Kernel> {
  if (seat.seq)
    await k.call("kernel_chain", BigInt(seat.seq), [unhex(seat.head)]);
  return k;
}

// The newest kernel, if it can read her snapshot; else the one that made it:
// the next exchange brings a new pack for the newest.
async function restored(newest: string, seat: store.Seat, snap: store.Snap,
                        key: CryptoKey): Promise<[Kernel, string]> {
  const bytes = await open(key, snap);
  for (const mark of new Set([newest, snap.kernel])) {
    const k = await kernelStart(mark).catch(() => null);
    if (k && await k.call("kernel_restore", [seat.half], seat.name, "", bytes))
      return [await chained(k, seat), mark];
  }
  throw new Broken("no kernel reads what lies here");
}

const text8 = new TextDecoder();

// What she wrote, and of it the lines after that seq.
async function ownLines(id: string, key: CryptoKey, after = 0,
                        ): Promise<[string[], Desk["own"]]> {
  const lines: string[] = [], own: Desk["own"] = [];
  for (const o of await store.owns(id)) {
    const text = o.last > after ? text8.decode(await open(key, o)) : "";
    lines.push(...text.split("\n").filter((l) => l));
    own.push({ first: o.first, last: o.last, n: o.n, oldest: o.oldest });
  }
  return [lines, own];
}

// The kernel that she worked with, if its memory lies here and the snapshot beside
// it is still the one that it was opened from.
async function woken(newest: string, seat: store.Seat, key: CryptoKey,
                     m: store.Memory | undefined): Promise<Kernel | null> {
  if (m?.kernel !== newest || m.saved !== seat.saved) return null;
  try {
    const [module, bytes] = await Promise.all([compiled(newest),
      openPacked(key, m)]);
    return await chained(await Kernel.woken(module, bytes), seat);
  } catch (e) {
    console.warn("saath:", e);          // the snapshot opens as well
    await store.drop("small", store.memoryKey(seat.id));
    return null;
  }
}

// From the snapshot, or with nothing where there is none yet.
async function opened(newest: string, seat: store.Seat, key: CryptoKey,
                      ): Promise<[Kernel, string]> {
  const snap = await store.get<store.Snap>("snap", seat.id);
  return snap ? restored(newest, seat, snap, key) :
    [await fresh(newest, seat), newest];
}

// `word`: of the worker before, whose pages are given again.
export async function deskOpen(id: string, key: CryptoKey, word?: string,
                               ): Promise<Desk> {
  const [seat, had, memory, photos] = await Promise.all([
    store.get<store.Seat>("seat", id), store.get<string>("small", "kernel"),
    store.get<store.Memory>("small", store.memoryKey(id)), store.photos(id)]);
  if (!seat) throw new Error("nobody");
  const newest = had ?? await kernelFetch("");
  const again = await woken(newest, seat, key, memory);
  const kept = again && memory ? memory.seq : -1;
  const [kernel, mark] = again ? [again, newest] as [Kernel, string] :
    await opened(newest, seat, key);
  const [lines, own] = await ownLines(id, key, kept);
  if (lines.length) await kernel.lines(lines);
  desk = { seat, key, kernel, mark, own, photos, kept, packed: false,
    drawn: new Map<string, Drawn>(), given: "",
    word: word ?? hex(crypto.getRandomValues(new Uint8Array(32))) };
  return desk;
}

const MEMORY_MOST = 40 << 20;           // bytes that are worth keeping
const MEMORY_LATE = 40;                 // entries that it may lack

// In a quiet moment: her kernel's memory is stored, so that the next worker goes
// on from there, with the statements of her pages prepared. A pack leaves more
// behind in it than it brings, so after one it is opened anew from the snapshot.
export async function deskRest(): Promise<void> {
  const d = desk;
  if (!d?.seat.saved || (d.kept >= 0 && d.seat.seq - d.kept < MEMORY_LATE))
    return;
  if (!d.kernel.has("kernel_wake")) return;
  if (d.packed) {
    const [kernel, mark] = await opened(d.mark, d.seat, d.key);
    const other = { ...d, kernel, mark };
    await ownAgain(other);
    for (const { q } of d.drawn.values()) await kernel.page(q);
    Object.assign(d, { kernel, mark, packed: false });
  }
  const bytes = await d.kernel.memory(MEMORY_MOST);
  const seq = d.seat.seq;
  d.kept = seq;                         // whatever comes of it
  if (bytes)
    await store.remember(d.seat.id, { ...await closePacked(d.key, bytes),
      kernel: d.mark, saved: d.seat.saved, seq });
}

// The same person with nothing but what she wrote, for a pack from its start;
// it takes the desk over when that is whole.
export async function deskFresh(d: Desk, mark: string): Promise<Desk> {
  const other = { ...d, mark, kernel: await fresh(mark, d.seat) };
  await ownAgain(other);
  return other;
}
async function ownAgain(d: Desk): Promise<void> {
  const [lines] = await ownLines(d.seat.id, d.key);
  if (lines.length) await d.kernel.lines(lines);
}
export async function deskTake(d: Desk): Promise<void> {
  await ownAgain(d);
  desk = d;
}

// ---- what she wrote ---------------------------------------------------------

export const unsent = (d: Desk): { n: number; oldest: number } =>
  store.unsent(d.own, d.seat.sent, d.photos);

export interface Tip { head: string; n: number; oldest: number; seq: number }
export async function tip(k: Kernel, after: number): Promise<Tip> {
  await k.call("kernel_own", BigInt(after));
  return JSON.parse(k.text()) as Tip;
}

// Stores what she wrote after that seq. Only when this has come back may
// anybody be told that it is kept.
async function keep(d: Desk, after: number, file?: Uint8Array,
                    hash = ""): Promise<void> {
  const now = await tip(d.kernel, after);
  if (!now.n) return;
  if (!await d.kernel.call("kernel_unsent", BigInt(after)))
    throw new Broken(d.kernel.text());
  const of = { first: after + 1, last: now.seq, n: now.n, oldest: now.oldest };
  const own = { ...await close(d.key, d.kernel.told()), seat: d.seat.id, ...of };
  const photo = file && { hash, size: file.length, of: now.oldest };
  await store.keep(own, now.head,
    photo && [photo, await close(d.key, file)]);
  d.seat.seq = now.seq;
  d.seat.head = now.head;
  d.own.push(of);
  if (photo) d.photos.push(photo);
}

// ---- photos -----------------------------------------------------------------

export async function photoBytes(d: Desk, p: store.Photo): Promise<Uint8Array> {
  const closed = await store.get<store.Closed>("small",
    store.photoKey(d.seat.id, p));
  if (!closed) throw new Broken("a photo is not where it was kept");
  return open(d.key, closed);
}

export async function photoSent(d: Desk, p: store.Photo): Promise<void> {
  await store.drop("small", store.photoKey(d.seat.id, p));
  d.photos.splice(d.photos.indexOf(p), 1);
}

// Of what came with a form, the file with that hash.
async function fileIn(q: Asked, hash: string): Promise<Uint8Array> {
  const form = await new Response(q.body,
    { headers: { "Content-Type": q.headers["content-type"] } }).formData();
  for (const v of form.values()) {
    const bytes = v instanceof File ? new Uint8Array(await v.arrayBuffer()) :
      null;
    if (bytes && hex(await sha(bytes)) === hash) return bytes;
  }
  throw new Broken("a file was kept that did not come");
}

export async function deskPage(d: Desk, q: Omit<Asked, "login" | "unsent">,
                               ): Promise<Answer | null> {
  const writes = q.method === "POST";
  const before = writes ? (await tip(d.kernel, 0)).seq : 0;
  const { n, oldest } = unsent(d);
  const asked = { ...q, login: d.seat.login,
    unsent: { n, oldest: store.dayOf(oldest) } };
  const a = await d.kernel.page(asked);
  if (!writes && a?.status === 200 && a.type.startsWith("text/html"))
    drawn(d, asked, a);
  if (writes)
    await keep(d, before, a?.file ? await fileIn(asked, a.file) : undefined,
      a?.file);
  const waits = !writes && d.photos.find((p) => p.hash === a?.file);
  return waits ?
    d.kernel.page({ ...asked, body: await photoBytes(d, waits) }) : a;
}

// All that the kernel holds, closed and stored in one moment with what the
// site said of it.
export async function deskSave(d: Desk, how: (s: store.Seat) => void,
                               ): Promise<void> {
  if (!await d.kernel.call("kernel_snapshot"))
    throw new Broken(d.kernel.text());
  const snap = { ...await close(d.key, d.kernel.told()), seat: d.seat.id,
    kernel: d.mark };
  const saved = Date.now();
  const set = (s: store.Seat): void => {
    how(s);
    s.kernel = d.mark;
    s.saved = saved;
  };
  await store.settle(d.seat.id, snap, set);
  set(d.seat);
  d.kept = -1;
  d.packed = true;
  d.own = d.own.filter((o) => o.last > d.seat.sent);
}
