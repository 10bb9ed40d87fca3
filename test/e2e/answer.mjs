// answer - a donor's form and a scorecard in a real browser: by touch at 390 px,
// by keyboard alone, with the tab closed in the middle, right to left, without a
// script; and a questionnaire made on its page.
import { browserStart, must, pageOpen as opened, run,
  signIn, test } from './_site.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';

const saath = process.env.SAATH ?? 'saath';
const password = 'a long password';
const shots = process.env.SAATH_SHOTS;   // a folder, to look at the pages
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true,
  isMobile: true, permissions: ['geolocation'],
  geolocation: { latitude: 27.5, longitude: 68.25, accuracy: 12 } };

function verb(args, input = '') {
  const r = spawnSync(saath, ['-d', 'answer.db', ...args],
    { input, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(args.join(' ') + ': ' + r.stderr);
  return r.stdout.trim();
}

const add = (kind, fields) => verb(['add', kind,
  ...Object.entries(fields).map(([k, v]) => `${k}=${v}`)]);

const form = { about: 'household', access: 'open', code: 'DONOR-1',
  purpose: 'form', title: 'A form of a donor', title_ur: 'ڈونر کا فارم',
  questions: [
    { code: 'toilet', need: true, text: 'Is there a toilet?',
      text_ur: 'کیا بیت الخلا ہے؟', type: 'yes_no' },
    { asked_when: 'toilet=yes', code: 'kind', text: 'Which kind?',
      text_ur: 'کس قسم کا؟', type: 'one' },
    { code: 'goats', least: 0, most: 500, text: 'How many goats?',
      type: 'count' },
    { asked_when: 'goats=few', code: 'why', most: 80, text: 'Why so few?',
      type: 'text' },
    { code: 'own', text: 'What do they own?', type: 'many' },
    { code: 'seen', text: 'When was it seen?', type: 'day' }],
  choices: [
    { code: 'pit', question: 'kind', text: 'Pit' },
    { code: 'flush', question: 'kind', text: 'Flush' },
    { code: 'few', least: 0, question: 'goats', text: 'Few', upto: 3 },
    { code: 'some', least: 4, question: 'goats', text: 'Some' },
    { code: 'plough', question: 'own', text: 'Plough' },
    { code: 'radio', question: 'own', text: 'Radio' }] };

const freePort = () => new Promise((done) => {
  const s = createServer();
  s.listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => done(port));
  });
});

