// field - the field app in a real browser: a phone is enrolled, works without
// signal, is shut and opened, and brings everything home, once.
import { must, run, test } from './_site.mjs';
import { desk, left, ownSite, phone } from './_own.mjs';
import { enrol, passwordSay as sayPassword, pinChoose as choosePin, pinSay,
  sent as allSent } from './_phone.mjs';
import { wireStart } from './_wire.mjs';
import { chromium } from 'playwright-core';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync,
  writeFileSync } from 'node:fs';
import path from 'node:path';

const shots = process.env.SAATH_SHOTS;
const today = new Date().toISOString().slice(0, 10);
const site = await ownSite('field', today, { khadija: 'organiser',
  rabia: 'organiser', nadia: 'administrator' });
const names = ['Sakina Khaskheli', 'Zohra Mirbahar', 'Hajra Lashari',
  'Amina Solangi'];
const id = { homes: [] };

function villageMake() {
  id.body = site.add('body', { nature: 'co', sex: 'women', name: 'CO Roshni',
    code: 'CO-R', rsp: 'SRSO', place: 'pk723', formed: '2020-01-05',
    saving: 100 });
  names.forEach((name, i) => {
    const household = site.add('household', { number: 'H-' + i,
      place: 'pk723' });
    const person = site.add('person', { household, sex: 'women', name });
    site.add('member', { body: id.body, person, number: i + 1,
      joined: '2020-01-05' });
    id.homes.push(household);
  });
}

// ---- the phone ------------------------------------------------------------

const profile = path.resolve('profile');
let browser, page;
const errors = [];

async function phoneOn() {
  browser = await chromium.launchPersistentContext(profile, { ...phone,
    executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
  page = browser.pages()[0] ?? await browser.newPage();
  page.setDefaultTimeout(60e3);
  for (const what of ['console', 'pageerror'])
    page.on(what, (m) => {
      if (what === 'pageerror' || m.type() === 'error' || m.type() === 'warning')
        errors.push(m.message ?? m.text());
    });
}

async function look(name) {
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: `${shots}/field-${name}.png`,
      fullPage: true });
  }
  must(await page.evaluate(() => document.documentElement.scrollWidth <=
    document.documentElement.clientWidth), name + ' is wider than the screen');
}

const line = async () => (await page.textContent('#unsent span')).trim();

const signInPin = () => pinSay(page, home, '4729');
const passwordSay = () => sayPassword(page, 'khadija');
const pinChoose = (pin) => choosePin(page, pin);
const sent = () => allSent(page);

async function meet(day) {
  await page.goto(`${home}/body/${id.body}/meeting?held=${day}`);
  await page.waitForSelector('form.meeting');
  await page.focus('tr[data-key] input[type=radio]');
  await page.keyboard.press('Shift+P');
  const box = await page.textContent('[data-box-sheet]');
  await page.fill('[name=boxed]', box.trim());
  await page.click('form.meeting button.main');
  await page.waitForURL(/meeting\/[0-9a-f]{32}\?kept=1/);
}

const cdp = async (what, how = {}) => {
  const s = await browser.newCDPSession(page);
  if (what.startsWith('ServiceWorker')) await s.send('ServiceWorker.enable');
  await s.send(what, how);
  await s.detach();
};

async function score(household) {
  const codes = { q1: 'C', q2: 'C', q3: 'B', q4: 'B', q5: 'A', q6: 'B',
    q7: 'A', q8: 'A', q9: 'B', q10: 'A' };
  await page.goto(`${home}/answer/SPS-PAK-2009-002?household=${household}`);
  for (const [q, c] of Object.entries(codes))
    await page.check(`[name="answers.${q}"][value="${c}"]`, { force: true });
  await page.click('button.main');
  await page.waitForURL(/\/answered\/.*kept=1/);
}

const figures = () => site.verb(['report', 'poverty', '--format', 'csv']);
const count = (kind) => site.verb(['list', kind, '--format', 'csv'])
  .split('\n').length - 1;

// ---- what must hold ---------------------------------------------------------

let home, wire;
const t0 = Date.now();
const lap = (what) => process.env.SAATH_SHOTS &&
  console.log(`# ${((Date.now() - t0) / 1000).toFixed(1)} s ${what}`);

