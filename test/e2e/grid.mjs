// grid - a meeting on its sheet in a real browser: by keyboard alone, by touch
// alone, the browser killed in the middle, the line lost, signed out.
import { browserStart, launch, must, pageOpen as opened,
  run, signIn, test } from './_site.mjs';
import { chromium } from 'playwright-core';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';

const saath = process.env.SAATH ?? 'saath';
const password = 'a long password';
const today = new Date(Date.now() + 5 * 3600e3).toISOString().slice(0, 10);
const shots = process.env.SAATH_SHOTS;   // a folder, to look at the pages

// ---- a site of two COs ------------------------------------------------------

function verb(args, input = '') {
  const r = spawnSync(saath, ['-d', 'grid.db', ...args],
    { input, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(args.join(' ') + ': ' + r.stderr);
  return r.stdout.trim();
}

const add = (kind, fields) => verb(['add', kind,
  ...Object.entries(fields).map(([k, v]) => `${k}=${v}`)]);

const names = [
  ['Sakina', 'سکینہ', 'سڪينه'], ['Zohra', 'زہرہ', 'زهره'],
  ['Hajra', 'حاجرہ', 'حاجره'], ['Amina', 'آمنہ', 'آمنه'],
  ['Bilqees', 'بلقیس', 'بلقيس'], ['Naz Bibi', 'ناز بی بی', 'ناز بي بي'],
];

function bodyMake(name, code) {
  const body = add('body', { nature: 'co', sex: 'women', name, code,
    rsp: 'SRSO', place: 'pk723', formed: '2020-01-05', saving: 100 });
  names.forEach((n, i) => {
    const household = add('household', { number: code + '-' + i,
      place: 'pk723' });
    const person = add('person', { household, sex: 'women', name: n[0],
      name_ur: n[1], name_sd: n[2], father: 'Ghulam' });
    add('member', { body, person, number: i + 1, joined: '2020-01-05' });
  });
  return body;
}

const freePort = () => new Promise((done) => {
  const s = createServer();
  s.listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => done(port));
  });
});