async function siteMake() {
  verb(['init']);
  for (const [login, role] of [['khadija', 'organiser'], ['mina', 'monitor']])
    verb(['user', 'add', login, '--role', role], password + '\n');
  verb(['add', 'questionnaire', '-'], JSON.stringify(form));
  const home = {};
  for (const n of ['touch', 'keys', 'kill', 'score', 'plain'])
    home[n] = add('household', { number: n, place: 'pk723' });
  const port = await freePort();
  const child = spawn(saath, ['-d', 'answer.db', 'serve', '--listen',
    `127.0.0.1:${port}`], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  for (let i = 0; ; i++) {
    try {
      if ((await fetch(base + '/health')).ok) break;
    } catch { /* not yet */ }
    if (i > 200) throw new Error('no site');
    await new Promise((done) => setTimeout(done, 50));
  }
  return { base, home, login: () => password,
    stop: () => new Promise((done) => {
      child.on('exit', done);
      child.kill('SIGTERM');
    }) };
}

const site = await siteMake();
const browser = await browserStart();
const ask = (name, code = 'DONOR-1') =>
  `${site.base}/answer/${code}?household=${site.home[name]}`;
const question = (code) => `[data-ask=${code}]`;
const input = (code, value) => `[name="answers.${code}"]` +
  (value === undefined ? '' : `[value="${value}"]`);

async function pageOpen(from, options) {
  const page = await opened(from, options);
  page.setDefaultTimeout(10e3);
  return page;
}

async function look(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

const saved = (page) => page.waitForFunction(() =>
  document.querySelector('form[data-draft]').dataset.saved);

async function answers(page) {
  const id = new URL(page.url()).pathname.split('/')[2];
  const r = await page.request.get(
    `${site.base}/answered/${id}?format=json`);
  return (await r.json()).answers;
}

const same = (a, b) => must(JSON.stringify(a) === JSON.stringify(b),
  JSON.stringify(a) + ' is not ' + JSON.stringify(b));

test('by touch alone, with what is not asked out of the way', async () => {
  const page = await pageOpen(browser, phone);
  await signIn(page, site, 'khadija');
  await page.goto(`${site.base}/household/${site.home.touch}`);
  await look(page, 'household');
  await page.tap('a[href*="/answer/DONOR-1"]');
  await page.waitForSelector(question('toilet'));
  must(!await page.isVisible(question('kind')), 'kind waits for the toilet');
  must(!await page.isVisible(question('why')), 'why waits for the goats');
  must(await page.evaluate(() => document.documentElement.scrollWidth <=
    document.documentElement.clientWidth), 'wider than the screen');
  must(await page.evaluate(() => Array.from(document.querySelectorAll(
    '.choices label, .ask input:not([type=radio], [type=checkbox])'))
    .filter((e) => e.offsetParent && e.offsetHeight < 44).length) === 0,
  'too small for a thumb');
  await page.tap('label:has(' + input('toilet', 'yes') + ')');
  must(await page.isVisible(question('kind')), 'now it is asked');
  await page.tap('label:has(' + input('kind', 'pit') + ')');
  await page.fill(input('goats'), '3');
  must(await page.isVisible(question('why')), 'three are few');
  await page.fill(input('goats'), '۴');
  must(!await page.isVisible(question('why')), 'four are not');
  await page.tap('label:has(' + input('own', 'radio') + ')');
  await page.tap('label:has(' + input('own', 'plough') + ')');
  await page.fill(input('seen'), '2014-11-30');
  await look(page, 'touch');
  await page.tap('button.main');
  await page.waitForURL(/\/answered\/.*kept=1/);
  await look(page, 'answered');
  same(await answers(page), { goats: 4, kind: 'pit', own: ['plough', 'radio'],
    seen: '2014-11-30', toilet: 'yes' });
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
});

// What was typed under a question that is skipped again is not sent.
test('by keyboard alone; a mind changed', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 1280, height: 850 } });
  const keys = page.keyboard;
  await signIn(page, site, 'khadija');
  await page.goto(ask('keys'));
  await page.focus(input('toilet', 'yes'));
  await keys.press('Space');
  await keys.press('Enter');                    // on to the next question
  must(await page.evaluate(() => document.activeElement.name) ===
    'answers.kind', 'Enter goes on');
  await keys.press('Space');
  await keys.press('Shift+Tab');
  await keys.press('ArrowDown');                // no, there is none
  must(await page.isChecked(input('toilet', 'no')), 'the arrow chose no');
  must(!await page.isVisible(question('kind')), 'kind is skipped again');
  await keys.press('Enter');
  await keys.type('2');
  await keys.press('Enter');
  await keys.type('Sold');                      // why, which is asked now
  await keys.press('Tab');
  await keys.press('Space');
  await page.focus(input('seen'));
  await keys.press('Enter');
  must(await page.evaluate(() =>
    document.activeElement.classList.contains('main')), 'to the button');
  await look(page, 'keys');
  await keys.press('Enter');
  await page.waitForURL(/\/answered\/.*kept=1/);
  same(await answers(page), { goats: 2, own: ['plough'], toilet: 'no',
    why: 'Sold' });
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
});

test('a closed tab costs nothing', async () => {
  const context = await browser.newContext(phone);
  const wrap = { newContext: async () => context };
  let page = await pageOpen(wrap, phone);
  await signIn(page, site, 'khadija');
  await page.goto(ask('kill'));
  await page.tap('label:has(' + input('toilet', 'yes') + ')');
  await page.tap('label:has(' + input('kind', 'flush') + ')');
  await page.tap('label:has(' + input('own', 'radio') + ')');
  await page.fill(input('goats'), '7');
  await saved(page);
  await page.waitForTimeout(300);
  await page.close({ runBeforeUnload: false });
  page = await context.newPage();
  await page.goto(ask('kill'));
  await page.waitForSelector('.note.draft:not([hidden])');
  must(await page.isChecked(input('kind', 'flush')), 'the radio');
  must(await page.isVisible(question('kind')), 'and it is asked');
  must(await page.isChecked(input('own', 'radio')), 'the tick');
  must(!await page.isChecked(input('own', 'plough')), 'and no other');
  must(await page.inputValue(input('goats')) === '7', 'the number');
  await page.tap('button.main');
  await page.waitForURL(/\/answered\/.*kept=1/);
  same(await answers(page), { goats: 7, kind: 'flush', own: ['radio'],
    toilet: 'yes' });
  await page.goto(ask('kill'));
  must(!await page.isVisible('.note.draft'), 'the draft is gone');
  await context.close();
});

test('what is wrong is said beside its question', async () => {
  const page = await pageOpen(browser, phone);
  await signIn(page, site, 'khadija');
  await page.goto(ask('touch'));
  await page.fill(input('goats'), '501');
  await page.tap('button.main');
  await page.waitForSelector('.said.stop');
  must(await page.isVisible(question('goats') + ' .said.stop'), 'goats');
  must(await page.isVisible(question('toilet') + ' .said.stop'), 'toilet');
  must(await page.inputValue(input('goats')) === '501', 'as it was typed');
  must(!await page.isVisible(question('kind')), 'skips hold after a redraw');
  await look(page, 'wrong');
  await page.context().close();
});