test('a phone is enrolled by a code, and opened by a PIN', async () => {
  const office = await site.as('nadia', desk);
  await phoneOn();
  await enrol(page, { home, look, name: "Khadija's phone", office, site });
  await left(office);
  await passwordSay();
  await pinChoose('4729');
  lap('at work');
  await look('work');
  must((await line()) === 'Everything is sent', await line());
});

test('without signal: five meetings, three households', async () => {
  await browser.setOffline(true);
  for (let i = 1; i <= 5; i++) await meet(`2026-0${i}-15`);
  lap('met');
  for (const h of id.homes.slice(0, 3)) await score(h);
  lap('scored');
  must(/^8 not sent/.test(await line()), await line());
  await look('offline');
});

test('a worker that was killed asks the page for the key', async () => {
  await cdp('ServiceWorker.stopAllWorkers');
  await page.goto(`${home}/body/${id.body}`);
  must((await page.textContent('main')).includes('CO Roshni'), page.url());
  must(/^8 not sent/.test(await line()), await line());
});

// What lies in the browser: the stored memories of kernels, counted or spoilt; the
// snapshot, put aside or back; pages to be given again, forgotten.
const stored = (what) => page.evaluate((what) => new Promise((done, fail) => {
  const q = indexedDB.open('saath-field');
  q.onsuccess = () => {
    const t = q.result.transaction(['small', 'snap'], 'readwrite');
    const small = t.objectStore('small'), snap = t.objectStore('snap');
    const all = IDBKeyRange.bound(['memory'], ['memory', []]);
    const again = IDBKeyRange.bound(['again'], ['again', []]);
    const keys = small.getAllKeys(all);
    let lies;
    if (what === 'aside') {
      snap.getAll().onsuccess = (e) => small.put(e.target.result[0], 'aside');
      snap.clear();
    } else if (what === 'back') {
      small.get('aside').onsuccess = (e) => snap.put(e.target.result);
      small.delete('aside');
    } else if (what === 'given') {
      small.getAll(again).onsuccess = (e) => { lies = String(e.target.result[0]?.iv); };
    } else if (what === 'forget') {
      small.delete(again);
    } else if (what === 'spoil') {
      small.openCursor(all).onsuccess = (e) => e.target.result?.update(
        { ...e.target.result.value, bytes: new ArrayBuffer(99) });
    }
    t.oncomplete = () => { q.result.close(); done(lies ?? keys.result.length); };
    t.onabort = () => { q.result.close(); fail(t.error); };
  };
}), what);

test('a worker that was killed comes back before she has touched anything', async () => {
  await page.waitForSelector('#unsent[data-state]');       // it asks no more
  const opened = () => page.evaluate(() => new Promise((done) => {
    const l = new MessageChannel();
    l.port1.onmessage = (e) => done(e.data !== null);
    navigator.serviceWorker.controller.postMessage({ what: 'key' }, [l.port2]);
  }));
  // What the page asked a moment ago may have opened it again.
  for (let i = 0; i === 0 || (i < 5 && await opened()); i++)
    await cdp('ServiceWorker.stopAllWorkers');
  must(!await opened(), 'nobody is at the desk of a new worker');
  await page.evaluate(() => document.dispatchEvent(
    new Event('visibilitychange')));       // the phone is taken up again
  for (let i = 0; !await opened(); i++) {
    must(i < 300, 'the page that is seen again has it opened');
    await page.waitForTimeout(100);
  }
});

test('a worker goes on from the memory of the one before, else from the snapshot', async () => {
  for (let i = 0; !await stored('count'); i++) {
    must(i < 300, 'a quiet moment has come');
    await page.waitForTimeout(100);
  }
  const reopened = async (how) => {
    await stored('forget');
    await cdp('ServiceWorker.stopAllWorkers');
    await page.goto(`${home}/body/${id.body}`);
    must((await page.textContent('main')).includes('CO Roshni'), how);
    must(/^8 not sent/.test(await line()), how + ': ' + await line());
  };
  await stored('aside');
  await reopened('without its snapshot');
  await stored('back');
  await stored('spoil');
  await reopened('with a memory that is spoilt');
  must(!await stored('count'), 'what is spoilt does not stay');
});

