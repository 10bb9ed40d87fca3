// store.ts - what lies in this browser: who uses the phone, and of each the
// pack and what she wrote, closed under her own key.
//
// IndexedDB with strict durability: when a write has come back, it is on disk.

export interface Seat {
  id: string;                    // of the device that this person has here
  name: string;                  // of the phone, as it is written at the site
  login: string; person: string; // "" until she has signed in the first time
  lang: string;
  site: { key: string; name: string };
  code: string;                  // with which it was enrolled
  state: "waiting" | "accepted" | "ready" | "gone";   // gone: withdrawn
  key: CryptoKeyPair;            // Ed25519, not extractable
  half: Uint8Array;              // the public half
  guard: CryptoKey;              // HMAC, not extractable
  salt: Uint8Array;
  wrapped: Uint8Array | null;    // the data key, by PIN and device
  mended: Uint8Array | null;     // the same by the site's word and device
  token: Closed | null;          // what the site knows her by
  tries: number; until: number;  // wrong PINs; milliseconds
  sent: number;                  // seq of the last entry that the site has
  receipt: string; sentAt: number;
  seq: number; head: string;     // where her chain stands
  packAt: number;                // when it was last whole; 0: never
  kernel: string;                // mark of the kernel that made the snapshot
  saved?: number;                // when that was made, milliseconds
}
export interface Closed { iv: Uint8Array; bytes: ArrayBuffer }
export interface Own extends Closed {   // what one form kept
  seat: string; first: number; last: number; n: number;
  oldest: number;                // when the first was signed, seconds
}
// A photo that waits: closed, in "small" under ["file", seat, hash, size, of].
export interface Photo {
  hash: string; size: number;
  of: number;                    // when its entry was signed, seconds
}
export interface Snap extends Closed { seat: string; kernel: string }
// The memory of the kernel that she worked with, packed and closed, in "small"
// under ["memory", seat]: it opens in a fraction of a snapshot's time, and may be
// missing. It holds what she wrote up to `seq`.
export interface Memory extends Closed {
  kernel: string;                // its mark
  saved: number; seq: number;    // as the seat says
}
export const memoryKey = (id: string): IDBValidKey => ["memory", id];
const MEMORIES = IDBKeyRange.bound(["memory"], ["memory", []]);
// Pages that the next worker may give again (again.ts), closed.
export const againKey = (id: string): IDBValidKey => ["again", id];
const AGAINS = IDBKeyRange.bound(["again"], ["again", []]);

const STORES: Record<string, IDBObjectStoreParameters> = {
  seat: { keyPath: "id" }, own: { keyPath: ["seat", "last"] },
  snap: { keyPath: "seat" }, small: {},
};
export type Store = "seat" | "own" | "snap" | "small";

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const q = indexedDB.open("saath-field", 1);
    q.onupgradeneeded = () => {
      for (const [name, how] of Object.entries(STORES))
        q.result.createObjectStore(name, how);
    };
    q.onsuccess = () => {
      q.result.onversionchange = () => {
        q.result.close();
        opened = null;
      };
      q.result.onclose = () => { opened = null; };
      done(q.result);
    };
    q.onerror = () => fail(q.error);
  });
}

// Work within one transaction: all of it is on disk when this comes back, or
// none of it. A full disk is a QuotaExceededError.
export async function within<T>(stores: Store[], mode: IDBTransactionMode,
                                work: (t: IDBTransaction) =>
                                  IDBRequest<T> | void): Promise<T> {
  opened ??= open();
  const db = await opened.catch((e: unknown) => {
    opened = null;
    throw e;
  });
  return new Promise<T>((done, fail) => {
    const t = db.transaction(stores, mode, { durability: "strict" });
    const q = work(t);
    t.oncomplete = () => done(q ? q.result : undefined as T);
    t.onabort = t.onerror = () => fail(t.error ?? new DOMException("aborted"));
  });
}

export const get = <T>(store: Store, key: IDBValidKey): Promise<T | undefined> =>
  within<T | undefined>([store], "readonly", (t) => t.objectStore(store).get(key));

export const put = (store: Store, value: unknown, key?: IDBValidKey,
                    ): Promise<unknown> =>
  within<unknown>([store], "readwrite",
    (t) => t.objectStore(store).put(value, key));

export const drop = (store: Store, key: IDBValidKey | IDBKeyRange,
                     ): Promise<undefined> =>
  within<undefined>([store], "readwrite", (t) => t.objectStore(store).delete(key));

export const seats = (): Promise<Seat[]> =>
  within<Seat[]>(["seat"], "readonly", (t) => t.objectStore("seat").getAll());

const ofSeat = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);

export const owns = (id: string): Promise<Own[]> => within<Own[]>(["own"],
  "readonly", (t) => t.objectStore("own").getAll(ofSeat(id)));

