// draft.ts - what is typed, kept in this browser until the receipt has come.
//
// IndexedDB with strict durability: a record is on disk when put() returns, so
// a killed browser or a power cut costs the cell that was being typed. Each
// record is of one login: nobody else who uses this browser sees it, and
// signing out removes it. On a phone of the field app it is closed moreover
// under the key of whoever is signed in: what a browser removes it may leave
// lying on its disk.

export interface Draft {
  key: string;                     // login, page
  login: string;
  path: string;
  title: string;
  at: number;                      // milliseconds
  id: string;                      // of the entry that it is to become
  fields: Record<string, string>;
  rows: Record<string, Record<string, string>>;   // by what a row is about
}

const STORE = "draft";

// What the field app's script lays here (app/field/worker.ts).
interface Seal {
  close(text: string): Promise<unknown>;
  open(closed: unknown): Promise<string>;
}
export const seal = (window as { saathSeal?: Seal }).saathSeal;

type Stored = Draft | { key: string; login: string; id: string;
  closed: unknown };

const closed = async (d: Draft): Promise<Stored> => seal ?
  { key: d.key, login: d.login, id: d.id,
    closed: await seal.close(JSON.stringify(d)) } : d;

// Under another key: nobody's draft any more.
async function plain(s: Stored | undefined): Promise<Draft | undefined> {
  if (!s || !("closed" in s)) return s;
  const text = await seal?.open(s.closed).catch(() => undefined);
  return text === undefined ? undefined :
    { ...JSON.parse(text) as Draft, id: s.id };
}

export function login(): string {
  return document.querySelector(".person bdi")?.textContent ?? "";
}

export const keyOf = (path: string): string => login() + "\n" + path;

function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const q = indexedDB.open("saath", 1);
    q.onupgradeneeded = () => {
      q.result.createObjectStore(STORE, { keyPath: "key" });
    };
    q.onsuccess = () => done(q.result);
    q.onerror = () => fail(q.error);
  });
}

let opened: Promise<IDBDatabase> | null = null;

async function within<T>(mode: IDBTransactionMode,
                         work: (s: IDBObjectStore) => IDBRequest<T> | void,
                         ): Promise<T | undefined> {
  opened ??= open();
  const db = await opened;
  return new Promise((done, fail) => {
    const t = db.transaction(STORE, mode, { durability: "strict" });
    const q = work(t.objectStore(STORE));
    t.oncomplete = () => done(q ? q.result : undefined);
    t.onabort = t.onerror = () => fail(t.error);
  });
}

export const get = async (key: string): Promise<Draft | undefined> =>
  plain(await within<Stored>("readonly", (s) => s.get(key)));

export const remove = (key: string): Promise<undefined> =>
  within<undefined>("readwrite", (s) => s.delete(key));

// Two tabs with one sheet are one draft: the one that was there first gives
// the entry its id. Returns the id that holds.
export async function put(d: Draft): Promise<string> {
  const record = await closed(d);
  let id = d.id;
  await within<undefined>("readwrite", (s) => {
    const was = s.get(d.key);
    was.onsuccess = () => {
      id = (was.result as Stored | undefined)?.id || d.id;
      s.put({ ...record, id });
    };
  });
  return id;
}

export async function all(): Promise<Draft[]> {
  const found = await within<Stored[]>("readonly", (s) => s.getAll());
  const mine = login();
  return (await Promise.all((found ?? []).filter((d) => d.login === mine)
    .map(plain))).filter((d) => d !== undefined)
    .sort((a, b) => b.at - a.at);
}

export async function clear(): Promise<void> {
  for (const d of await all()) await remove(d.key);
}

// ---- between the tabs of one browser --------------------------------------

export interface News {
  what: "out" | "sent";
  login: string;
  key?: string;
  url?: string;
}

const channel = "BroadcastChannel" in window ?
  new BroadcastChannel("saath") : null;

export const tell = (n: News): void => channel?.postMessage(n);

export function hear(take: (n: News) => void): void {
  channel?.addEventListener("message", (e) => take(e.data as News));
}

// ---- signing out, receipts, the list --------------------------------------

document.querySelectorAll<HTMLFormElement>("form.person").forEach((f) => {
  f.addEventListener("submit", (e) => {
    e.preventDefault();
    tell({ what: "out", login: login() });
    const late = new Promise<void>((done) => setTimeout(done, 2000));
    void Promise.race([clear().catch(() => undefined), late])
      .then(() => f.submit());
  });
});

async function receipt(id: string): Promise<void> {
  for (const d of await all()) if (d.id === id) await remove(d.key);
}

async function list(box: HTMLElement): Promise<void> {
  const found = await all();
  const ul = document.createElement("ul");
  box.querySelectorAll<HTMLElement>("p").forEach((p) => {
    p.hidden = found.length > 0;             // "there are none"
  });
  ul.className = "links";
  for (const d of found) {
    const li = document.createElement("li");
    const a = document.createElement("a");
    const small = document.createElement("small");
    const cells = Object.values(d.rows).length + Object.keys(d.fields).length;
    a.href = d.path;
    a.textContent = d.title;
    small.textContent = when(d.at) + " · " + cells;
    li.append(a, " ", small);
    ul.append(li);
  }
  box.querySelector("ul")?.remove();
  box.append(ul);
}

export function when(at: number): string {
  const lang = document.documentElement.lang;
  return new Intl.DateTimeFormat(
    lang === "en" ? "en-GB" : lang + "-PK-u-nu-latn",
    { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" })
    .format(at);
}

document.querySelectorAll<HTMLElement>("[data-receipt]").forEach((e) => {
  void receipt(e.dataset.receipt ?? "").catch(() => undefined);
});
document.querySelectorAll<HTMLElement>("[data-drafts]").forEach((e) => {
  void list(e).catch(() => undefined);
});
