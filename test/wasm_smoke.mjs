// wasm_smoke - the kernel as a browser runs it, beside the native one: the same
// verdicts, the same digest, the same lines; and a page drawn by it.
//
// SAATH_WASM is the module, SAATH_WASM_SITE the program of test/wasm_site.c.
// No packages; runs on node 18 and later.
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const noon = 1420113600n;               // 1 January 2015 UTC, as in log_site.h
const kept = 0, known = 1, refused = 2;

// ---- a host ----------------------------------------------------------------

// An Ed25519 key by its 32 secret bytes, as node and WebCrypto take it.
function keyOf(number) {
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([head, Buffer.alloc(32, number)]);
  const secret = crypto.createPrivateKey({ key: der, format: 'der',
    type: 'pkcs8' });
  const jwk = crypto.createPublicKey(secret).export({ format: 'jwk' });
  return { der, secret, half: Buffer.from(jwk.x, 'base64url') };
}

function publicKey(half) {
  const jwk = { kty: 'OKP', crv: 'Ed25519',
    x: Buffer.from(half).toString('base64url') };
  return crypto.createPublicKey({ key: jwk, format: 'jwk' });
}

// One instance of the module, and the four functions it asks of its host.
class Kernel {
  constructor(module, sign, memory) {
    this.now = noon;
    const saath = {
      now: () => this.now,
      random: (p, n) => void crypto.randomFillSync(this.bytes(p, n)),
      sign: (p, n, to) => {
        const sig = sign?.(Buffer.from(this.bytes(p, n)));
        if (sig) this.bytes(to, 64).set(sig);
        return sig ? 1 : 0;
      },
      verify: (key, p, n, sig) => crypto.verify(null, this.bytes(p, n),
        publicKey(this.bytes(key, 32)), this.bytes(sig, 64)) ? 1 : 0,
    };
    this.wasm = new WebAssembly.Instance(module, { saath }).exports;
    if (memory) this.woken(memory);
    else this.wasm._initialize();
  }

  woken(memory) {
    const here = this.wasm.memory;
    here.grow((memory.length - here.buffer.byteLength) / 65536);
    this.bytes(0, memory.length).set(memory);
    this.wasm.kernel_wake();
  }

  // Memory may have grown and moved, so every view of it is made anew.
  bytes(p, n) {
    return new Uint8Array(this.wasm.memory.buffer, p, n);
  }

  told() {
    const at = this.wasm.kernel_told();
    const [p, n] = new Uint32Array(this.wasm.memory.buffer, at, 2);
    return Buffer.from(this.bytes(p, n)).toString();
  }

  // Calls with texts or bytes, each as pointer and length; null as 0.
  with(call, ...texts) {
    const held = [], args = [];
    for (const text of texts) {
      const data = Buffer.from(text);
      const p = this.wasm.kernel_take(data.length);
      this.bytes(p, data.length).set(data);
      held.push(p);
      args.push(p, data.length);
    }
    const got = call(...args);
    held.forEach((p) => this.wasm.kernel_give(p));
    return got;
  }

  open(half, name, holder) {
    const w = this.wasm;
    if (!half) return w.kernel_open(0, 0, 0, 0, 0);
    return this.with((key, n, ...rest) => w.kernel_open(key, ...rest), half,
      name, holder);
  }

  line(text) {
    return this.with(this.wasm.kernel_line, text);
  }

  // Lines of a log in batches; a kernel that knows nobody trusts the first.
  load(lines, size = 100) {
    const w = this.wasm, fresh = w.kernel_is_new();
    let bad = 0;
    for (let i = 0; i < lines.length; i += size) {
      w.kernel_begin();
      for (const one of lines.slice(i, i + size)) {
        if (this.line(one) === refused) bad++;
      }
      if (!w.kernel_commit()) throw new Error(this.told());
    }
    if (fresh) {
      w.kernel_begin();
      w.kernel_adopt();
      if (!w.kernel_commit()) throw new Error(this.told());
    }
    return bad;
  }

  judge(question) {
    this.with(this.wasm.kernel_judge, question);
    return this.told();
  }

  draft(question) {
    this.wasm.kernel_begin();
    this.with(this.wasm.kernel_draft, question);
    const outcome = this.told();
    if (!this.wasm.kernel_commit()) throw new Error(this.told());
    return outcome;
  }

  digest() {
    return this.wasm.kernel_digest() ? this.told() : `fault: ${this.told()}`;
  }

