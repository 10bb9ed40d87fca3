// site.ts - what is asked of the site over the network.
import { hex, open, sha } from "./lock";
import type { Seat } from "./store";

export class Refused extends Error {
  constructor(readonly status: number, readonly why: string,
              readonly waits: number, words: string) {
    super(words);
  }
  get gone(): boolean { return this.why === "app.revoked"; }
}
// Nobody answered, or the answer broke off.
export class Away extends Error {}

const utf8 = new TextEncoder();
const SECONDS = 25;             // longer than that, a line is asked anew

type Said = Record<string, unknown>;

// Canonical: keys by their bytes, no blanks.
function line(o: unknown): string {
  if (Array.isArray(o)) return "[" + o.map(line).join(",") + "]";
  if (o === null || typeof o !== "object") return JSON.stringify(o);
  return "{" + Object.entries(o).sort(([a], [b]) => a < b ? -1 : 1)
    .map(([k, v]) => JSON.stringify(k) + ":" + line(v)).join(",") + "}";
}

// A question: its line, the device's signature over it, and what comes with it.
async function signed(key: CryptoKey, path: string, o: Said,
                      rest: BlobPart = ""): Promise<Blob> {
  const said = line(o) + "\n";
  const text = utf8.encode("saath app 1\n" + path + "\n" + said);
  const sig = await crypto.subtle.sign("Ed25519", key, text);
  return new Blob([said, hex(new Uint8Array(sig)), "\n", rest]);
}

// Lines as they travel: packed, where this browser can and it helps.
export const packs = typeof CompressionStream === "function";
async function packed(plain: Uint8Array): Promise<[Uint8Array, Said]> {
  if (!packs) return [plain, {}];
  const out = new Uint8Array(await new Response(new Blob([plain]).stream()
    .pipeThrough(new CompressionStream("deflate"))).arrayBuffer());
  return out.length < plain.length ? [out, { form: 1, size: plain.length }] :
    [plain, {}];
}

interface Line { r: Response; heard(): void; done(): void }

// A line that says nothing for a while counts as broken.
async function dial(path: string, body: BodyInit): Promise<Line> {
  const stop = new AbortController();
  let timer = 0;
  const heard = (): void => {
    clearTimeout(timer);
    timer = self.setTimeout(() => stop.abort(), SECONDS * 1000);
  };
  const done = (): void => clearTimeout(timer);
  heard();
  try {
    const r = await fetch(path, { method: "POST", body, cache: "no-store",
      credentials: "omit", redirect: "error", signal: stop.signal,
      headers: { "Content-Type": "text/plain",
        Accept: "application/json" } });
    return { r, heard, done };
  } catch (e) {
    done();
    throw new Away(String(e));
  }
}

async function post(path: string, body: BodyInit): Promise<Line> {
  const l = await dial(path, body);
  if (l.r.ok) return l;
  const why = await l.r.json().catch(() => ({})) as
    { error?: string; text?: string };
  l.done();
  if (l.r.status >= 500) throw new Away(String(l.r.status));
  throw new Refused(l.r.status, why.error ?? "",
    Number(l.r.headers.get("Retry-After") ?? 0), why.text ?? "");
}

async function json<T>(l: Line): Promise<T> {
  try {
    return await l.r.json() as T;
  } catch (e) {
    throw new Away(String(e));
  } finally {
    l.done();
  }
}

// ---- enrolment --------------------------------------------------------------

// What a QR code says: #enrol=CODE.SITEKEY[.CERTPIN]
// CERTPIN is SHA-256 of the certificate, for a person to compare: no page can.
export interface Ticket { code: string; site: string; print: string }
export function ticketOf(text: string): Ticket | null {
  const m = /#enrol=([A-Za-z0-9-]{4,40})\.([0-9a-f]{64})(?:\.([0-9a-f]{64}))?$/
    .exec(text.trim());
  return m ? { code: m[1], site: m[2], print: m[3] ?? "" } : null;
}

export interface Enrolled {
  device: string; number: string; site: { key: string; name: string };
  state: "waiting" | "accepted" | "refused";
}
export async function enrol(keys: { key: CryptoKeyPair; half: Uint8Array },
                            code: string, name: string): Promise<Enrolled> {
  return json<Enrolled>(await post("/app/enrol", await signed(
    keys.key.privateKey, "/app/enrol", { code, key: hex(keys.half), name })));
}

export interface Person {
  login: string; name: string; lang: string; token: string; mend?: string;
}
export async function person(seat: Seat, login: string, password: string,
                             lang: string): Promise<Person> {
  return json<Person>(await post("/app/person", await signed(
    seat.key.privateKey, "/app/person",
    { device: seat.id, lang, login, password })));
}

// ---- the exchange -----------------------------------------------------------

export async function tokenOf(seat: Seat, key: CryptoKey): Promise<string> {
  return seat.token ?
    new TextDecoder().decode(await open(key, seat.token)) : "";
}

export interface Receipt {
  seq: number; head: string; at: number; stamp: string;
  kept: number; known: number; refused: { line: number; what: string }[];
}
export interface Unsent { n: number; oldest: number }   // seconds

export async function send(seat: Seat, unsent: Unsent, tip: number,
                           lines: string): Promise<Receipt> {
  const [bytes, form] = await packed(utf8.encode(lines));
  return json<Receipt>(await post("/app/send", await signed(
    seat.key.privateKey, "/app/send", { ...form, device: seat.id,
      hash: hex(await sha(bytes)), oldest: unsent.oldest, seq: tip,
      unsent: unsent.n }, bytes)));
}

// A part of a photo from that byte on; how many of it the site has then.
export async function photo(seat: Seat, hash: string, at: number,
                            part: Uint8Array): Promise<number> {
  const r = await json<{ bytes: number; have: number }>(await post("/app/file",
    await signed(seat.key.privateKey, "/app/file", { at, device: seat.id,
      file: hash, hash: hex(await sha(part)) }, part)));
  return r.have;
}

// The bytes as they come; a line that breaks is told by Away, after all that
// came before was given.
const MOST = 1 << 17;           // of one answer, before it is packed
export async function pack(seat: Seat, token: string, have: unknown,
                           take: (b: Uint8Array) => Promise<void>,
                           ): Promise<void> {
  const l = await post("/app/pack", await signed(seat.key.privateKey,
    "/app/pack", { device: seat.id, have, login: seat.login, most: MOST,
      token }));
  const from = l.r.body?.getReader();
  try {
    for (;;) {
      const got = await from?.read().catch((e: unknown) => {
        throw new Away(String(e));
      });
      if (!got || got.done) return;
      l.heard();
      await take(got.value);
    }
  } finally {
    l.done();
    from?.cancel().catch(() => undefined);
  }
}