// Whether a page came out of what an earlier worker had drawn.
async function old(path) {
  const a = await page.goto(home + path);
  must(a.status() === 200, path + ': ' + a.status());
  return 'age' in await a.allHeaders();
}
let lay = '';
async function reborn(path) {
  for (let i = 0; await stored('given') === lay; i++) {
    must(i < 300, 'a quiet moment has come');
    await page.waitForTimeout(100);
  }
  lay = await stored('given');
  await cdp('ServiceWorker.stopAllWorkers');
  return old(path);
}

// It is there for speed alone: where the page that goes is slow to give the key, the
// kernel draws it. Once in three times it comes.
async function comes(path) {
  for (let i = 0; i < 3; i++) if (await reborn(path)) return true;
  return false;
}

test('a new worker gives the page again that still stands, while it opens', async () => {
  const of = `/body/${id.body}`;
  lay = await stored('given');
  await old(of);
  const was = await page.textContent('main');
  must(await comes(of), 'the page is there');
  must(await page.textContent('main') === was, 'it is the same page');
  must(/^8 not sent/.test(await line()), await line());
  must(!await old(of), 'then the kernel draws it');
  must(!await reborn('/list/body'), 'what nobody saw is drawn');
  must(!await reborn(of + '?at=2026-01-31'), 'nor is it another question');

  // What it says of her entries is as of now, and what she sends from it is taken.
  await old(of);
  await meet('2026-09-15');
  must(await comes(of), 'her last pages are drawn anew in the quiet');
  must(/^9 not sent/.test(await line()), await line());
  await old('/settings');
  must(await comes('/settings'), 'a page with a form');
  const send = () => Promise.all([page.waitForNavigation(),
    page.locator('main form').first().evaluate((f) => f.requestSubmit())]);
  const [a] = await send();
  must(a.status() === 200, 'the form is taken: ' + a.status());
});

test('two tabs are one phone', async () => {
  const first = page;
  page = await browser.newPage();
  await meet('2026-07-15');
  await page.close();
  page = first;
  await meet('2026-08-15');
  must(/^11 not sent/.test(await line()), await line());
});

test('a full phone says that it did not keep', async () => {
  // The disk's own words, from where it would say them.
  const worker = browser.serviceWorkers().at(-1);
  await worker.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...what) {
      if (this.name !== 'own') return put.apply(this, what);
      Object.defineProperty(this.transaction, 'error', { get: () =>
        new DOMException('no room', 'QuotaExceededError') });
      this.transaction.abort();
    };
    self.roomAgain = () => { IDBObjectStore.prototype.put = put; };
  });
  await page.goto(`${home}/body/${id.body}/meeting?held=2026-09-15`);
  await page.focus('tr[data-key] input[type=radio]');
  await page.keyboard.press('Shift+P');
  await page.fill('[name=boxed]',
    (await page.textContent('[data-box-sheet]')).trim());
  await page.click('form.meeting button.main');
  await page.waitForURL(/app\/\?say=full/);
  await page.waitForSelector('[data-say=full]:visible');
  await look('full');
  await worker.evaluate(() => self.roomAgain());
  await signInPin();
  must(/^11 not sent/.test(await line()), await line());
});

// As a phone's camera makes it: more pixels and bytes than travel.
const camera = async () => Buffer.from(await page.evaluate(() => {
  const c = document.createElement('canvas');
  c.width = 2400;
  c.height = 1800;
  const to = c.getContext('2d');
  for (let y = 0; y < 1800; y += 6)
    for (let x = 0; x < 2400; x += 6) {
      to.fillStyle = `hsl(${x * y % 360} ${40 + (x ^ y) % 50}% 50%)`;
      to.fillRect(x, y, 6, 6);
    }
  return c.toDataURL('image/jpeg', .95).split(',')[1];
}), 'base64');