  export(since) {
    return this.wasm.kernel_export(since) ? this.told() : '';
  }

  page(target, { login = 'nadia', method = 'GET', headers = {}, body = '' }
    = {}) {
    const head = JSON.stringify({ headers, login, method, target });
    if (!this.with(this.wasm.kernel_page, `${head}\n${body}`)) return null;
    const text = this.told(), cut = text.indexOf('\n');
    return { ...JSON.parse(text.slice(0, cut)), body: text.slice(cut + 1) };
  }
}

// ---- the harness -----------------------------------------------------------

const tests = [];
const test = (name, run) => tests.push({ name, run });
let failed = false;

function say(text) {
  console.log(String(text).replace(/^/gm, '# '));
}

function same(got, want, what = '') {
  if (got === want) return true;
  const a = String(got).split('\n'), b = String(want).split('\n');
  const at = a.findIndex((line, i) => line !== b[i]);
  const i = at < 0 ? a.length : at;
  say(`${what} differs in line ${i + 1}:\ngot  ${a[i]}\nwant ${b[i]}`);
  failed = true;
  return false;
}

function native(...args) {
  return execFileSync(process.env.SAATH_WASM_SITE, args, { encoding: 'utf8',
    maxBuffer: 1 << 28 });
}

const lines = (text) => text.split('\n').filter((line) => line);
const read = (name) => fs.readFileSync(name, 'utf8');

function alias(id, name, login, place) {
  return JSON.stringify({ drafts: [{ body: { name, place }, id, kind: 'alias',
    strict: true, took: '' }], login });
}

// ---- what is tested --------------------------------------------------------

const file = fs.readFileSync(process.env.SAATH_WASM);
const module = new WebAssembly.Module(file);
const phone = keyOf(7);
const signed = (key) => (text) => crypto.sign(null, text, key.secret);
const empty = new Kernel(module);       // reads only
const site = new Kernel(module, signed(phone));

test('it asks its host for four functions and for nothing else', () => {
  const asks = WebAssembly.Module.imports(module)
    .map((i) => `${i.kind} ${i.module}.${i.name}`).sort().join('\n');
  same(asks, ['now', 'random', 'sign', 'verify']
    .map((name) => `function saath.${name}`).join('\n'), 'imports');
});

// With the stack below all data, data begins where the stack does.
test('its stack is a megabyte', () => {
  same(empty.wasm.kernel_told() >= 1 << 20, true, 'the first byte of data');
});

