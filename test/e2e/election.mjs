// election - an LSO elects its chairperson and its finance secretary in a real
// browser, from the call to the hand-over: on a phone, with two keyers who do
// not see each other's sheet, and a code on the notice that anyone can check.
import { browserStart, must, pageOpen as opened, run,
  signIn, test } from './_site.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const saath = process.env.SAATH ?? 'saath';
const password = 'a long password';
const shots = process.env.SAATH_SHOTS;   // a folder, to look at the pages
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true,
  isMobile: true };
const desk = { viewport: { width: 1280, height: 900 } };
const noon = (iso) => String(Date.parse(iso + 'T07:00:00Z') / 1000);

// ---- a site with an LSO of three VOs ---------------------------------------

function verb(args, input = '') {
  const r = spawnSync(saath, ['-d', 'election.db', ...args],
    { input, encoding: 'utf8',
      env: { ...process.env, SAATH_NOW: noon('2026-02-20') } });
  if (r.status !== 0) throw new Error(args.join(' ') + ': ' + r.stderr);
  return r.stdout.trim();
}

const add = (kind, fields) => verb(['add', kind,
  ...Object.entries(fields).map(([k, v]) => `${k}=${v}`)]);

const names = ['Hajra', 'Zulekha', 'Bachal', 'Marvi', 'Sassi', 'Noori'];
const wardens = ['Rukhsana', 'Mumtaz', 'Shahbano'];
const id = {};

function peopleMake() {
  const home = add('household', { number: 'H-1', place: 'pk723' });
  for (const [i, name] of [...names, ...wardens].entries())
    id[name] = add('person', { born: `19${70 + i}-05-01`, code: `P-${i}`,
      household: home, name, sex: name === 'Bachal' ? 'men' : 'women' });
}

function bodiesMake() {
  const body = { place: 'pk723', rsp: 'SRSO', sex: 'mixed' };
  id.lso = add('body', { ...body, code: 'LSO-1', formed: '2022-01-15',
    name: 'LSO Sangi', nature: 'lso' });
  for (const [i, name] of names.entries()) {
    const vo = 'vo' + (i >> 1);
    id[vo] ??= add('body', { ...body, code: 'VO-' + (i >> 1),
      formed: '2021-01-15', name: 'VO ' + (i >> 1), nature: 'vo',
      parent: id.lso });
    const member = add('member', { body: id[vo], joined: '2021-02-01',
      person: id[name] });
    add('delegate', { body: id[vo], member, parent: id.lso, person: id[name],
      since: '2025-01-10' });
  }
}

const freePort = () => new Promise((done) => {
  const s = createServer();
  s.listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => done(port));
  });
});

const port = await freePort();
const site = { base: `http://127.0.0.1:${port}`, login: () => password };
let child;

async function ended() {
  if (!child) return;
  await new Promise((done) => {
    child.on('exit', done);
    child.kill('SIGTERM');
  });
  child = null;
}

// The site on the morning of another day.
async function day(iso) {
  await ended();
  child = spawn(saath, ['-d', 'election.db', 'serve', '--listen',
    `127.0.0.1:${port}`], { stdio: 'ignore',
    env: { ...process.env, SAATH_NOW: noon(iso) } });
  for (let i = 0; ; i++) {
    try {
      if ((await fetch(site.base + '/health')).ok) return;
    } catch { /* not yet */ }
    if (i > 200) throw new Error('no site');
    await new Promise((done) => setTimeout(done, 50));
  }
}

verb(['init']);
for (const [login, role] of [['asma', 'operator'], ['bilal', 'operator'],
  ['rabia', 'manager'], ['nadia', 'viewer']])
  verb(['user', 'add', login, '--role', role], password + '\n');
peopleMake();
bodiesMake();
const browser = await browserStart();
let election;

// ---- what everybody does ---------------------------------------------------

async function as(login, options, lang = 'en') {
  const page = await opened(browser, options);
  page.setDefaultTimeout(10e3);
  await signIn(page, site, login);
  if (lang !== 'en') await page.goto(`${site.base}/lang/${lang}`);
  return page;
}