async function siteMake() {
  verb(['init']);
  for (const [login, role] of [['khadija', 'organiser'], ['zubair',
    'organiser'], ['hina', 'head_office']])
    verb(['user', 'add', login, '--role', role], password + '\n');
  add('cutover', { rsp: 'SRSO', place: 'pk723', since: '2020-01' });
  const bodies = {};
  for (const n of ['keys', 'touch', 'kill', 'line', 'out', 'tabs', 'list'])
    bodies[n] = bodyMake('CO ' + n, 'CO-' + n);
  const port = await freePort();
  const child = spawn(saath, ['-d', 'grid.db', 'serve', '--listen',
    `127.0.0.1:${port}`], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  for (let i = 0; ; i++) {
    try {
      if ((await fetch(base + '/health')).ok) break;
    } catch { /* not yet */ }
    if (i > 200) throw new Error('no site');
    await new Promise((done) => setTimeout(done, 50));
  }
  return { base, bodies, login: () => password,
    stop: () => new Promise((done) => {
      child.on('exit', done);
      child.kill('SIGTERM');
    }) };
}

async function pageOpen(from, options) {
  const page = await opened(from, options);
  page.setDefaultTimeout(10e3);
  return page;
}

const site = await siteMake();
const browser = await browserStart();
const sheet = (name) => `${site.base}/body/${site.bodies[name]}/meeting`;
const total = (page, name) =>
  page.textContent(`[data-total=${name}]`).then((t) => t.trim());
const rowAt = (n) => `tr[data-key] >> nth=${n}`;
const saved = (page) => page.waitForFunction(() =>
  document.querySelector('form[data-draft]').dataset.saved);

async function figure(page, indicator) {
  const r = await page.request.get(`${site.base}/postings?indicator=` +
    `${indicator}&as_of=${today.slice(0, 7)}&format=json`);
  must(r.ok(), 'postings of ' + indicator + ': ' + r.status());
  return r.json();
}
const sum = async (page, indicator) =>
  (await figure(page, indicator)).postings
    .reduce((n, p) => n + p.amount, 0);

// A counter of the first page: these stand at the ends of quarters, so the one
// of the quarter that runs is asked for.
const quarter = today.slice(0, 5) +
  String(Math.ceil(Number(today.slice(5, 7)) / 3) * 3).padStart(2, '0');
async function counter(page, indicator) {
  const r = await page.request.get(site.base + '/?format=json&as_of=' +
    quarter);
  const one = (await r.json()).counters.find((c) => c.indicator === indicator);
  must(one, 'no counter ' + indicator);
  return one.trend.at(-1)?.amount ?? 0;
}

// The row of the district in the outreach table, as people read it.
async function outreach(page) {
  const other = await page.context().newPage();
  await other.goto(`${site.base}/outreach?by=district&rsp=SRSO&as_of=` +
    today.slice(0, 7));
  const row = await other.textContent('tr:has(th:has-text("Sukkur"))');
  await other.close();
  return row;
}

async function look(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

// The posting opens to the entry, and the entry is this meeting.
async function opens(page, indicator) {
  const meeting = new URL(page.url()).pathname.split('/')[2];
  await page.goto(`${site.base}/postings?indicator=${indicator}&as_of=` +
    today.slice(0, 7));
  await page.click(`a.open[href*="${meeting}"]`);
  await page.waitForURL(new RegExp('/entry/' + meeting));
  must(await page.isVisible('.note.good'), "the stamp's verdict");
}

// ---- keyboard alone ---------------------------------------------------------

test('a meeting by keyboard alone', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 1280, height: 850 } });
  const keys = page.keyboard;
  await signIn(page, site, 'khadija');
  const before = await sum(page, 'saving');
  await page.goto(sheet('keys'));
  await page.focus('[name=not_held]');
  await keys.press('Tab');                      // the first row's marks
  must(await page.evaluate(() => document.activeElement.type) === 'radio',
    'Tab leads into the sheet');
  must(await total(page, 'marked') === '0', 'nobody is marked at first');
  must(await total(page, 'amount') === '0', 'grey does not count');
  await keys.press('p');
  must(await total(page, 'women') === '1', 'p marks present');
  must(await total(page, 'amount') === '100', 'and confirms what is grey');
  await keys.press('ArrowDown');
  await keys.press('a');
  await keys.type('50');                        // an absent member's saving
  must(await total(page, 'amount') === '150', 'digits type the amount');
  await keys.press('Enter');
  await keys.press('ArrowLeft');
  await keys.press('l');
  must(await page.isChecked(rowAt(2) + ' >> [value=leave]'), 'l is leave');
  await keys.press('Shift+P');
  must(await total(page, 'marked') === '6', 'one key marks all who are open');
  must(await page.isChecked(rowAt(1) + ' >> [value=absent]'), 'not the others');
  await keys.press('Control+z');
  must(await total(page, 'marked') === '3', 'one step back');
  await keys.press('Control+z');
  must(!await page.isChecked(rowAt(2) + ' >> [value=leave]'), 'and another');
  await keys.press('l');
  await keys.press('Shift+P');
  must(await total(page, 'women') === '4', 'four women');
  must(await total(page, 'amount') === '450', 'their savings');
  for (let i = 0; i < 6; i++) await keys.press('ArrowDown');
  await keys.press('Enter');                    // off the sheet
  must(await page.evaluate(() =>
    document.activeElement.classList.contains('main')), 'to the button');
  await keys.press('Enter');
  await page.waitForURL(/\/meeting\/.*kept=1/);
  await look(page, 'receipt');
  must((await page.textContent('main')).includes('Sakina'), 'with names');
  const receipt = page.url();
  must(await sum(page, 'saving') === before + 45000, 'the figure moved');
  await opens(page, 'saving');
  await page.goto(receipt);
  await opens(page, 'meeting');
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
});

test('the arrows follow what people see, right to left', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 1280, height: 850 } });
  await signIn(page, site, 'khadija');
  await page.goto(sheet('keys') + '?lang=ur');
  await page.focus(rowAt(0) + ' >> [value=present]');
  await page.keyboard.press('ArrowLeft');
  must(await page.evaluate(() => document.activeElement.name
    .endsWith('.saved')), 'the amount stands to the left');
  await page.keyboard.press('ArrowRight');
  await page.evaluate(() => document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'ح', bubbles: true })));   // حاضر
  must(await page.isChecked(rowAt(0) + ' >> [value=present]'),
    'the first letter of the word marks too');
  await page.context().close();
});

// ---- touch alone ------------------------------------------------------------