test('it opens', () => {
  const start = process.hrtime.bigint();
  same(empty.open(), 1, empty.told());
  const ms = Number((process.hrtime.bigint() - start) / 1000n) / 1000;
  const zip = zlib.gzipSync(file, { level: 9 }).length;
  const tight = zlib.brotliCompressSync(file, { params: {
    [zlib.constants.BROTLI_PARAM_QUALITY]: 9,
    [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: file.length } }).length;
  const memory = empty.wasm.memory.buffer.byteLength;
  say(`${file.length} bytes, ${zip} gzipped, ${tight} by brotli; opened in ${ms.toFixed()} ms, `
    + `${(memory / 1048576).toFixed(1)} MB of memory`);
  same(site.open(phone.half, 'A phone', ''), 1, site.told());
  same(site.digest(), empty.digest(), 'digest of two new sites');
  // What a phone loads once; at its best brotli is another tenth smaller.
  same(tight < 1_090_000, true, `${tight} bytes on the line`);
});

test('a native log gives the native digest', () => {
  native('write', phone.half.toString('hex'));
  same(empty.load(lines(read('log'))), 0, 'refused lines');
  same(empty.digest(), read('digest'), 'digest');
  same(site.load(lines(read('log')).reverse(), 3), 0, 'refused lines');
  same(site.digest(), read('digest'), 'digest of the reversed log');
  same(site.wasm.kernel_verify(), 0n, site.told());
});

test('it knows a line that it has, and refuses one that is none', () => {
  const w = empty.wasm;
  w.kernel_begin();
  same(empty.line(lines(read('log'))[0]), known, 'a known line');
  same(empty.line('{"kind":"alias"}'), refused, 'no entry');
  same(JSON.parse(empty.told()).outcomes[0].findings[0].what,
    'entry.not_an_entry', 'the finding');
  w.kernel_rollback();
  same(empty.digest(), read('digest'), 'digest');
});

test('words of other languages are those of this build, or are not taken', () => {
  const w = empty.wasm, words = ['ur', 'sd'].map((l) => fs.readFileSync(
    `${path.dirname(process.env.SAATH_WASM)}/words.${l}`));
  const before = empty.page('/list/indicator?lang=ur').body;
  for (const bad of ['', 'ur', words[0].subarray(0, -1),
    Buffer.concat([words[0], Buffer.from('\0')]),
    Buffer.from(words[0].toString().replace('ur ', 'fr ')),
    Buffer.from(words[0].toString().replace(/^ur ./, 'ur x'))]) {
    same(empty.with(w.kernel_words, bad), 0, bad.toString().slice(0, 20));
  }
  same(empty.page('/list/indicator?lang=ur').body, before, 'English words');
  for (const text of words) {
    same(empty.with(w.kernel_words, text), 1, 'words');
    const tight = zlib.brotliCompressSync(text).length;
    say(`${text.subarray(0, 2)}: ${text.length} bytes, ${tight} by brotli`);
  }
});

test('pages are drawn byte for byte as natively', () => {
  const all = fs.readdirSync('.').filter((name) => name.startsWith('page.'));
  same(all.length, 7, 'pages');
  for (const name of all) {
    const text = read(name), cut = text.indexOf('\n');
    const target = text.slice(0, cut), start = performance.now();
    const page = empty.page(target);
    say(`${target} ${(performance.now() - start).toFixed(1)} ms`);
    same(page?.status, 200, target);
    same(page?.body, text.slice(cut + 1), target);
  }
});

const to = (page) => page.headers.find(([name]) => name === 'Location')?.[1];

test('what needs the office says so, to whom may see it', () => {
  for (const target of ['/outreach', '/report/coverage', '/guide.pdf']) {
    const page = empty.page(target);
    same(page.status, 503, target);
    same(page.headers.find(([name]) => name === 'Saath-Where')?.[1], 'office',
      target);
  }
  same(empty.page('/consents').status, 403, 'without the right');
  same(empty.page('/outreach', { method: 'POST' }).status, 405);
});

test('the gate is the same', () => {
  same(empty.page('/nowhere').status, 404);
  same(empty.page('/', { method: 'POST' }).status, 405);
  same(to(empty.page('/list', { login: '' })), '/login?then=%2flist');
  same(empty.page('/list', { login: 'nobody' }).status, 403);
  same(empty.page('/new/alias', { method: 'POST', body: 'name=a',
    headers: { 'content-type': 'application/x-www-form-urlencoded' } }).status,
  403, 'without its secret');
  for (const bad of ['', 'list', '/../etc', '/a%00b', '/a\nb']) {
    same(empty.page(bad), null, JSON.stringify(bad));
  }
});

const drafts = [];
let before;

test('drafts get the native verdicts', () => {
  const all = lines(read('drafts'));
  for (let i = 0; i < all.length; i += 3) drafts.push(all.slice(i, i + 3));
  say(`${drafts.length} drafts`);
  same(drafts.length >= 20, true, 'a table worth the name');
  before = site.wasm.kernel_arrivals();
  for (const [question, outcome, judged] of drafts) {
    same(site.judge(question), judged, `${question}\njudged`);
    same(site.draft(question), outcome, `${question}\noutcome`);
  }
  const want = drafts.filter((d) => d[1].includes('"kept":"kept"')).length;
  same(site.wasm.kernel_arrivals() - before, BigInt(want),
    'entries; the site had accepted the device already');
});

test('its own entries give the same digest natively', () => {
  fs.writeFileSync('own', site.export(before));
  same(native('load', 'log', 'own'), site.digest(), 'digest');
  same(site.wasm.kernel_verify(), 0n, site.told());
  const digest = site.digest();
  same(site.wasm.kernel_rebuild(), 1, site.told());
  same(site.digest(), digest, 'digest after a rebuild');
});

test('a form that is sent keeps a fact, or says why not', () => {
  const { place } = JSON.parse(drafts[0][0]).drafts[0].body;
  const cookie = `saath=${'5a'.repeat(32)}`;
  const form = site.page('/new/alias', { headers: { cookie } });
  const field = (name) => form.body.match(`name="${name}" value="([^"]*)"`)[1];
  const send = (name) => site.page('/new/alias', { method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ _csrf: field('_csrf'), _id: field('_id'),
      name, place }).toString() });
  const start = site.wasm.kernel_arrivals();
  same(send('').status, 422, 'without a name');
  same(site.wasm.kernel_arrivals(), start, 'arrivals');
  const kept = send('Mithrio');
  same(kept.status, 303, 'with a name');
  same(site.wasm.kernel_arrivals(), start + 1n, 'arrivals');
  same(site.page(to(kept)).body.includes('Mithrio'), true, to(kept));
  same(to(send('Mithrio')), to(kept), 'sent twice');
  same(site.wasm.kernel_arrivals(), start + 1n, 'arrivals');
});