async function look(page, name) {
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: `${shots}/election-${name}.png`,
      fullPage: true });
  }
  must(await page.evaluate(() => document.documentElement.scrollWidth <=
    document.documentElement.clientWidth), name + ' is wider than the screen');
}

const at = (more = '') => site.base + election + more;

async function done(page) {
  await page.click('form.fact button.main');
  await page.waitForURL(/\/election\/[0-9a-f]{32}\?kept=1/);
}

async function left(page) {
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
}

const state = (page) => page.textContent('.way [aria-current]');

async function inState(page, want) {
  await page.goto(at());
  const is = await state(page);
  must(is === want, `it is ${is}, not ${want}`);
}

// A paper of the election, as PDF.
async function printed(page, paper, lang) {
  const r = await page.request.get(at(`/${paper}.pdf?lang=${lang}`));
  const pdf = await r.body();
  must(r.status() === 200 && pdf.subarray(0, 5).toString() === '%PDF-',
    `${paper} in ${lang}: ${r.status()}`);
  if (shots) writeFileSync(`${shots}/election-${paper}-${lang}.pdf`, pdf);
}

// ---- the walk --------------------------------------------------------------

test('an election is called, its committee named, its roll displayed', async () => {
  await day('2026-03-02');
  const page = await as('asma', phone);
  await page.goto(`${site.base}/body/${id.lso}`);
  await page.click(`a[href="/body/${id.lso}/election"]`);
  await look(page, 'call');
  await page.fill('[name=poll_on]', '2026-03-22');
  await page.fill('[name=venue]', 'Girls school');
  await page.fill('[name=seed]', '6 2 5');
  for (const office of ['vice_chairperson', 'general_secretary',
    'information_secretary'])
    await page.fill(`[name="seats.${office}"]`, '');
  await done(page);
  election = new URL(page.url()).pathname;
  must(await state(page) === 'called', 'called');
  await page.click(`a[href="${election}/committee"]`);
  for (const [i, name] of wardens.entries()) {
    await page.fill(`[name="warden.${i}.person.said"]`, name);
    await page.keyboard.press('Tab');
    await page.selectOption(`[name="warden.${i}.role"]`,
      i ? 'member' : 'head');
  }
  await page.check('[name="warden.2.outside"]');
  await look(page, 'committee');
  await done(page);
  must(await state(page) === 'committee', 'committee');
  await page.click(`a.button[href="${election}/roll"]`);
  await done(page);
  must(await state(page) === 'roll displayed', 'roll');
  await page.goto(at('/roll'));
  must(await page.locator('[name=final]').count() === 0,
    'it hangs out for some days');
  await look(page, 'roll');
  await left(page);
});

async function nominate(page, office, who, proposer, seconder, symbol) {
  await page.goto(at('/do/nomination'));
  await page.selectOption('[name=office]', office);
  await page.selectOption('[name=person]', id[who]);
  await page.selectOption('[name=proposer]', id[proposer]);
  await page.selectOption('[name=seconder]', id[seconder]);
  await page.check('[name=consent]');
  await page.click(`label:has([name=symbol][value=${symbol}])`);
  if (who === 'Hajra') await look(page, 'nomination');
  await done(page);
}

test('the roll is frozen, voters are briefed, candidates stand', async () => {
  await day('2026-03-13');
  const page = await as('asma', phone);
  await page.goto(at('/roll'));
  await done(page);
  must(await state(page) === 'roll final', 'final');
  await page.goto(at('/do/briefing'));
  await page.fill('[name=women]', '5');
  await page.fill('[name=men]', '1');
  await done(page);
  await nominate(page, 'chairperson', 'Hajra', 'Bachal', 'Sassi', 'bell');
  await nominate(page, 'chairperson', 'Marvi', 'Hajra', 'Noori', 'sun');
  await nominate(page, 'finance_secretary', 'Sassi', 'Zulekha', 'Marvi',
    'cup');
  await page.goto(at('/do/nomination'));
  must(await page.locator('[name=symbol][value=bell]').count() === 0,
    'a symbol is taken once');
  for (let i = 0; i < 3; i++) {
    await page.goto(at());
    await page.click('tr:has(.chip.warn) a[href*="verdict=accepted"]');
    await done(page);
  }
  await inState(page, 'list final');
  await look(page, 'candidates');
  await left(page);
});

