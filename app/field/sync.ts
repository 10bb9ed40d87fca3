// sync.ts - what she wrote goes to the site, what is new there comes here; in
// pieces small enough for a line that breaks every few seconds, and each as
// often as it takes.
import * as site from "./site";
import * as store from "./store";
import { alone, Desk, deskFresh, deskNow, deskSave, deskTake, kernelFetch,
  kernelsTidy, photoBytes, photoSent, Tip, tip, unsent } from "./desk";
import { Broken } from "./kernel";
import { hex, unhex } from "./lock";

export type State = "idle" | "busy" | "away" | "gone" | "refused" | "full" |
  "broken";
export interface News {
  id: string; state: State; n: number; oldest: string; receipt: string;
  told: string; got: number;             // bytes of packs, of this exchange
}
type Tell = (n: News) => void;

// Of lines, before they are packed: less than two seconds of a poor line; twice as
// much each time that it went well.
const SEND_LEAST = 6 << 10, SEND_MOST = (site.packs ? 24 : 6) << 10;
const SAVE_MS = 10_000;
const AGAIN = 3;               // tries without a byte of progress

let running: Promise<State> | null = null;
const brought = new Map<string, number>();   // bytes of photos at the site
let got = 0;

export function news(d: Desk, state: State, told = ""): News {
  const { n, oldest } = unsent(d);
  return { id: d.seat.id, state, n, oldest: store.dayOf(oldest),
    receipt: d.seat.receipt, told, got };
}

// ---- out --------------------------------------------------------------------

// As many whole lines as make a chunk, at least one.
function chunkOf(lines: string[], most: number): number {
  let n = 0, bytes = 0;
  for (const l of lines) {
    bytes += l.length + 1;
    if (n && bytes > most) break;
    n++;
  }
  return n;
}

// Where her chain stands before that line and those after it: the next entry knows
// the one before. After the last line it is the tip.
type End = Pick<Tip, "seq" | "head">;
function endBefore(lines: string[], i: number, tip: End): End {
  for (; i < lines.length; i++) {
    const e = JSON.parse(lines[i]) as { prev?: string; seq?: number };
    if (e.prev && e.seq) return { head: e.prev, seq: e.seq - 1 };
  }
  return tip;
}

// The signature over all of her chain until there: doc/format.md, A stamp.
async function stamp(d: Desk, at: End): Promise<string> {
  const text = ["saath stamp 1", d.seat.id, String(at.seq), at.head, ""]
    .join("\n");
  const sig = await crypto.subtle.sign("Ed25519", d.seat.key.privateKey,
    new TextEncoder().encode(text));
  return JSON.stringify({ device: d.seat.id, head: at.head, seq: at.seq,
    stamp: hex(new Uint8Array(sig)) });
}

// A receipt is the word of the site whose key the code of the enrolment named.
async function receiptGood(d: Desk, r: site.Receipt, at: Tip,
                           ): Promise<boolean> {
  const text = ["saath receipt 1", d.seat.id, String(r.seq), r.head,
    String(r.at), ""].join("\n");
  if (r.seq > at.seq || (r.seq === at.seq && r.head !== at.head)) return false;
  const key = await crypto.subtle.importKey("raw", unhex(d.seat.site.key),
    "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, unhex(r.stamp),
    new TextEncoder().encode(text));
}

const linesWait = (d: Desk): boolean =>
  store.unsent(d.own, d.seat.sent, []).n > 0;

// Whether the site says now that all of it is kept there.
async function sendAll(d: Desk, tell: Tell): Promise<boolean> {
  if (!linesWait(d)) return true;
  const [text, at] = await alone(async () => {
    if (!await d.kernel.call("kernel_unsent", BigInt(d.seat.sent)))
      throw new Broken(d.kernel.text());
    return [d.kernel.text(), await tip(d.kernel, 0)] as const;
  });
  const lines = text.split("\n").filter((l) => l);
  let most = SEND_LEAST;
  for (let i = 0; i < lines.length; most = Math.min(2 * most, SEND_MOST)) {
    const n = chunkOf(lines.slice(i), most);
    // The site counts what a stamp covers: each chunk has its own, so that a line
    // that breaks all the time costs no more than one.
    const r = await site.send(d.seat, unsent(d), at.seq,
      [...lines.slice(i, i + n), await stamp(d, endBefore(lines, i + n, at))]
        .join("\n") + "\n");
    if (!await receiptGood(d, r, at)) throw new Broken("a false receipt");
    const set = (s: store.Seat): void => {
      s.sent = Math.max(s.sent, r.seq);
      s.receipt = r.stamp;
      s.sentAt = Date.now();
    };
    await store.change(d.seat.id, set);
    set(d.seat);
    i += n;
    tell(news(d, "busy"));
  }
  return d.seat.sent >= at.seq;
}