test('a passbook as a picture, drawn on the phone', async () => {
  await page.goto(`${home}/savings/${id.body}`);
  await page.locator('main a[href^="/passbook/"]').first().click();
  await page.waitForURL(/\/passbook\/[0-9a-f]{32}/);
  must(!await page.isVisible('main a[href*=".pdf"]'), 'papers are the office\'s');
  const links = page.locator('main a[href*="passbook.png"]');
  must(await links.count() === 3, 'in each language');
  const inked = [];
  for (const link of await links.all()) {
    const [down] = await Promise.all([page.waitForEvent('download'),
      link.click()]);
    must(down.suggestedFilename() === 'passbook.png', down.suggestedFilename());
    const bytes = readFileSync(await down.path());
    must(bytes.length < 100e3, `${bytes.length} bytes to send`);
    if (shots) writeFileSync(`${shots}/passbook-${inked.length}.png`, bytes);
    inked.push(await page.evaluate(async (b64) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(b64),
        (c) => c.charCodeAt(0))], { type: 'image/png' }));
      const c = new OffscreenCanvas(image.width, image.height);
      const pen = c.getContext('2d', { willReadFrequently: true });
      pen.drawImage(image, 0, 0);
      const dark = (x, w) => pen.getImageData(x, 0, w, c.height).data
        .filter((v, i) => i % 4 === 0 && v < 80).length;
      const half = c.width >> 1;
      return { wide: c.width, high: c.height, left: dark(0, half),
        right: dark(half, half) };
    }, bytes.toString('base64')));
  }
  const [en, ur, sd] = inked;
  for (const p of inked)
    must(p.wide === 888 && p.high > 500 && p.left > 1000 && p.right > 1000,
      JSON.stringify(inked));
  must(en.left > en.right && ur.right > ur.left && sd.right > sd.left,
    'each from its own side: ' + JSON.stringify(inked));
});

test('a photo is kept without signal', async () => {
  const taken = await camera();
  must(taken.length > 400 << 10, `a photo of ${taken.length} bytes`);
  await page.goto(`${home}/attach/${id.body}`);
  await page.setInputFiles('[name=file]', { name: 'page.jpg',
    mimeType: 'image/jpeg', buffer: taken });
  await page.waitForFunction((n) => document.querySelector('[name=file]')
    .files[0].size < n, taken.length);
  await page.fill('[name=title]', 'Karwai page 17');
  await page.click('form[action^="/attach/"] button.main');
  await page.waitForSelector('a[href^="/file/"]');
  must(/^13 not sent/.test(await line()), await line());   // and its entry
});

test('the browser is shut and opened, and one more is entered', async () => {
  await browser.close();
  await phoneOn();
  await browser.setOffline(true);
  await signInPin();
  lap('opened again');
  must(/^13 not sent/.test(await line()), await line());
  await meet('2026-06-15');
  must(/^14 not sent/.test(await line()), await line());
});

test('a complaint is taken down, and its number read aloud', async () => {
  await page.goto(`${home}/complaints/new`);
  const choose = async (name, said) => {
    const box = page.locator(`main [name="${name}"]`);
    if (await box.evaluate((e) => e.tagName) === 'SELECT')
      await box.selectOption(said);
    else
      await box.fill(said);
  };
  await choose('rsp', 'SRSO');
  await page.fill('main .field:has([name=place]) input[role=combobox]', 'Pano');
  await page.click('main .field:has([name=place]) [role=option]');
  await choose('channel', 'box');
  await choose('nature', 'money_taken');
  await choose('complainant', 'Mai Jindo');
  await choose('told', 'He took five hundred rupees for the scorecard');
  await page.click('form.fact button.main');
  await page.waitForURL(/receipt\?kept=1/);
  id.receipt = await page.inputValue('[name=number]');
  must(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/.test(id.receipt), id.receipt);
  must((await page.textContent('main')).includes('Received'), 'and its step');
  await page.goto(`${home}/receipt?number=22222-22222`);
  must((await page.textContent('main')).includes('at the office'),
    'of another the office knows');
  must(/^15 not sent/.test(await line()), await line());
});

test('the photo is small, and shown from what was kept', async () => {
  await page.goto(`${home}/attach/${id.body}`);
  const at = await page.getAttribute('a[href^="/file/"]', 'href');
  const kept = await page.evaluate(async (path) => {
    const r = await fetch(path), b = await r.blob();
    const image = await createImageBitmap(b);
    return { type: b.type, n: b.size, side: Math.max(image.width, image.height) };
  }, at);
  must(kept.type === 'image/jpeg' && kept.n <= 200 << 10 && kept.n > 30 << 10 &&
    kept.side <= 1600, JSON.stringify(kept));
  id.photo = kept.n;
});