test('it says what may be given again', () => {
  same(site.page('/list/alias').stands, true, 'a list');
  same(site.page('/new/alias').stands, undefined, 'a form makes another thing');
  same(site.page('/nowhere').stands, undefined, 'what is not there may come');
  same(site.page('/list', { login: 'nobody' }).stands, undefined, 'a refusal');
});

test('a batch rolled back leaves nothing', () => {
  const digest = site.digest(), arrivals = site.wasm.kernel_arrivals();
  const id = 'ab'.repeat(16), place = JSON.parse(drafts[0][0]).drafts[0].body
    .place;
  site.wasm.kernel_begin();
  site.with(site.wasm.kernel_draft, alias(id, 'Gone', 'nadia', place));
  same(JSON.parse(site.told()).outcomes[0].kept, 'kept', site.told());
  site.wasm.kernel_rollback();
  same(site.digest(), digest, 'digest');
  same(site.wasm.kernel_arrivals(), arrivals, 'arrivals');
});

test('what cannot be asked is not answered', () => {
  const w = site.wasm;
  w.kernel_begin();
  for (const bad of ['', '{', '[]', '{"drafts":[]}', '{"drafts":7,"login":"a"}',
    '\xff\xfe', '['.repeat(100000)]) {
    same(site.with(w.kernel_draft, bad), 0, bad.slice(0, 20));
    same(site.told(), '', 'told');
  }
  w.kernel_rollback();
});

// A browser's key signs only asynchronously and cannot be taken out.
test('a key of WebCrypto signs what the batch will ask for', async () => {
  const { subtle } = crypto.webcrypto;
  const key = keyOf(9);
  const secret = await subtle.importKey('pkcs8', key.der, 'Ed25519', false,
    ['sign']);
  const ready = new Map();
  const own = new Kernel(module, (text) => ready.get(text.toString()));
  same(own.open(key.half, 'A browser', 'admin'), 1, own.told());
  const w = own.wasm, start = w.kernel_arrivals();
  const { place } = JSON.parse(drafts[0][0]).drafts[0].body;
  same(own.load(lines(read('log'))), 0, 'refused lines');
  w.kernel_begin();
  own.with(w.kernel_draft, alias('cd'.repeat(16), 'Mithri', 'admin', place));
  same(JSON.parse(own.told()).outcomes[0].kept, 'kept', own.told());
  w.kernel_stamp();
  const text = own.told();
  ready.set(text, new Uint8Array(await subtle.sign('Ed25519', secret,
    Buffer.from(text))));
  same(w.kernel_commit(), 1, own.told());
  same(w.kernel_verify(), 0n, own.told());
  fs.writeFileSync('whole', own.export(start));
  same(native('load', 'whole'), own.digest(), 'digest');
});

// ---- a phone ---------------------------------------------------------------

// All pieces of an answer; what was told of the last.
function hear(kernel, bytes) {
  let last = '';
  while (bytes.length) {
    const used = kernel.with(kernel.wasm.kernel_piece, bytes);
    last = kernel.told();
    if (used <= 0) return { used, last };
    bytes = bytes.subarray(used);
  }
  return { used: 1, last };
}

const table = (digest, name) => lines(digest)
  .find((line) => line.startsWith(`${name} `));
const hold = new Kernel(module, signed(phone));
const head = (kernel) => {
  kernel.wasm.kernel_own(0n);
  return JSON.parse(kernel.told());
};

