// _home - stands before a real site and speaks for it with a phone.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import http from 'node:http';

const sha = (b) => crypto.createHash('sha256').update(b).digest();
const home = crypto.generateKeyPairSync('ed25519');
const half = Buffer.from(home.publicKey.export({ format: 'jwk' }).x, 'base64url');
export const homeKey = half.toString('hex');
const deviceOf = (hex) => sha('device/' + hex).subarray(0, 16).toString('hex');
const me = deviceOf(homeKey);

function piece(kind, n, to, turn, payload) {
  const body = Buffer.from(payload);
  const p = { bytes: body.length, form: 0, from: me, hash: sha(body).toString('hex'),
    kind, n, piece: 1, sig: '', size: body.length, to, turn };
  const text = ['saath piece 1', kind, me, to, turn, n, 0, body.length, body.length,
    p.hash, ''].join('\n');
  p.sig = crypto.sign(null, Buffer.from(text), home.privateKey).toString('hex');
  return Buffer.concat([Buffer.from(JSON.stringify(p) + '\n'), body]);
}

// db: the site's file; base: where it is served.
export async function homeStart(db, base, port) {
  const saath = process.env.SAATH ?? 'saath';
  const verb = (args, input = '') => spawnSync(saath, ['-d', db, ...args],
    { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const state = { down: false, kept: {}, sends: 0, cut: 0 };
  const keys = {};
  async function app(path, text) {
    const [line, , ...rest] = text.split('\n');
    const q = JSON.parse(line);
    if (path === '/app/enrol') {
      const r = verb(['device', 'accept', q.key, '--name', q.name, '--holder', 'khadija']);
      const device = deviceOf(q.key);
      keys[device] = q.key;
      if (r.status && !/known|already/.test(r.stderr)) console.log('# ' + r.stderr);
      return { device, number: '1', state: 'accepted',
        site: { device: me, key: homeKey, name: 'Sukkur' } };
    }
    if (path === '/app/person') {
      if (q.password !== 'a long password') return 401;
      return { lang: 'en', login: q.login, name: 'Khadija Soomro',
        token: 'ff'.repeat(16), mend: sha('mend' + q.device).toString('hex').repeat(2) };
    }
    if (path === '/app/send') {
      state.sends++;
      const lines = rest.join('\n');
      const r = verb(['load', '-'], lines);
      if (r.status) console.log('# load ' + r.stderr.slice(0, 300) + lines.slice(0, 300));
      const seqs = lines.split('\n').filter((l) => l).map((l) => JSON.parse(l))
        .filter((l) => l.stamp).map((l) => l.seq);
      state.kept[q.device] = Math.max(state.kept[q.device] ?? 0, ...seqs);
      if (state.cut-- > 0) return 'cut';
      return { kept: 1, known: 0, refused: [], seq: state.kept[q.device],
        head: '', at: 1, stamp: sha('receipt').toString('hex') };
    }
    if (path === '/app/pack') {
      const all = verb(['log', '--sealed']).stdout.split('\n').filter((l) => l);
      const roots = JSON.parse(verb(['device', 'list', '--format', 'json']).stdout);
      const key = roots.sheets[0].rows.find((r) => r.holder === 'admin').key;
      const entries = all.filter((l) => !/"stamp":"[0-9a-f]{128}"/.test(l.slice(-160)));
      const others = entries.filter((l) => l.startsWith('{"at"'))
        .filter((l) => ![q.device, 'bccdc4dc243d9d91ec0e3ec287c594fb']
          .includes(JSON.parse(l).device));
      const sum = Buffer.alloc(8);
      for (const l of others)
        sha(l).subarray(8, 16).forEach((b, i) => { sum[i] ^= b; });
      const turn = crypto.randomBytes(16).toString('hex');
      const out = [];
      const mark = `{"mark":${all.length},"scope":"s"}`;
      let n = 0;
      out.push(piece('lines', ++n, q.device, turn,
        [`{"holder":"admin","root":"${key}"}`, ...entries, mark, ''].join('\n')));
      out.push(piece('end', ++n, q.device, turn, JSON.stringify({ count: others.length,
        fresh: false, more: false, sum: sum.toString('hex') })));
      return Buffer.concat(out);
    }
    return 404;
  }
  const server = http.createServer((q, r) => {
    const parts = [];
    q.on('data', (d) => parts.push(d));
    q.on('end', async () => {
      const body = Buffer.concat(parts);
      if (q.method === 'POST' && q.url.startsWith('/app/')) {
        const got = await app(q.url, body.toString());
        if (got === 'cut') return q.socket.destroy();
        if (typeof got === 'number') {
          r.writeHead(got, { 'Content-Type': 'application/json' });
          return r.end('{"error":"app.bad","text":"no"}');
        }
        r.writeHead(200, { 'Content-Type': 'application/octet-stream' });
        return r.end(Buffer.isBuffer(got) ? got : JSON.stringify(got));
      }
      const to = http.request(base + q.url, { method: q.method, headers: q.headers },
        (a) => {
          if (q.url === '/app/saath.wasm' && state.tag) a.headers.etag = state.tag;
          r.writeHead(a.statusCode, a.headers);
          a.pipe(r);
        });
      to.on('error', () => q.socket.destroy());
      to.end(body);
    });
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return { state, stop: () => { server.closeAllConnections(); return new Promise((d) => server.close(d)); } };
}
