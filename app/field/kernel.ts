// kernel.ts - the kernel in wasm, as its host sees it (src/wasm/wasm.h).
//
// It asks at once whether a signature is good; WebCrypto says so later. So a call
// is an attempt: what was asked and not known fails it, is then looked up, and
// the same call is made once more, with the same clock and random bytes. It
// signs nothing: a phone stamps its chain when it sends (sync.ts).

export interface Unsent { n: number; oldest: string }
export interface Asked {
  method: string; target: string; login: string;
  headers: Record<string, string>; body: Uint8Array; unsent?: Unsent;
}
export interface Answer {
  status: number; type: string; headers: [string, string][]; body: Uint8Array;
  file?: string;                 // of which the host has or gets the bytes
  stands?: boolean;              // until something is kept, or another day begins
}

interface Doors {
  memory: WebAssembly.Memory;
  _initialize(): void;
  kernel_take(n: number): number;
  kernel_give(p: number): void;
  kernel_told(): number;
  [call: string]: unknown;
}
type Call = (...args: (number | bigint)[]) => number | bigint;

const utf8 = new TextEncoder();
const text8 = new TextDecoder();
const hex = (b: Uint8Array): string =>
  Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");

async function verified(key: Uint8Array, text: Uint8Array, sig: Uint8Array,
                        ): Promise<boolean> {
  const half = await crypto.subtle.importKey("raw", key, "Ed25519", false,
    ["verify"]).catch(() => null);
  return half !== null &&
    await crypto.subtle.verify("Ed25519", half, sig, text);
}

// A kernel that stopped or was refused its memory: nothing of it is to be
// trusted, what was stored is opened anew.
export class Broken extends Error {}

// Memory is compared and kept by blocks: how many bytes.
const BLOCK = 4096;

export class Kernel {
  private doors!: Doors;
  private module!: WebAssembly.Module;
  private seen = new Map<string, boolean>();         // what was verified
  private waits: (() => Promise<void>)[] = [];
  private random: Uint8Array[] = [];                 // of this attempt
  private drawn = 0;
  private now = 0n;

  private static async made(module: WebAssembly.Module): Promise<Kernel> {
    const k = new Kernel();
    const saath = {
      now: () => k.now,
      random: (p: number, n: number) => k.bytes(p, n).set(k.draw(n)),
      sign: () => 0,
      verify: (key: number, p: number, n: number, sig: number) =>
        k.verify(key, p, n, sig),
    };
    const made = await WebAssembly.instantiate(module, { saath });
    k.doors = made.exports as unknown as Doors;
    k.module = module;
    return k;
  }

  static async start(module: WebAssembly.Module): Promise<Kernel> {
    const k = await Kernel.made(module);
    k.doors._initialize();
    return k;
  }

  // ---- its memory -----------------------------------------------------------

  // What differs in it from that of a new instance: how many bytes it has and how
  // many blocks differ, their numbers, then the blocks. Null: more bytes than
  // that differ, or it is of a version that does not wake.
  async memory(most: number): Promise<Uint8Array | null> {
    if (!this.has("kernel_wake")) return null;
    const size = this.doors.memory.buffer.byteLength;
    const blank = (await Kernel.made(this.module)).doors.memory.buffer;
    await this.call("kernel_wake");        // forgets what was told
    const now = new Int32Array(this.doors.memory.buffer);
    const was = new Int32Array(size / 4);
    was.set(new Int32Array(blank));
    const differs: number[] = [];
    for (let b = 0, at = 0; b < size / BLOCK; b++, at = b * BLOCK / 4) {
      const end = at + BLOCK / 4;
      while (at < end && now[at] === was[at]) at++;
      if (at < end && differs.push(b) * BLOCK > most) return null;
    }
    const head = 8 + 4 * differs.length;
    const out = new Uint8Array(head + BLOCK * differs.length);
    new Uint32Array(out.buffer, 0, head / 4).set([size, differs.length,
      ...differs]);
    differs.forEach((b, i) =>
      out.set(this.bytes(b * BLOCK, BLOCK), head + i * BLOCK));
    return out;
  }

  // The kernel that had this memory.
  static async woken(module: WebAssembly.Module, kept: Uint8Array,
                     ): Promise<Kernel> {
    const k = await Kernel.made(module);
    const [size, n] = new Uint32Array(kept.buffer, 0, 2);
    const blocks = new Uint32Array(kept.buffer, 8, n);
    k.doors.memory.grow((size - k.doors.memory.buffer.byteLength) / 65536);
    const all = new Uint8Array(k.doors.memory.buffer);
    let at = 8 + 4 * n;
    for (const b of blocks) {
      all.set(kept.subarray(at, at + BLOCK), b * BLOCK);
      at += BLOCK;
    }
    k.once("kernel_wake", []);
    return k;
  }