test('the site is killed in the middle, and all comes in, once; the app is another', async () => {
  const before = figures();
  const began = [];                // each piece's first entry in its chain
  let packed = true;
  wire.tag = '"next"';
  wire.onSend = async ({ said, lines }) => {
    began.push(JSON.parse(lines.split('\n')[0]).seq);
    packed &&= said.form === 1;
    if (began.length === 1) {
      await site.kill();
      await site.day(today);
    }
    // Chromium itself asks once more where a line broke; the phone, then.
    return [1, 3, 4].includes(began.length);
  };
  const parts = [];                // where each part of the photo begins
  let ahead = 0;                   // pieces of entries before its first
  wire.onFile = ({ said }) => {
    ahead ||= began.length;
    parts.push(said.at);
    return [2, 3].includes(parts.length);
  };
  await browser.setOffline(false);
  await sent();
  lap('sent');
  must(ahead === began.length, 'a photo goes after the entries');
  must(parts[0] === 0 && parts[1] === 6144 && parts[2] === parts[1],
    'a photo goes on where the line broke: ' + parts);
  const named = site.verb(['list', 'attachment', '--format', 'csv'])
    .match(/[0-9a-f]{64}/g);
  must(named?.length === 1, 'one photo: ' + named);
  must(statSync(site.file(named[0])).size === id.photo, 'whole at the site');
  must(began[1] === began[0], 'it was killed, and asked again: ' + began);
  must(began[2] > began[1] && began[4] === began[2],
    'what has its receipt is not sent again: ' + began);
  must(packed, 'what is sent is packed');
  must(count('meeting') === 9, `${count('meeting')} meetings`);
  must(count('score') === 3, `${count('score')} scores`);
  must(figures() !== before, 'figures moved: ' + before);
  site.verb(['verify']);
  await page.goto(`${home}/body/${id.body}`);
  must((await page.textContent('main')).includes('CO Roshni'), page.url());
});

// Both are on this phone.
const herself = async (who = 'khadija') => {
  await page.click(`[data-fill=people] button:has-text("${who}")`);
};

test('two people share the phone, and each has her own', async () => {
  const office = await site.as('nadia', desk);
  await page.click('form.person button');
  await page.waitForURL('**/app/');
  await enrol(page, { home, name: "Rabia's place on it", office, site });
  await left(office);
  await sayPassword(page, 'rabia');
  await pinChoose('3816');
  await browser.setOffline(true);
  await meet('2026-05-20');
  must(/^1 not sent/.test(await line()), await line());
  await page.click('form.person button');
  await page.waitForSelector('[data-fill=people] button:visible');
  const people = await page.locator('[data-fill=people] li').allTextContents();
  must(people.length === 2 && people.some((p) => /1 not sent/.test(p)) &&
    people.some((p) => /Everything is sent/.test(p)), people.join(' | '));
  await look('two');
  const opens = async (who, pin) => {
    await herself(who);
    await page.fill('form[data-do=open] [name=pin]', pin);
    await page.click('form[data-do=open] button.main');
  };
  await opens('khadija', '3816');              // the other's PIN
  await page.waitForSelector('[data-say^=pin]:visible');
  await page.goto(home + '/app/');
  await opens('khadija', '4729');
  await page.waitForURL((u) => !u.pathname.startsWith('/app'));
  must((await line()) === 'Everything is sent', await line());
  await page.goto(`${home}/body/${id.body}`);
  must(!(await page.textContent('main')).includes('20 May'),
    'she does not see what the other has not sent');
  await page.click('form.person button');
  await page.waitForSelector('[data-fill=people] button:visible');
  await opens('rabia', '3816');
  await page.waitForURL((u) => !u.pathname.startsWith('/app'));
  must(/^1 not sent/.test(await line()), await line());
  await browser.setOffline(false);
  await sent();
  must(count('meeting') === 10, `${count('meeting')} meetings`);
});

test('after signing out nothing of it can be read on the disk', async () => {
  await page.click('form.person button');
  await page.waitForURL('**/app/');
  await browser.close();
  const needles = [...names, ...names.map((n) => n.split(' ')[0]), 'CO Roshni']
    .flatMap((n) => [Buffer.from(n), Buffer.from(n, 'utf16le')]);
  const found = [];
  const walk = (dir) => {
    for (const name of readdirSync(dir)) {
      const at = path.join(dir, name);
      const s = statSync(at, { throwIfNoEntry: false });
      if (s?.isDirectory()) walk(at);
      else if (s?.isFile()) {
        const bytes = readFileSync(at);
        for (const n of needles)
          if (bytes.includes(n)) found.push(`${at.slice(profile.length)}: ${n}`);
      }
    }
  };
  walk(profile);
  must(!found.length, found.join('\n'));
});