test('a meeting by touch alone, with a newcomer', async () => {
  const page = await pageOpen(browser, { viewport: { width: 390, height: 844 },
    hasTouch: true, isMobile: true });
  await signIn(page, site, 'khadija');
  const before = [await sum(page, 'saving'), await sum(page, 'member.women'),
    await counter(page, 'member.women'), await outreach(page)];
  await page.goto(sheet('touch'));
  await look(page, 'touch-blank');
  const small = await page.evaluate(() => Array.from(document.querySelectorAll(
    '.marks span, .cells input:not([type=hidden], [type=radio]), .sums button'))
    .filter((e) => e.offsetParent &&
      (e.offsetHeight < 44 || e.offsetWidth < 44)).length);
  must(small === 0, small + ' targets are too small for a thumb');
  must(await page.evaluate(() => document.documentElement.scrollWidth <=
    document.documentElement.clientWidth), 'wider than the screen');
  await page.tap(rowAt(0) + ' >> label:has([value=absent])');
  await page.tap('[name=_all]');
  must(await total(page, 'women') === '5', 'all who are open');
  await page.tap('[data-undo]');
  must(await total(page, 'women') === '0', 'the button undoes');
  await page.tap('[name=_all]');
  await page.tap(rowAt(1) + ' >> label:has([value=present])');
  must(await total(page, 'women') === '4', 'touched once more it is open');
  await page.tap('[data-more]');
  await page.fill('[name="new.0.name"]', 'Nasreen');
  await page.fill('[name="new.0.house"]', 'H-77');
  await page.tap('tr.new >> nth=0 >> label:has([value=present])');
  must(await total(page, 'women') === '5', 'the newcomer counts');
  must(await total(page, 'amount') === '500', 'with what is agreed');
  await look(page, 'touch-typed');
  await page.tap('button.main');
  await page.waitForURL(/\/meeting\/.*kept=1/);
  must((await page.textContent('main')).includes('Nasreen'), 'she is in it');
  must(await sum(page, 'saving') === before[0] + 50000, 'the savings moved');
  must(await sum(page, 'member.women') === before[1] + 1, 'the members too');
  must(await counter(page, 'member.women') === before[2] + 1,
    'and the counter on the first page');
  must(await outreach(page) !== before[3], 'and the outreach table');
  await opens(page, 'saving');
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
});

// ---- a body ------------------------------------------------------------------

const six = ['uc', 'mouza', 'lso', 'vo', 'co', 'member.women'];
const counters = async (page) => Promise.all(six.map((i) => counter(page, i)));

// A body through the form, as people enter it: its place by typing.
async function bodyEnter(page, nature, place, name) {
  await page.goto(site.base + '/new/body');
  await page.selectOption('[name=nature]', nature);
  await page.selectOption('[name=sex]', 'women');
  await page.fill('[name=name]', name);
  await page.selectOption('[name=rsp]', await page.evaluate(() =>
    Array.from(document.querySelectorAll('[name=rsp] option')).find((o) =>
      o.textContent.startsWith('SRSO')).value));
  await page.fill('[name="place.said"]', place);
  await page.click('.find li >> nth=0');
  await page.fill('[name=formed]', today);
  await page.click('button.main');
  await page.waitForURL(/kept=1/);
  return /[0-9a-f]{32}/.exec(page.url())[0];
}

test('bodies move all six counters and the outreach table', async () => {
  const uc = add('place', { level: 'uc', name: 'Bagwari', lg: 'pk72305' });
  const deh = add('place', { level: 'deh', name: 'Deh Bagwari', lg: uc });
  add('place', { level: 'settlement', name: 'Goth Bagwari', lg: uc,
    revenue: deh });
  const page = await pageOpen(browser,
    { viewport: { width: 1280, height: 850 } });
  await signIn(page, site, 'khadija');
  const before = await counters(page), table = await outreach(page);
  await bodyEnter(page, 'lso', 'Bagwari', 'LSO Bagwari');
  await bodyEnter(page, 'vo', 'Goth Bagwari', 'VO Bagwari');
  const body = await bodyEnter(page, 'co', 'Goth Bagwari', 'Ujala');
  await page.goto(`${site.base}/body/${body}/meeting`);
  if (!await page.isVisible('tr.new')) await page.click('[data-more]');
  await page.fill('[name="new.0.name"]', 'Nasreen');
  await page.fill('[name="new.0.house"]', 'H-1');
  await page.click('tr.new >> nth=0 >> label:has([value=present])');
  await page.click('button.main');
  await page.waitForURL(/\/meeting\/.*kept=1/);
  const after = await counters(page);
  six.forEach((name, i) => must(after[i] === before[i] + 1,
    `${name}: ${before[i]} became ${after[i]}`));
  must(await outreach(page) !== table, 'the outreach table moved');

  // From the figure in the table to its postings, from there to the entry.
  await page.goto(`${site.base}/outreach?by=district&rsp=SRSO&as_of=` +
    today.slice(0, 7));
  const figureOf = page.locator('tr:has(th:has-text("Sukkur")) ' +
    'td.n a[href*="indicator=co&"]').last();
  const shown = Number((await figureOf.textContent()).replaceAll(',', ''));
  must(shown === after[4], 'the table and the counter say the same: ' + shown);
  await figureOf.click();
  await page.waitForURL(/\/postings\?/);
  must((await page.textContent('.note')).includes('exactly the sum'),
    'the proof');
  await page.click(`a.open[href*="${body}"]`);
  await page.waitForURL(new RegExp('/entry/' + body));
  must((await page.textContent('main')).includes('Ujala'), 'the body itself');
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
});