  // ---- what it asks ---------------------------------------------------------

  private draw(n: number): Uint8Array {
    const had = this.random[this.drawn];
    if (had?.length === n) {
      this.drawn++;
      return had;
    }
    const bytes = new Uint8Array(n);
    for (let at = 0; at < n; at += 65536)
      crypto.getRandomValues(bytes.subarray(at, Math.min(n, at + 65536)));
    this.random[this.drawn++] = bytes;
    return bytes;
  }

  private verify(key: number, p: number, n: number, sig: number): number {
    const k = this.bytes(key, 32).slice(), s = this.bytes(sig, 64).slice();
    const text = this.bytes(p, n).slice();
    const name = hex(k) + hex(s) + text8.decode(text);
    const had = this.seen.get(name);
    if (had !== undefined) return had ? 1 : 0;
    this.waits.push(async () => {
      this.seen.set(name, await verified(k, text, s));
    });
    return 0;
  }

  // ---- calls ----------------------------------------------------------------

  // Memory may have grown and moved, so every view of it is made anew.
  private bytes(p: number, n: number): Uint8Array {
    return new Uint8Array(this.doors.memory.buffer, p, n);
  }

  told(): Uint8Array {
    const at = this.doors.kernel_told();
    const [p, n] = new Uint32Array(this.doors.memory.buffer, at, 2);
    return this.bytes(p, n).slice();
  }

  text(): string {
    return text8.decode(this.told());
  }

  has(name: string): boolean {
    return typeof this.doors[name] === "function";
  }

  // Texts and bytes as pointer and length, numbers as they are; [bytes]
  // without a length.
  private once(name: string, args: Given[]): number | bigint {
    const held: [number, number][] = [], flat: (number | bigint)[] = [];
    try {
      for (const a of args) {
        if (typeof a === "number" || typeof a === "bigint") {
          flat.push(a);
          continue;
        }
        const b = Array.isArray(a) ? a[0] :
          typeof a === "string" ? utf8.encode(a) : a;
        const p = this.doors.kernel_take(b.length);
        this.bytes(p, b.length).set(b);
        held.push([p, b.length]);
        flat.push(p);
        if (!Array.isArray(a)) flat.push(b.length);
      }
      return (this.doors[name] as Call)(...flat);
    } catch (e) {
      throw new Broken(name + ": " + String(e));
    } finally {
      for (const [p, n] of held) {
        this.bytes(p, n).fill(0);          // none of it in a memory that is kept
        this.doors.kernel_give(p);
      }
    }
  }

  async call(name: string, ...args: Given[]): Promise<number | bigint> {
    this.now = BigInt(Math.floor(Date.now() / 1000));
    this.random = [];
    for (let attempt = 0; ; attempt++) {
      this.drawn = 0;
      this.waits = [];
      const got = this.once(name, args);
      if (!this.waits.length || attempt === 8) {
        this.seen.clear();
        return got;
      }
      await Promise.all(this.waits.map((w) => w()));
    }
  }

  // Lines of a log, kept together or not at all. What was signed here needs
  // no second look, but the kernel takes one.
  async lines(all: string[]): Promise<number> {
    let refused = 0;
    this.now = BigInt(Math.floor(Date.now() / 1000));
    this.random = [];
    for (let attempt = 0; ; attempt++) {
      this.drawn = refused = 0;
      this.waits = [];
      this.once("kernel_begin", []);
      for (const line of all)
        if (this.once("kernel_line", [line]) === 2) refused++;
      if (this.waits.length && attempt < 8) {
        this.once("kernel_rollback", []);
        await Promise.all(this.waits.map((w) => w()));
        continue;
      }
      if (!this.once("kernel_commit", [])) throw new Broken(this.text());
      this.seen.clear();
      return refused;
    }
  }

  async page(q: Asked): Promise<Answer | null> {
    const head = utf8.encode(JSON.stringify({ headers: q.headers,
      login: q.login, method: q.method, target: q.target,
      ...(q.unsent ? { unsent: [q.unsent.n, q.unsent.oldest] } : {}) }) + "\n");
    const all = new Uint8Array(head.length + q.body.length);
    all.set(head);
    all.set(q.body, head.length);
    if (!await this.call("kernel_page", all)) return null;
    const told = this.told(), cut = told.indexOf(10);
    const said = JSON.parse(text8.decode(told.subarray(0, cut))) as Answer;
    return { ...said, body: told.subarray(cut + 1) };
  }
}

export type Given = number | bigint | string | Uint8Array | [Uint8Array];