async function key(page, votes, figures) {
  for (const [name, n] of Object.entries(votes))
    await page.fill(`[name="votes.${id[name]}"]`, String(n));
  for (const [name, n] of Object.entries(figures))
    await page.fill(`[name=${name}]`, String(n));
}

const figures = { valid: 5, rejected: 0, spoiled: 0, not_returned: 0,
  unused: 3 };

test('two keyers do not see each other, and a difference stops it', async () => {
  await day('2026-03-22');
  const asma = await as('asma', phone);
  const bilal = await as('bilal', desk);
  await asma.goto(at('/do/ballot_account'));
  await asma.fill('[name=present]', '5');
  await asma.fill('[name=printed]', '8');
  await asma.fill('[name=issued]', '5');
  await done(asma);
  await inState(asma, 'poll and count');
  await asma.click(`a[href^="${election}/sheet"]`);
  await key(asma, { Hajra: 3, Marvi: 2 }, { ...figures, valid: 6 });
  await asma.click('form.fact button.main');
  await asma.waitForSelector('.said.stop, .note.stop');
  await look(asma, 'wrong');
  await key(asma, { Hajra: 3, Marvi: 2 }, figures);
  await look(asma, 'sheet');
  await done(asma);
  await bilal.goto(at('/sheet?office=chairperson'));
  must(await bilal.inputValue(`[name="votes.${id.Hajra}"]`) === '',
    'he sees nothing of it');
  await key(bilal, { Hajra: 2, Marvi: 3 }, figures);
  await done(bilal);
  must(await bilal.isVisible('.note.stop[role=alert]'), 'they differ');
  await look(bilal, 'differ');
  await bilal.goto(at('/declare'));
  must(await bilal.locator('form.fact').count() === 0, 'nothing is declared');
  await bilal.goto(at('/sheet?office=chairperson'));
  await key(bilal, { Hajra: 3, Marvi: 2 }, figures);
  await done(bilal);
  must(await state(bilal) === 'counted', 'they agree');
  await left(asma);
  await left(bilal);
});

test('the result is declared, and anyone checks its code', async () => {
  const page = await as('asma', phone);
  await page.goto(at('/declare'));
  await look(page, 'declare');
  await done(page);
  must(await state(page) === 'declared', 'declared');
  await look(page, 'declared');
  const code = await page.textContent('.code');
  must(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/.test(code), code);
  for (const lang of ['ur', 'sd'])
    for (const paper of ['notice', 'count', 'ballots'])
      await printed(page, paper, lang);
  await left(page);
  const reader = await as('nadia', phone, 'ur');
  await reader.goto(site.base + '/result');
  await reader.fill('[name=code]', code.toLowerCase().replaceAll('-', ' '));
  await reader.click('form.filter button:near([name=code])');
  await reader.waitForSelector('.note.good');
  must(await reader.evaluate(() => document.dir) === 'rtl', 'in Urdu');
  must(!(await reader.content()).includes('Hajra'), 'no name for a viewer');
  await look(reader, 'result-ur');
  await reader.goto(site.base + '/result/' + code.replace(/.$/,
    (c) => c === '2' ? '3' : '2'));
  must(await reader.isVisible('.note.warn:not([hidden])'), 'another code is another result');
  await left(reader);
});

test('the offices are filled, and handed over', async () => {
  await day('2026-04-10');
  const page = await as('asma', phone, 'sd');
  await page.goto(at('/seat'));
  await look(page, 'seat-sd');
  await done(page);
  await page.goto(`${site.base}/body/${id.lso}`);
  must((await page.content()).includes('Hajra'), 'she holds the office');
  await page.goto(at('/do/handover'));
  await page.selectOption('[name=taker]', id.Hajra);
  await page.selectOption('[name="item.0.what"]', 'cash');
  await page.fill('[name="item.0.counted"]', '12500');
  await page.check('[name="item.0.agreed"]');
  await done(page);
  await look(page, 'end-sd');
  must(await page.locator('.way li.done').count() > 8, 'all of it is done');
  await left(page);
});

await run({ stop: async () => { await browser.close(); await ended(); } });