type PhotoKey = ["file", string, string, number, number];
const photosOf = (id: string): IDBKeyRange =>
  IDBKeyRange.bound(["file", id], ["file", id, []]);
export const photoKey = (id: string, p: Photo): PhotoKey =>
  ["file", id, p.hash, p.size, p.of];

export const photos = async (id: string): Promise<Photo[]> =>
  (await within<IDBValidKey[]>(["small"], "readonly", (t) =>
    t.objectStore("small").getAllKeys(photosOf(id))) as PhotoKey[])
    .map(([, , hash, size, of]) => ({ hash, size, of }))
    .sort((a, b) => a.of - b.of);

// A seat changed in its place, whoever else changes another part of it.
export async function change(id: string, how: (s: Seat) => void,
                             ): Promise<Seat | undefined> {
  let after: Seat | undefined;
  await within<Seat>(["seat"], "readwrite", (t) => {
    const store = t.objectStore("seat"), q = store.get(id) as IDBRequest<Seat>;
    q.onsuccess = () => {
      if (!q.result) return;
      after = q.result;
      how(after);
      store.put(after);
    };
  });
  return after;
}

// The new snapshot and, in the same moment, away with what it and the site
// both hold.
export async function settle(id: string, snap: Snap, how: (s: Seat) => void,
                             ): Promise<void> {
  await within<void>(["seat", "snap", "own", "small"], "readwrite", (t) => {
    const store = t.objectStore("seat"), q = store.get(id) as IDBRequest<Seat>;
    q.onsuccess = () => {
      if (!q.result) return;
      how(q.result);
      store.put(q.result);
      t.objectStore("snap").put(snap);
      t.objectStore("small").delete(memoryKey(id));
      const own = t.objectStore("own").openCursor(ofSeat(id));
      own.onsuccess = () => {
        if (!own.result) return;
        if ((own.result.value as Own).last <= q.result.sent)
          own.result.delete();
        own.result.continue();
      };
    };
  });
}

// Memory of a kernel that holds another snapshot than the one that lies here, as
// where another worker has put one since, is not kept.
export async function remember(id: string, m: Memory): Promise<void> {
  await within<void>(["seat", "small"], "readwrite", (t) => {
    const q = t.objectStore("seat").get(id) as IDBRequest<Seat | undefined>;
    q.onsuccess = () => {
      if (q.result?.saved === m.saved)
        t.objectStore("small").put(m, memoryKey(id));
    };
  });
}
// What lies here for speed alone.
export const memoriesDrop = (): Promise<void> =>
  within<void>(["small"], "readwrite", (t) => {
    t.objectStore("small").delete(MEMORIES);
    t.objectStore("small").delete(AGAINS);
  });

// All of one person, gone from here.
export async function forget(id: string): Promise<void> {
  await within<void>(["seat", "snap", "own", "small"], "readwrite", (t) => {
    t.objectStore("seat").delete(id);
    t.objectStore("small").delete(photosOf(id));
    t.objectStore("small").delete(memoryKey(id));
    t.objectStore("small").delete(againKey(id));
    t.objectStore("snap").delete(id);
    t.objectStore("own").delete(ofSeat(id));
  });
}

// What she wrote, where her chain stands with it, and the photo that it names.
export async function keep(own: Own, head: string,
                           photo?: [Photo, Closed]): Promise<void> {
  await within<void>(["seat", "own", "small"], "readwrite", (t) => {
    const store = t.objectStore("seat");
    const q = store.get(own.seat) as IDBRequest<Seat>;
    q.onsuccess = () => {
      store.put({ ...q.result, seq: own.last, head });
      t.objectStore("own").put(own);
      if (photo)
        t.objectStore("small").put(photo[1], photoKey(own.seat, photo[0]));
    };
  });
}

export type Said = Pick<Own, "first" | "last" | "n" | "oldest">;

// What is not sent of these: how many entries and photos, and when the oldest
// was signed.
export function unsent(own: Said[], sent: number, photos: Photo[],
                       ): { n: number; oldest: number } {
  let n = photos.length, oldest = photos[0]?.of ?? 0;
  for (const o of own) {
    if (o.last <= sent) continue;
    n += Math.min(o.n, o.last - sent);
    if (!oldest || o.oldest < oldest) oldest = o.oldest;
  }
  return { n, oldest };
}

export const waits = async (s: Seat): Promise<{ n: number; oldest: number }> =>
  unsent(await owns(s.id), s.sent, await photos(s.id));

const PAKISTAN = 5 * 3600;
export const dayOf = (at: number): string => at === 0 ? "" :
  new Date((at + PAKISTAN) * 1000).toISOString().slice(0, 10);

export const full = (e: unknown): boolean =>
  e instanceof DOMException && e.name === "QuotaExceededError";