test('a phone takes its pack by the word of its home', () => {
  native('pack', phone.half.toString('hex'));
  const home = Buffer.from(read('home'), 'hex');
  const pack = fs.readFileSync('pack');
  same(hold.open(phone.half, 'A phone', ''), 1, hold.told());
  same(hear(hold, pack).last, 'exchange.no_home', 'before it has a home');
  same(hold.with((p) => hold.wasm.kernel_home(p), home), 1, hold.told());
  same(hear(hold, pack.subarray(0, 700)).used, -1, 'a piece that is cut');
  const bad = Buffer.from(pack);
  bad[900] ^= 1;
  same(hear(hold, bad).last, 'exchange.changed', 'a byte that is another');
  hold.wasm.kernel_have();
  same(JSON.parse(hold.told()).count, 0, 'nothing of these');
  for (let twice = 0; twice < 2; twice++) {
    same(hear(hold, pack).last,
      '{"end":true,"fresh":false,"more":false,"same":true}', 'the end');
  }
  hold.wasm.kernel_want();
  same(hold.told(), '[]', 'what is waited for');
  for (const name of ['posting', 'figure', 'area']) {
    same(table(hold.digest(), name), table(read('digest'), name), name);
  }
  const digest = hold.digest();
  same(hold.wasm.kernel_rebuild(), 1, hold.told());
  same(hold.digest(), digest, 'digest after a rebuild');
  same(hold.wasm.kernel_verify(), 0n, hold.told());
});

test('it keeps facts, is stored as bytes, and goes on with them', () => {
  const { place } = JSON.parse(drafts[0][0]).drafts[0].body;
  const chained = Buffer.alloc(32, 5);
  hold.with((p) => hold.wasm.kernel_chain(4n, p), chained);
  same(head(hold).seq, 4, 'where another person left the chain');
  hold.draft(alias('e1'.repeat(16), 'Mithri Wari', 'nadia', place));
  same(head(hold).seq, 5, 'its own');
  same(hold.wasm.kernel_snapshot(), 1, 'a snapshot');
  const at = hold.wasm.kernel_told();
  const [p, n] = new Uint32Array(hold.wasm.memory.buffer, at, 2);
  const image = Buffer.from(hold.bytes(p, n));
  const again = new Kernel(module, signed(phone));
  const restore = (bytes) => again.with((...args) =>
    again.wasm.kernel_restore(args[0], ...args.slice(2)), phone.half,
  'A phone', '', bytes);
  same(restore(Buffer.from('no database')), 0, 'what is no image');
  same(restore(image), 1, again.told());
  say(`snapshot of ${image.length} bytes`);
  same(again.digest(), hold.digest(), 'digest');
  same(head(again).seq, 5, 'the chain');
  again.draft(alias('e2'.repeat(16), 'Mithri Nai', 'nadia', place));
  same(again.wasm.kernel_unsent(5n), 1, again.told());
  const sent = lines(again.told());
  same(sent.length, 2, 'an entry and its stamp');
  same(JSON.parse(sent[0]).seq, 6, 'the seq');
  same(again.wasm.kernel_verify(), 0n, again.told());
  same(again.page('/list/alias?format=json&q=Mithri+Nai').body
    .includes('Mithri Nai'), true, 'a page of it');
  again.wasm.kernel_begin();
  same(again.line(read('log').split('\n').find((l) => l.includes('"kind":"filing"'))
    .replace('hh', 'hx')), refused, 'a line of others');
  again.wasm.kernel_rollback();
});

test('its memory in another instance is the same kernel', () => {
  const { place } = JSON.parse(drafts[0][0]).drafts[0].body;
  const form = (k) => k.page('/new/alias').body.match(/name="_id" value="(\w+)"/)[1];
  form(hold);                              // its statements are prepared there
  const memory = Buffer.from(hold.bytes(0, hold.wasm.memory.buffer.byteLength));
  const woken = new Kernel(module, signed(phone), memory);
  same(woken.told(), '', 'what was told before');
  same(woken.digest(), hold.digest(), 'digest');
  same(form(woken) === form(hold), false, 'ids of forms');
  const before = head(woken).seq;
  woken.draft(alias('e3'.repeat(16), 'Mithri Puri', 'nadia', place));
  same(head(woken).seq, before + 1, 'the chain goes on');
  same(woken.page('/list/alias?format=json&q=Mithri+Puri').body
    .includes('Mithri Puri'), true, 'a page of it');
  same(woken.wasm.kernel_verify(), 0n, woken.told());
  same(head(hold).seq, before, 'the first has nothing of it');
});

// ----------------------------------------------------------------------------

console.log(`TAP version 13\n1..${tests.length}`);
let bad = false, number = 0;
for (const { name, run } of tests) {
  failed = false;
  try {
    await run();
  } catch (e) {
    say(e.stack);
    failed = true;
  }
  bad ||= failed;
  console.log(`${failed ? 'not ok' : 'ok'} ${++number} - ${name}`);
}
process.exitCode = bad ? 1 : 0;