test('right to left', async () => {
  const page = await pageOpen(browser, phone);
  await signIn(page, site, 'khadija');
  await page.goto(site.base + '/lang/ur');
  await page.goto(ask('touch'));
  must((await page.textContent(question('toilet'))).includes('بیت الخلا'),
    'in Urdu');
  must((await page.textContent(question('goats'))).includes('How many goats?'),
    'in English where there is no Urdu');
  must(await page.evaluate(() => document.documentElement.scrollWidth <=
    document.documentElement.clientWidth), 'wider than the screen');
  await look(page, 'urdu');
  await page.goto(site.base + '/lang/en');
  await page.context().close();
});

test('without a script', async () => {
  const page = await pageOpen(browser, { javaScriptEnabled: false });
  await signIn(page, site, 'khadija');
  await page.goto(ask('plain'));
  must(await page.isVisible(question('kind')), 'all stands there');
  must((await page.textContent(question('kind'))).includes('Only if'),
    'with its condition');
  await page.check(input('toilet', 'no'));
  await page.check(input('kind', 'pit'));
  await page.click('button.main');
  must(await page.isVisible(question('kind') + ' .said.stop'),
    'the server judges');
  await page.check(input('kind', ''));
  await page.click('button.main');
  await page.waitForURL(/\/answered\/.*kept=1/);
  same(await answers(page), { toilet: 'no' });
  await page.context().close();
});

test('a score knows where and how long, and shows no points', async () => {
  const page = await pageOpen(browser, phone);
  await signIn(page, site, 'khadija');
  await page.goto(ask('score', 'SPS-PAK-2009-002'));
  const codes = { q1: 'C', q2: 'C', q3: 'B', q4: 'B', q5: 'A', q6: 'B',
    q7: 'A', q8: 'A', q9: 'B', q10: 'A' };
  for (const [q, c] of Object.entries(codes))
    await page.tap('label:has(' + input(q, c) + ')');
  await page.tap('[data-here]');
  await page.waitForFunction(() =>
    document.querySelector('[data-degrees=lat]').value === '27500000');
  must(!/\b3800\b|38\.00/.test(await page.content()), 'no score');
  await look(page, 'score');
  await page.tap('button.main');
  await page.waitForURL(/\/answered\/.*kept=1/);
  must(!/\b3800\b|38\.00/.test(await page.content()), 'nor on the receipt');
  const said = verb(['show',
    new URL(page.url()).pathname.split('/')[2], '--format', 'json']);
  must(/"score":3800\b/.test(said), said);
  must(/"lat":27500000\b/.test(said), said);
  must(/"began":\d+/.test(said) && /"ended":\d+/.test(said), said);
  await page.context().close();
});

test('monitoring makes one, on a phone, without a script', async () => {
  const page = await pageOpen(browser, { ...phone, javaScriptEnabled: false });
  const press = async (button) => {
    await page.focus(button);
    await Promise.all([page.waitForEvent('domcontentloaded'),
      page.keyboard.press('Enter')]);
  };
  await signIn(page, site, 'mina');
  await page.goto(site.base + '/questionnaires');
  await look(page, 'questionnaires');
  await page.click('a.main[href="/questionnaires/new"]');
  await page.fill('[name=code]', 'PRE-1');
  await page.fill('[name=title]', 'Before the training');
  await page.selectOption('[name=purpose]', 'test');
  await page.selectOption('[name=about]', 'person');
  await page.selectOption('[name=access]', 'open');
  await page.fill('[name=most]', '1');
  await page.fill('[name="q.0.text"]', 'What is a quorum?');
  await page.selectOption('[name="q.0.type"]', 'one');
  await press('[name="_do.choice.0"]');
  await page.fill('[name="c.0.0.text"]', 'Half of all');
  await page.fill('[name="c.0.0.points"]', '0');
  await press('[name="_do.choice.0"]');
  await page.fill('[name="c.0.1.text"]', 'What the bylaws say');
  await page.fill('[name="c.0.1.points"]', '1');
  await press('[name="_do.cup.0.1"]');
  await press('[name="_do.add"]');
  await page.fill('[name="q.1.text"]', 'Were you there?');
  await page.selectOption('[name="q.1.type"]', 'yes_no');
  await press('[name="_do.up.1"]');
  must(await page.evaluate(() => document.documentElement.scrollWidth <=
    document.documentElement.clientWidth), 'wider than the screen');
  await press('[name="_do.show"]');
  await look(page, 'make');
  must(await page.isVisible('[name="answers.q1"]'), 'as it will be asked');
  await press('button.main[name=_keep]');
  await page.waitForURL(/\/questionnaire\/PRE-1\?kept=1/);
  const text = await page.textContent('.asks');
  must(text.indexOf('Were you there?') < text.indexOf('quorum'), 'its order');
  must(text.indexOf('bylaws') < text.indexOf('Half of all'), 'of choices too');
  await look(page, 'made');
  await page.context().close();
});

await run({ stop: async () => { await browser.close(); await site.stop(); } });