const rightNow = () => page.evaluate(() => new Promise((done) => {
  const q = indexedDB.open('saath-field');
  q.onsuccess = () => {
    const s = q.result.transaction('seat', 'readwrite').objectStore('seat');
    s.getAll().onsuccess = (e) => {
      for (const seat of e.target.result) s.put({ ...seat, until: 0 });
    };
    s.transaction.oncomplete = () => { q.result.close(); done(); };
  };
}));

test('wrong PINs have to wait, and a forgotten one costs nothing', async () => {
  await phoneOn();
  await page.goto(home + '/app/');
  await herself();
  for (const pin of ['1111', '2222', '3333', '4444', '5555', '4729']) {
    await page.fill('form[data-do=open] [name=pin]', pin);
    await page.click('form[data-do=open] button.main');
    await page.waitForSelector('form[data-do=open] button.main:enabled');
  }
  must(await page.isVisible('[data-say=pin_wait_s]'), 'even the right one');
  await rightNow();
  await browser.setOffline(true);
  await page.goto(home + '/app/');
  await herself();
  await page.fill('form[data-do=open] [name=pin]', '4729');
  await page.click('form[data-do=open] button.main');
  await page.waitForURL((u) => !u.pathname.startsWith('/app'));
  await meet('2026-10-15');
  must(/^1 not sent/.test(await line()), await line());
  await page.click('form.person button');
  await herself();
  await page.waitForSelector('[data-go=forgot]:visible');
  await browser.setOffline(false);
  await page.click('[data-go=forgot]');
  await passwordSay();
  await pinChoose('8264');
  await sent();
  must(count('meeting') === 11, `${count('meeting')} meetings`);
});

test('a withdrawn phone brings what it had, and opens no more', async () => {
  const all = JSON.parse(site.verb(['device', 'list', '--format', 'json']));
  const device = all.sheets[0].rows.find((r) => r.name === "Khadija's phone");
  await browser.setOffline(true);
  await meet('2026-11-15');
  await page.waitForFunction(() => /"n":1/.test(localStorage['saath-left']));
  site.verb(['device', 'end', device.id, '--last', String(device.covered)]);
  await browser.setOffline(false);             // which sends, too
  await herself();
  await page.waitForSelector('[data-say=gone]:visible');
  await page.goto(`${home}/body/${id.body}`);
  must(new URL(page.url()).pathname === '/login', page.url());
  await page.goto(`${home}/app/`);
  await herself();
  await page.waitForSelector('[data-say=gone]:visible');
});

test('a phone that the browser cleared says what is lost', async () => {
  await page.goto('about:blank');              // nobody uses it meanwhile
  await cdp('Storage.clearDataForOrigin', { origin: home,
    storageTypes: 'indexeddb,cache_storage,service_workers' });
  await page.goto(home + '/app/');
  await page.waitForSelector('[data-say=cleared]:visible');
  await page.evaluate(() => {
    localStorage['saath-left'] = localStorage['saath-left']
      .replace('"n":0,"oldest":""', '"n":3,"oldest":"2026-11-20"');
  });
  await page.reload();
  await page.waitForSelector('[data-say=cleared_unsent]:visible');
  const said = await page.textContent('[data-say=cleared_unsent]');
  must(/\b3 entries had not been sent, the oldest of 20 November/.test(said),
    said);
  await look('cleared');
});

// A page cannot see the certificate, its reader can.
test('the print of the office\'s certificate is shown for people to compare', async () => {
  const print = 'c0ffee'.repeat(10) + 'beef';
  await page.goto('about:blank');
  await page.goto(`${home}/app/#enrol=ABCD2345.${'0'.repeat(64)}.${print}`);
  await page.waitForSelector('[data-print]:visible');
  must((await page.textContent('[data-fill=print]')).replaceAll(' ', '') ===
    print, await page.textContent('[data-fill=print]'));
  await look('print');
});

rmSync(profile, { recursive: true, force: true });
villageMake();
await site.day(today);
wire = await wireStart(site.base);
home = wire.base;
await run({ stop: async () => {
  if (errors.length) console.log('# ' + errors.join('\n# '));
  await browser?.close().catch(() => undefined);
  await wire.stop();
  await site.stop();
} });
