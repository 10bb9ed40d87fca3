// paint - when the sample's main pages stand before a reader's eyes in Chromium, on
// a machine four times as slow, and what they weigh on the line.
//
// Each page is opened as a phone opens it: once with nothing of it in the browser
// (its script counts then), then again and again. Chromium's own largest contentful
// paint is taken (it counts from the click, the site's answer in it), with DevTools'
// CPU slow-down, which is the page's thread alone. The bytes are those of the line:
// heads and packed bodies.
//
// The peer: the same bytes of each page and of all it names, with the same heads,
// out of the memory of a process that does nothing else.
import { browserStart, must, pageOpen, signIn, siteStart,
} from '../test/e2e/_site.mjs';
import { phone } from '../test/e2e/_own.mjs';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import path from 'node:path';

const SLOW = 4;
const ROUNDS = Math.max(3,
  Math.ceil(9 * Number(process.env.SAATH_BENCH_SCALE ?? 1)));
const LCP_MS = 1000, SECOND = 60e3, CHARTS = 250e3, ELSEWHERE = 30e3;
const main = ['/', '/work', '/list/body', '/list/person', '/list/meeting',
  '/loans', '/savings', '/books', '/poverty', '/schemes', '/elections', '/trend',
  '/outreach', '/progress', '/report/coverage', '/reports', '/complaints',
  '/radar', '/new/household'];
const pages = process.argv.length > 2 ? process.argv.slice(2) : main;

const folder = path.join(process.env.SAATH_BENCH_DIR ?? '.', 'paint');
mkdirSync(folder, { recursive: true });
process.chdir(folder);
if (!process.env.SAATH_BENCH_KEEP)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const row = (figure, ours, peer, ratio, target, met) => console.log(
  `| ${[figure, ours, peer, ratio, target,
    target && (met ? 'yes' : '**no**')].join(' | ')} |`);
const part = (all, p) => all.toSorted((a, b) => a - b)[
  Math.floor((all.length - 1) * p)];
const kb = (bytes) => (bytes / 1000).toFixed(1) + ' KB';

// ---- the same bytes out of memory -------------------------------------------

// Asks once on behalf of the browser and gives that answer from then on. What must
// not be kept is kept here all the same: it is a peer, not a proxy.
async function mirror(site) {
  const kept = new Map();
  const ask = (q) => new Promise((done, fail) => {
    const from = request(site.base + q.url, { headers: q.headers }, (r) => {
      const all = [];
      r.on('data', (d) => all.push(d));
      r.on('end', () => done({ status: r.statusCode, head: r.headers,
        body: Buffer.concat(all) }));
    });
    from.on('error', fail);
    from.end();
  });
  const server = createServer(async (q, a) => {
    const key = `${q.url} ${q.headers['if-none-match'] ?? ''}`;
    if (!kept.has(key)) kept.set(key, await ask(q));
    const r = kept.get(key);
    a.writeHead(r.status, r.head);
    a.end(r.body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { base: `http://127.0.0.1:${server.address().port}`,
    stop: () => { server.closeAllConnections(); server.close(); } };
}

// ---- one page ---------------------------------------------------------------

// Its largest contentful paint, in ms; the bytes it took, those of scripts too.
async function open(page, cdp, target) {
  const took = { all: 0, script: 0 }, script = new Set();
  const began = (e) => { if (e.type === 'Script') script.add(e.requestId); };
  const ended = (e) => {
    took.all += e.encodedDataLength;
    if (script.has(e.requestId)) took.script += e.encodedDataLength;
  };
  cdp.on('Network.requestWillBeSent', began);
  cdp.on('Network.loadingFinished', ended);
  const answer = await page.goto(target, { waitUntil: 'networkidle' });
  must(answer.ok() || answer.status() === 304, `${target}: ${answer.status()}`);
  took.lcp = await page.evaluate(() => new Promise((done) => {
    let last = 0;
    new PerformanceObserver((list) => {
      for (const e of list.getEntries()) last = Math.max(last, e.startTime);
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    setTimeout(() => done(last), 100);
  }));
  took.chart = await page.locator('[data-chart]').count() > 0;
  cdp.off('Network.requestWillBeSent', began);
  cdp.off('Network.loadingFinished', ended);
  return took;
}

// Every page: cold, then some times with what the browser has.
async function walk(browser, site, base) {
  const out = new Map();
  for (const at of pages) {
    const page = await pageOpen(browser, phone);
    page.setDefaultTimeout(120e3);
    await signIn(page, site, 'admin');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.clearBrowserCache');
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW });
    const first = await open(page, cdp, base + at);
    const again = [];
    for (let i = 0; i < ROUNDS; i++) {
      await page.goto(base + '/keys');   // as from any page of the site
      again.push(await open(page, cdp, base + at));
    }
    out.set(at, { first, again });
    await page.context().close();
  }
  return out;
}

// ---- the figures ------------------------------------------------------------

const browser = await browserStart();
const site = await siteStart();
const password = 'a-long-enough-word';
// Whoever may see everything: each page is as large as it gets.
must(spawnSync(process.env.SAATH ?? 'saath', ['-d', 'e2e.db', 'user', 'passwd',
  'admin'], { input: `${password}\n${password}\n` }).status === 0, 'no login');
site.login = () => password;
const still = await mirror(site);
let ours, peer;
try {
  ours = await walk(browser, site, site.base);
  peer = await walk(browser, site, still.base);
} finally {
  await browser.close();
  still.stop();
  await site.stop();
}

for (const [at, { first, again }] of ours)
  console.log(`    ${at}: cold ${first.lcp.toFixed(0)} ms, ${kb(first.all)}, ` +
    `script ${kb(first.script)}${first.chart ? ' (chart)' : ''}; again ` +
    `${part(again.map((x) => x.lcp), 0.5).toFixed(0)} ms, ` +
    kb(Math.max(...again.map((x) => x.all))));
const lcps = (all) => [...all.values()].flatMap((x) => x.again.map((y) => y.lcp));
const cold = (all) => [...all.values()].map((x) => x.first.lcp);
const said = (all) => `p50 ${part(all, 0.5).toFixed(0)} ms, p99 ` +
  part(all, 0.99).toFixed(0);
const paint = (figure, of) => row(figure, said(of(ours)),
  said(of(peer)) + ' (the same bytes out of memory)',
  (part(of(ours), 0.5) / part(of(peer), 0.5)).toFixed(2), 'p99 under 1 s',
  part(of(ours), 0.99) < LCP_MS);
paint(`Largest contentful paint of ${pages.length} main pages at ${SLOW}x, ` +
  'second visit', lcps);
paint('... the first, with nothing in the browser', cold);
const worst = (f) => [...ours].reduce((a, b) => f(b[1]) > f(a[1]) ? b : a);
const weigh = (figure, f, most) => {
  const [at, x] = worst(f);
  row(figure, `${kb(f(x))} (${at})`, '', '', `under ${most / 1000} KB`,
    f(x) < most);
};
weigh('... its bytes on the line, second visit',
  (x) => Math.max(...x.again.map((y) => y.all)), SECOND);
weigh('... script of a page with a chart, packed',
  (x) => x.first.chart ? x.first.script : 0, CHARTS);
weigh('... script of any other',
  (x) => x.first.chart ? 0 : x.first.script, ELSEWHERE);