// Photos go last, each from where the site has it. One of an entry that the site
// does not count yet waits, and holds nobody up.
async function sendPhotos(d: Desk, tell: Tell): Promise<void> {
  for (const p of [...d.photos]) {
    const bytes = await photoBytes(d, p);
    let most = SEND_LEAST;
    try {
      for (let at = brought.get(p.hash) ?? 0, vain = 0; at < p.size;) {
        const have = await site.photo(d.seat, p.hash, at,
          bytes.subarray(at, at + most));
        if (have <= at && ++vain === AGAIN) throw new site.Away("the site keeps no part of it");
        brought.set(p.hash, at = have);
        most = Math.min(2 * most, SEND_MOST);
      }
    } catch (e) {
      if (e instanceof site.Refused && e.status === 404) continue;
      throw e;
    }
    await photoSent(d, p);
    brought.delete(p.hash);
    tell(news(d, "busy"));
  }
}

// ---- in ---------------------------------------------------------------------

interface Whole { end?: boolean; fresh: boolean; more: boolean; same: boolean }

// One answer of the site: its pieces into the kernel, as they become whole.
async function packOnce(d: Desk, token: string, tell: Tell): Promise<Whole> {
  let held = new Uint8Array(0);
  const seen: { end: Whole | null } = { end: null };
  const have = await alone(async () => {
    await d.kernel.call("kernel_have");
    return JSON.parse(d.kernel.text()) as unknown;
  });
  await site.pack(d.seat, token, have, async (b) => {
    const all = new Uint8Array(held.length + b.length);
    all.set(held);
    all.set(b, held.length);
    held = all;
    got += b.length;
    for (;;) {
      const used = held.length ? await alone(async () => {
        const n = Number(await d.kernel.call("kernel_piece", held));
        if (n === 0) throw new Broken(d.kernel.text());
        const told = n > 0 ? JSON.parse(d.kernel.text()) as Whole : null;
        if (told?.end) seen.end = told;
        return n;
      }) : -1;
      if (used < 0) break;
      held = held.slice(used);
    }
    tell(news(d, "busy"));
  });
  if (!seen.end) throw new site.Away("the answer broke off");
  return seen.end;
}

async function save(d: Desk, desk: Desk, whole: boolean): Promise<void> {
  await alone(async () => {
    if (deskNow() !== desk) throw new site.Away("somebody else's turn");
    if (d !== desk) await deskTake(d);
    await deskSave(d, (s) => {
      if (whole) s.packAt = Date.now();
    });
  });
}

async function packAll(desk: Desk, token: string, tell: Tell): Promise<void> {
  const newest = await store.get<string>("small", "kernel") ?? desk.mark;
  let d = desk, saved = Date.now(), anew = 0;
  // Another kernel than the one that reads the snapshot begins with nothing;
  // all that was unsent has been sent just now.
  if (newest !== d.mark && !linesWait(d)) d = await deskFresh(d, newest);
  for (;;) {
    const end = await packOnce(d, token, tell);
    if (end.fresh && anew++ < 2) {
      d = await deskFresh(d, newest);
      continue;
    }
    if (end.more) {
      if (d !== desk || Date.now() - saved < SAVE_MS) continue;
      await save(d, desk, false);
      saved = Date.now();
      continue;
    }
    await save(d, desk, true);
    break;
  }
  await kernelsTidy();
}

// ---- both -------------------------------------------------------------------

async function once(d: Desk, tell: Tell): Promise<State> {
  const token = await site.tokenOf(d.seat, d.key);
  const kept = await sendAll(d, tell);
  await kernelFetch(await store.get<string>("small", "kernel") ?? "")
    .catch(() => "");
  const refused = await packAll(d, token, tell).catch((e: unknown) => {
    if (e instanceof site.Refused) return e;
    throw e;
  });
  await sendPhotos(deskNow() ?? d, tell);
  if (refused) throw refused;
  return kept ? "idle" : "refused";
}

async function untilQuiet(d: Desk, tell: Tell): Promise<State> {
  let last = "";
  got = 0;
  for (let vain = 0; vain < AGAIN;) {
    try {
      const state = await once(d, tell);
      tell(news(deskNow() ?? d, state));
      return state;
    } catch (e) {
      if (deskNow()?.seat.id !== d.seat.id) return "idle";
      if (e instanceof site.Refused) {
        const state = e.gone ? "gone" : "refused";
        tell(news(d, state, e.message));
        return state;
      }
      if (!(e instanceof site.Away)) {
        const state = store.full(e) ? "full" : "broken";
        tell(news(d, state, String(e)));
        return state;
      }
      const now = [d.seat.sent, got, ...brought.values()].join(" ");
      vain = now === last ? vain + 1 : 1;
      last = now;
      tell(news(d, "busy"));
      await new Promise((done) => setTimeout(done, 500 * vain));
    }
  }
  tell(news(d, "away"));
  return "away";
}

export function sync(tell: Tell): Promise<State> {
  const d = deskNow();
  if (!d) return Promise.resolve("idle");
  running ??= untilQuiet(d, tell).finally(() => { running = null; });
  return running;
}
