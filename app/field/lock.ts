// lock.ts - the key under which a person's pack lies here. It opens with this
// device and her PIN together: neither is enough.
import * as store from "./store";

const ROUNDS = 600_000;
const FREE = 5, MOST = 10, FIRST_MS = 30_000;

const utf8 = new TextEncoder();
export const hex = (b: Uint8Array): string =>
  Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
export const unhex = (t: string): Uint8Array =>
  Uint8Array.from(t.match(/../g) ?? [], (x) => parseInt(x, 16));
export const sha = async (b: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", b));

// Keys that a page or a worker can use and nobody can read. Throws where this
// browser is too old for them.
export async function keysMake(): Promise<{ key: CryptoKeyPair;
                                           half: Uint8Array;
                                           guard: CryptoKey }> {
  const key = await crypto.subtle.generateKey("Ed25519", false,
    ["sign", "verify"]) as CryptoKeyPair;
  const half = new Uint8Array(await crypto.subtle.exportKey("raw",
    key.publicKey));
  const guard = await crypto.subtle.generateKey(
    { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
  return { key, half, guard };
}

export const deviceId = async (half: Uint8Array): Promise<string> =>
  hex((await sha(utf8.encode("device/" + hex(half)))).slice(0, 16));

// Six digits that both sides of an enrolment show.
export async function shortNumber(half: Uint8Array): Promise<string> {
  const h = await sha(utf8.encode("saath number 1\n" + hex(half)));
  const n = new DataView(h.buffer).getUint32(0) % 1_000_000;
  return String(n).padStart(6, "0");
}

async function wrapper(seat: store.Seat, secret: BufferSource,
                       use: string): Promise<CryptoKey> {
  const device = await crypto.subtle.sign("HMAC", seat.guard, seat.salt);
  const both = await crypto.subtle.importKey("raw", secret, "HKDF", false,
    ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256",
    salt: device, info: utf8.encode("saath field 1 " + use) }, both,
    { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

async function byPin(seat: store.Seat, pin: string): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey("raw", utf8.encode(pin), "PBKDF2",
    false, ["deriveBits"]);
  return wrapper(seat, await crypto.subtle.deriveBits({ name: "PBKDF2",
    hash: "SHA-256", salt: seat.salt, iterations: ROUNDS }, typed, 256), "pin");
}

// What the site tells whoever signs in there with her password, the same each
// time: so a forgotten PIN costs nothing that was not sent.
const bySite = (seat: store.Seat, mend: string): Promise<CryptoKey> =>
  wrapper(seat, unhex(mend), "site");

// A salt is of one data key and its two wrappers; each wraps once under it.
const GCM = { name: "AES-GCM", iv: new Uint8Array(12) };
const USES: KeyUsage[] = ["encrypt", "decrypt"];

const unwrap = (wrapped: Uint8Array, by: CryptoKey, out: boolean,
                ): Promise<CryptoKey> =>
  crypto.subtle.unwrapKey("raw", wrapped, by, GCM, "AES-GCM", out, USES);

// The seat opens with this PIN from now on. Her data key stays where the site
// can open it (`mend`), else there is a new one and what lay here is lost to
// everybody; `lost` says which.
export async function pinSet(seat: store.Seat, pin: string, mend: string,
                             ): Promise<{ lost: boolean }> {
  const old = seat.mended && mend ?
    await unwrap(seat.mended, await bySite(seat, mend), true)
      .catch(() => null) : null;
  const data = old ?? await crypto.subtle.generateKey(
    { name: "AES-GCM", length: 256 }, true, USES);
  seat.salt = crypto.getRandomValues(new Uint8Array(16));
  const wrap = async (by: CryptoKey): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.wrapKey("raw", data, by, GCM));
  seat.wrapped = await wrap(await byPin(seat, pin));
  seat.mended = mend ? await wrap(await bySite(seat, mend)) : null;
  seat.tries = seat.until = 0;
  return { lost: !old };
}

export type Opened = { key: CryptoKey } |
  { wrong: number } | { wait: number } | { gone: true };

// wrong: tries left before it waits; wait: milliseconds; gone: no PIN opens it
// any more, only her password at the site. A try is counted before it is made.
export async function pinOpen(id: string, pin: string): Promise<Opened> {
  const now = Date.now();
  let wait = 0;
  const seat = await store.change(id, (s) => {
    // A clock that was set back does not shorten the wait.
    wait = Math.min(s.until - now, FIRST_MS << (MOST - FREE));
    if (wait > 0) return;
    s.tries++;
    if (s.tries >= FREE) s.until = now + (FIRST_MS << (s.tries - FREE));
  });
  if (!seat?.wrapped) return { gone: true };
  if (wait > 0) return { wait };
  try {
    const key = await unwrap(seat.wrapped, await byPin(seat, pin), false);
    await store.change(id, (s) => { s.tries = s.until = 0; });
    return { key };
  } catch {
    if (seat.tries < MOST)
      return seat.tries < FREE ? { wrong: FREE - seat.tries } :
        { wait: seat.until - now };
    await store.change(id, (s) => { s.wrapped = null; });
    return { gone: true };
  }
}

export async function close(key: CryptoKey, bytes: Uint8Array,
                            ): Promise<store.Closed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key,
    bytes) };
}

async function through(bytes: Uint8Array, by: CompressionStream |
                       DecompressionStream): Promise<Uint8Array> {
  const to = by.writable.getWriter();
  void to.write(bytes).catch(() => undefined);   // said where it is read
  void to.close().catch(() => undefined);
  return new Uint8Array(await new Response(by.readable).arrayBuffer());
}

export const closePacked = async (key: CryptoKey, bytes: Uint8Array,
                                  ): Promise<store.Closed> =>
  close(key, await through(bytes, new CompressionStream("deflate-raw")));
export const openPacked = async (key: CryptoKey, c: store.Closed,
                                 ): Promise<Uint8Array> =>
  through(await open(key, c), new DecompressionStream("deflate-raw"));

export async function open(key: CryptoKey, c: store.Closed,
                           ): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: c.iv }, key, c.bytes));
}