// ---- power, line, people ----------------------------------------------------

async function profile(folder) {
  const context = await chromium.launchPersistentContext(folder,
    { ...launch, viewport: { width: 1280, height: 850 } });
  return { context, page: context.pages()[0] ?? await context.newPage() };
}

// The process of the browser that uses this folder; never any other.
function browserOf(folder) {
  const r = spawnSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' });
  const line = r.stdout.split('\n').find((l) =>
    l.includes('--user-data-dir=' + folder) && !l.includes('--type='));
  must(line, 'the browser of ' + folder);
  return Number(line.trim().split(/\s+/)[0]);
}

test('killed in the middle, at most one cell is lost', async () => {
  const folder = process.cwd() + '/profile';
  const one = await profile(folder);
  await signIn(one.page, site, 'khadija');
  const cookies = await one.context.cookies();
  await one.page.goto(sheet('kill'));
  await one.page.focus(rowAt(0) + ' >> [value=present]');
  // Twelve keys a second: a quick clerk on a machine that does other things too.
  for (let i = 0; i < 4; i++)
    for (const key of ['p', ...String(10 + i), 'ArrowDown', 'ArrowLeft'])
      await one.page.keyboard.press(key, { delay: 80 });
  process.kill(browserOf(folder), 'SIGKILL');
  await one.context.close().catch(() => undefined);
  await new Promise((done) => setTimeout(done, 500));

  const two = await profile(folder);
  await two.context.addCookies(cookies);
  await two.page.goto(sheet('kill'));
  await two.page.waitForSelector('.draft:not([hidden])');
  await look(two.page, 'draft');
  let lost = 0;
  for (let i = 0; i < 4; i++) {
    const row = two.page.locator(rowAt(i));
    lost += !await row.locator('[value=present]').isChecked();
    lost += await row.locator('[name$=".saved"]').inputValue() !==
      String(10 + i);
  }
  must(lost <= 1, lost + ' cells are lost');
  await two.page.click('button.main');
  await two.page.waitForURL(/\/meeting\/.*kept=1/);
  await two.page.goto(sheet('kill'));
  await two.page.waitForTimeout(300);
  must(await two.page.isHidden('.draft'), 'after the receipt it is gone');
  await two.context.close();
});

test('a lost line keeps it; sent again it counts once', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 390, height: 844 } });
  await signIn(page, site, 'khadija');
  const before = await sum(page, 'saving');
  await page.goto(sheet('line'));
  await page.click('[name=_all]');
  await page.context().setOffline(true);
  await page.click('button.main');
  await page.waitForSelector('.draft.warn');
  await look(page, 'lost');
  must(await total(page, 'women') === '6', 'all is still there');
  await page.context().setOffline(false);
  // The question arrives, the answer does not.
  let swallowed = 0;
  await page.route('**/meeting', async (route) => {
    if (route.request().method() !== 'POST' || swallowed++) {
      await route.continue();
      return;
    }
    await route.fetch({ maxRedirects: 0 });
    await route.abort('connectionreset');
  });
  await page.click('button.main');
  await page.waitForFunction(() => !document.querySelector('.sending'));
  must(swallowed === 1 && !page.url().includes('kept'), 'no receipt yet');
  await page.reload();                          // and it is opened anew
  await page.waitForSelector('.draft:not([hidden])');
  await page.click('button.main');
  await page.waitForURL(/\/meeting\/.*kept=1/);
  must(await sum(page, 'saving') === before + 60000, 'it counts once');
  await page.context().close();
});

test('two windows with one sheet are one meeting', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 1280, height: 850 } });
  await signIn(page, site, 'khadija');
  const other = await page.context().newPage();
  await page.goto(sheet('tabs'));
  await other.goto(sheet('tabs'));
  await page.click('[name=_all]');
  await saved(page);
  await other.click('[name=_all]');
  await saved(other);
  await page.dblclick('button.main');
  await page.waitForURL(/\/meeting\/.*kept=1/);
  await other.waitForSelector('.draft.warn a');
  await other.goto(await other.getAttribute('.draft.warn a', 'href'));
  must(other.url() === page.url(), 'the other window leads there');
  const list = await page.request.get(sheet('tabs') + '?held=' + today);
  must((await list.text()).split('data-held=').length === 2, 'one meeting');
  await page.context().close();
});

