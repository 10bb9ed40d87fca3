// again - pages that were drawn lie here, closed, for the worker after this one. It
// answers with them at once while it opens the kernel, as a server gives a page again
// for which nothing has changed (src/web/again.h).
import { Answer, Asked, Kernel } from "./kernel";
import { close, open } from "./lock";
import * as store from "./store";

const MOST = 4;                       // pages, each of another shape

export interface Drawn { q: Asked; a: Answer; of: string; at: number }

// Of a desk (desk.ts), what her pages are drawn from, and they themselves.
export interface Drawing {
  seat: store.Seat;
  key: CryptoKey;                       // her data key
  kernel: Kernel;
  mark: string;                         // of the kernel
  own: store.Said[];
  photos: store.Photo[];                // that are not sent, the oldest first
  word: string;                         // stands for a session's cookie
  drawn: Map<string, Drawn>;            // the last page of each shape, newest last
  given: string;                        // which of them lie here for the next worker
}

// In "small" under ["again", seat]: what the pages stand on and their heads, and each
// page by itself, all closed. One is wanted, at once: nothing is packed.
interface Given { name: string; head: string; at: number }
interface Lies { of: string; word: string; pages: Given[] }
interface Kept extends store.Closed { pages: store.Closed[] }

// What all pages stand on: two of one text are drawn from the same.
const standsOn = (s: store.Seat, kernel: string, n: number, oldest: number,
                  ): string => JSON.stringify([kernel, s.saved, s.seq, s.sent, n,
  oldest, store.dayOf(Date.now() / 1000)]);

// Of a request, what its page may depend on; the cookie has language and look.
const nameOf = (q: Asked): string =>
  JSON.stringify([q.method, q.target, Object.entries(q.headers).sort()]);

// Pages that are drawn alike: of one path, whatever it is about.
const shape = (target: string): string =>
  target.replace(/\?.*/, "").replace(/[0-9a-f]{32}/g, "");

function now(d: Drawing): string {
  const { n, oldest } = store.unsent(d.own, d.seat.sent, d.photos);
  return standsOn(d.seat, d.mark, n, oldest);
}

// The last page of each shape, the newest last.
export function drawn(d: Drawing, q: Asked, a: Answer): void {
  d.drawn.delete(shape(q.target));
  if (!a.stands) return;
  d.drawn.set(shape(q.target), { q, a, of: now(d), at: Date.now() });
  if (d.drawn.size > MOST) d.drawn.delete(d.drawn.keys().next().value as string);
}

const utf8 = new TextEncoder(), text8 = new TextDecoder();

// In a quiet moment, as her last pages stand now: what has changed since they were
// drawn is drawn anew.
export async function drawnKeep(d: Drawing): Promise<void> {
  const of = now(d), unsent = store.unsent(d.own, d.seat.sent, d.photos);
  if (!d.drawn.size) return;            // what lies there may stand yet
  const given = [of, ...[...d.drawn.values()].map((p) => nameOf(p.q))].join();
  if (d.given === given) return;
  d.given = given;
  for (const [path, p] of [...d.drawn]) {
    if (p.of === of) continue;
    p.q = { ...p.q, unsent: { n: unsent.n, oldest: store.dayOf(unsent.oldest) } };
    const a = await d.kernel.page(p.q);
    if (a?.stands) d.drawn.set(path, { ...p, a, of, at: Date.now() });
    else d.drawn.delete(path);
  }
  const pages: Given[] = [], closed: store.Closed[] = [];
  for (const { q, a, at } of d.drawn.values()) {
    pages.push({ name: nameOf(q), head: JSON.stringify({ ...a, body: null }), at });
    closed.push(await close(d.key, a.body));
  }
  const lies: Lies = { of, word: d.word, pages };
  const kept: Kept = { ...await close(d.key, utf8.encode(JSON.stringify(lies))),
    pages: closed };
  await store.put("small", kept, store.againKey(d.seat.id));
}

// With Age, as of an answer out of any store.
function aged(p: Given, body: Uint8Array): Answer {
  const a = JSON.parse(p.head) as Answer;
  const age = Math.max(0, Math.floor((Date.now() - p.at) / 1000));
  return { ...a, body, headers: [...a.headers, ["Age", String(age)]] };
}

// What lies here for her. It is read while her key is asked for.
export interface Lying { seat?: store.Seat; kernel?: string; kept?: Kept;
  n: number; oldest: number }

export async function lying(id: string): Promise<Lying> {
  const [seat, kernel, kept, own, photos] = await Promise.all([
    store.get<store.Seat>("seat", id), store.get<string>("small", "kernel"),
    store.get<Kept>("small", store.againKey(id)), store.owns(id),
    store.photos(id)]);
  return { seat, kernel, kept, ...store.unsent(own, seat?.sent ?? 0, photos) };
}

// Of that her last pages, if they stand yet.
export interface Stood {
  word: string; seat: store.Seat;
  find: (q: Asked) => Promise<Answer | null>;
}

export async function stood({ seat, kernel, kept, n, oldest }: Lying,
                            key: CryptoKey): Promise<Stood | null> {
  if (!seat || !kernel || !kept) return null;
  const lies = JSON.parse(text8.decode(await open(key, kept))) as Lies;
  if (lies.of !== standsOn(seat, kernel, n, oldest)) return null;
  return { word: lies.word, seat, find: async (q) => {
    const at = lies.pages.findIndex((p) => p.name === nameOf(q));
    return at < 0 ? null :
      aged(lies.pages[at], await open(key, kept.pages[at]));
  } };
}