test('signing out clears what was typed; nobody else sees it', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 1280, height: 850 } });
  const left = () => page.evaluate(() => new Promise((done) => {
    const q = indexedDB.open('saath', 1);
    q.onsuccess = () => {
      const all = q.result.transaction('draft').objectStore('draft').count();
      all.onsuccess = () => { q.result.close(); done(all.result); };
    };
  }));
  await signIn(page, site, 'khadija');
  await page.goto(sheet('out'));
  await page.click('[name=_all]');
  await saved(page);
  must(await left() === 1, 'it lies in this browser');
  await page.goto(site.base + '/work');
  await page.waitForSelector('[data-drafts] a');
  await look(page, 'work');
  must((await page.getAttribute('[data-drafts] a', 'href')) ===
    new URL(sheet('out')).pathname, 'and is listed among her work');
  // Her session ends without signing out; another signs in.
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await signIn(page, site, 'zubair');
  await page.goto(sheet('out'));
  await page.waitForTimeout(300);
  must(await page.isHidden('.draft'), 'the other does not see it');
  must(await total(page, 'marked') === '0', 'nor a mark of it');
  await page.context().clearCookies();
  await page.context().addCookies(cookies);
  await page.goto(sheet('out'));
  await page.waitForSelector('.draft:not([hidden])');
  must(await total(page, 'women') === '6', 'she does');
  await page.click('form.person button');
  await page.waitForURL(/\/login/);
  must(await left() === 0, 'signed out, it is gone');
  await page.context().close();
});

test('another day has its own list; a draft is laid over it', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 1280, height: 850 } });
  await signIn(page, site, 'khadija');
  await page.goto(sheet('list'));
  await page.focus(rowAt(2) + ' >> [value=present]');
  await page.keyboard.press('p');
  await page.keyboard.type('75');
  await page.fill('[name=agenda]', 'Link road');
  await page.fill('[name=held]', '2019-12-01');  // before they joined
  await page.keyboard.press('Tab');
  await page.waitForFunction(() =>
    document.querySelectorAll('tr[data-key]:not(.new)').length === 1);
  must(await page.inputValue('[name=agenda]') === 'Link road', 'what was typed');
  await page.fill('[name=held]', today);
  await page.keyboard.press('Tab');
  await page.waitForFunction(() =>
    document.querySelectorAll('tr[data-key]:not(.new)').length === 6);
  must(await total(page, 'amount') === '75', 'her amount is there again');
  await page.reload();
  await page.waitForSelector('.draft:not([hidden])');
  must(await total(page, 'amount') === '75', 'also after closing');
  await page.click('[data-forget]');
  await page.waitForFunction(() =>
    document.querySelector('.draft').hidden &&
    document.querySelector('[data-total=amount]').textContent === '0');
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
});

for (const [width, height] of [[390, 844], [1280, 850]])
  for (const lang of ['en', 'ur', 'sd'])
    test(`the sheet fits, ${lang}, ${width} px`, async () => {
      const page = await pageOpen(browser, { viewport: { width, height },
        hasTouch: width < 500 });
      await signIn(page, site, 'khadija');
      await page.click(`.langs a[lang=${lang}]`);
      await page.goto(sheet('list'));
      must(await page.evaluate(() => document.documentElement.scrollWidth <=
        document.documentElement.clientWidth), 'wider than the screen');
      must(await page.evaluate(() => Array.from(document.querySelectorAll(
        '.marks span')).every((e) => !e.offsetParent ||
        (e.offsetWidth >= 44 && e.scrollWidth <= e.offsetWidth))),
      'a mark is cut off');
      await page.click(rowAt(0) + ' >> label:has([value=present])');
      await page.click(rowAt(1) + ' >> label:has([value=absent])');
      await page.click(rowAt(3) + ' >> label:has([value=leave])');
      await page.fill(rowAt(3) + ' >> [name$=".saved"]', '1250');
      await page.click('[data-more]');
      await look(page, `sheet-${lang}-${width}`);
      await page.click('button.main');          // the newcomer is blank: fine
      await page.waitForURL(/\/meeting\/.*kept=1/);
      await look(page, `meeting-${lang}-${width}`);
      must(await page.evaluate(() => document.documentElement.scrollWidth <=
        document.documentElement.clientWidth), 'the receipt is too wide');
      must(page.errors.length === 0, page.errors.join('\n'));
      await page.context().close();
    });

await run({ stop: async () => { await browser.close(); await site.stop(); } });
