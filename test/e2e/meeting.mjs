// meeting - a meeting to its end in a real browser: fines, instalments and the
// box; an old register keyed down and across; an old body on one sheet.
import { browserStart, must, pageOpen as opened, run,
  signIn, test } from './_site.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

const saath = process.env.SAATH ?? 'saath';
const password = 'a long password';
const shots = process.env.SAATH_SHOTS;   // a folder, to look at the pages

// ---- a site of two COs ------------------------------------------------------

function verb(args, input = '') {
  const r = spawnSync(saath, ['-d', 'meeting.db', ...args],
    { input, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(args.join(' ') + ': ' + r.stderr);
  return r.stdout.trim();
}

const add = (kind, fields) => verb(['add', kind,
  ...Object.entries(fields).map(([k, v]) => `${k}=${v}`)]);

const names = ['Sakina', 'Zohra', 'Hajra', 'Amina'];

function bodyMake(name, code) {
  const body = add('body', { nature: 'co', sex: 'women', name, code,
    rsp: 'SRSO', place: 'pk723', formed: '2020-01-05', saving: 100 });
  names.forEach((n, i) => {
    const household = add('household', { number: code + '-' + i,
      place: 'pk723' });
    const person = add('person', { household, sex: 'women', name: n });
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
  verb(['user', 'add', 'khadija', '--role', 'organiser'], password + '\n');
  const bodies = { roshni: bodyMake('CO Roshni', 'CO-R'),
    sitara: bodyMake('CO Sitara', 'CO-S') };
  add('meeting', { body: bodies.roshni, held: '2020-02-03', total: 600,
    boxed: 600, women: 4 });
  const port = await freePort();
  const child = spawn(saath, ['-d', 'meeting.db', 'serve', '--listen',
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

const site = await siteMake();
const browser = await browserStart();
const { roshni, sitara } = site.bodies;

async function pageOpen(width) {
  const page = await opened(browser, { viewport: { width, height: 850 } });
  page.setDefaultTimeout(10e3);
  await signIn(page, site, 'khadija');
  return page;
}

const text = (page, where) => page.textContent(where).then((t) => t.trim());
const saved = (page) => page.waitForFunction(() =>
  document.querySelector('form[data-draft]').dataset.saved);
async function close(page) {
  must(page.errors.length === 0, page.errors.join('; '));
  await page.context().close();
}

// ---- the box ----------------------------------------------------------------

test('fines and instalments by keyboard, and the box says what it must hold',
  async () => {
    const page = await pageOpen(1280), keys = page.keyboard;
    await page.goto(`${site.base}/body/${roshni}/meeting`);
    must(!await page.isVisible('[name="attendance.0.fined"]'),
      'fines wait until somebody asks');
    must(!await page.isVisible('tr.new'), 'so do newcomers');
    await page.check('[data-columns]');
    await page.focus('tr[data-key] input[type=radio]');
    await keys.press('Shift+P');                     // all are there
    await keys.press('ArrowRight');                  // saved
    await keys.press('ArrowRight');                  // late
    await keys.press('Space');
    await keys.press('ArrowRight');                  // fined
    await keys.type('10');
    await keys.press('Enter');
    await keys.press('ArrowRight');                  // repaid, next row
    await keys.type('500');
    must(await page.isChecked('[name="attendance.0.late"]'), 'Space says late');
    must(await page.inputValue('[name="attendance.1.repaid"]') === '500',
      'the arrows lead on');
    must(await text(page, '[data-box-sheet]') === '1,510',
      'before, saved, fined, repaid: ' + await text(page, '[data-box-sheet]'));
    await page.fill('[name=spent]', '200');
    await page.fill('[name=boxed]', '1,300');
    must(await text(page, '[data-box-difference]') === '-10',
      'ten are missing');
    if (shots) await page.screenshot({ path: shots + '/box.png' });
    await saved(page);
    await page.waitForTimeout(100);
    await page.reload();
    await page.waitForFunction(() => document.querySelector(
      '[name="attendance.0.late"]').checked);
    must(await page.isVisible('[name="attendance.0.fined"]') &&
      await page.inputValue('[name="attendance.0.fined"]') === '10' &&
      await page.inputValue('[name=boxed]') === '1,300', 'the draft is back');
    await page.click('form.meeting button.main');
    await page.waitForSelector('.said.stop');
    must((await page.textContent('main')).includes('1310.00'),
      'it does not close');
    await page.fill('[name=difference_why]', 'Ten rupees of change');
    await page.click('form.meeting button.main');
    await page.waitForURL(/meeting\/[0-9a-f]{32}\?kept=1/);
    must((await page.textContent('main')).includes('Ten rupees of change'),
      'the difference is named');
    await page.goto(`${site.base}/body/${roshni}/meeting?held=2099-01-01`);
    must(await page.inputValue('[name=box_before]') === '1300.00',
      'the next begins with what was left');
    await close(page);
  });

test('undo takes a tick back, and a fine', async () => {
  const page = await pageOpen(1280), keys = page.keyboard;
  await page.goto(`${site.base}/body/${sitara}/meeting`);
  await page.check('[data-columns]');
  await page.check('[name="attendance.2.late"]');
  await page.fill('[name="attendance.2.fined"]', '5');
  await keys.press('Tab');
  await page.click('[data-undo]');
  must(await page.inputValue('[name="attendance.2.fined"]') === '', 'the fine');
  await page.click('[data-undo]');
  must(!await page.isChecked('[name="attendance.2.late"]'), 'the tick');
  await page.click('[data-forget]').catch(() => undefined);
  await close(page);
});

test('who presided is chosen from the sheet, and a draft remembers it',
  async () => {
    const page = await pageOpen(390);
    await page.goto(`${site.base}/body/${sitara}/meeting`);
    must(await page.locator('[name=chaired] option').count() === 1,
      'no list is drawn before it is wanted');
    await page.focus('[name=chaired]');
    must(await page.locator('[name=chaired] option').count() ===
      names.length + 1, 'everybody of the sheet');
    await page.selectOption('[name=chaired]', { label: 'Hajra' });
    await page.focus('[name=agenda]');
    await saved(page);
    await page.reload();
    await page.waitForSelector('.draft:not([hidden])');
    must(await page.evaluate(() => document.querySelector('[name=chaired]')
      .selectedOptions[0].text) === 'Hajra', 'she is there again');
    await page.click('[data-forget]');
    await close(page);
  });

test('without scripts a button brings every field', async () => {
  const on = await pageOpen(390);
  const context = await browser.newContext({ javaScriptEnabled: false,
    storageState: await on.context().storageState(),
    viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  await page.goto(`${site.base}/body/${sitara}/meeting`);
  await page.fill('[name="attendance.1.saved"]', '75');
  must(!await page.isVisible('[data-columns]'), 'no tick that does nothing');
  await page.press('[data-grid] [name=_whole]', 'Enter');
  await page.waitForSelector('[name="attendance.1.fined"]');
  must(await page.inputValue('[name="attendance.1.saved"]') === '75.00' ||
    await page.inputValue('[name="attendance.1.saved"]') === '75',
  'what was typed stays');
  must(await page.isVisible('[name="attendance.1.fined"]'), 'fines can be typed');
  await page.selectOption('[name=chaired]', { label: 'Amina' });
  if (shots) await page.screenshot({ path: shots + '/whole-320.png' });
  must(await page.evaluate(() => document.documentElement.scrollWidth) <= 320,
    'wider than the screen');
  await context.close();
  await close(on);
});

// ---- the photographed page --------------------------------------------------

const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlE' +
  'QVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

test('a page is photographed, keyed in beside its picture, and stays with it',
  async () => {
    const page = await pageOpen(390);
    await page.goto(`${site.base}/body/${sitara}/meeting`);
    await page.click('main details.card summary');
    await page.setInputFiles('[name=file]', { name: 'page.png',
      mimeType: 'image/png', buffer: dot });
    await page.click('main details.card button');
    await page.waitForURL(/meeting\?page=[0-9a-f]{32}/);
    must(await page.evaluate(() => document.querySelector('.pane img')
      .naturalWidth > 0), 'the picture is there');
    await page.click('details:has([name=total]) summary');
    await page.fill('[name=women]', '4');
    await page.fill('[name=total]', '400');
    if (shots) await page.screenshot({ path: shots + '/page-390.png' });
    await page.fill('[name=held]', '2020-06-03');
    await page.waitForLoadState('networkidle');      // drawn anew for that day
    must(await page.isVisible('.pane img'), 'it stays beside another day');
    await page.click('form.meeting button.main');
    await page.waitForURL(/meeting\/[0-9a-f]{32}\?kept=1$/);
    must(await page.locator('main a[href^="/file/"]').count() === 1,
      'the meeting has its page');
    await page.goto(`${site.base}/body/${sitara}/meeting`);
    must(await page.locator('main a[href*="page="]').count() === 0,
      'it is keyed');
    await close(page);
  });

// ---- an old register --------------------------------------------------------

test('an old register goes down, across, and on to the next', async () => {
  const page = await pageOpen(1280), keys = page.keyboard;
  await page.goto(`${site.base}/backlog/${roshni}?from=2020-03`);
  await page.fill('[name="month.0.day"]', '5');
  await page.fill('[name="month.1.day"]', '7');
  await page.click('[name="cell.0.0"]');
  for (const said of ['100', '50', 'a', 'p', '70'])  // the fifth: next month
    await keys.type(said).then(() => keys.press('Enter'));
  must(await page.inputValue('[name="cell.0.1"]') === '70', 'across');
  must(await text(page, '[data-column-sum="0"]') === '150', 'the sum below');
  await page.fill('[name="month.0.total"]', '151');
  must(await page.evaluate(() => document.querySelector('[data-book="0"]')
    .classList.contains('differs')), 'the book says otherwise');
  await saved(page);
  await page.waitForTimeout(100);
  await page.reload();
  await page.waitForFunction(() =>
    document.querySelector('[name="cell.1.0"]').value === '50');
  must(await page.inputValue('[name="month.0.total"]') === '151',
    'the foot is of the draft too');
  await page.click('form[data-draft] button.main');
  await page.waitForSelector('.said.stop');
  await page.fill('[name="month.0.total"]', '150');
  await page.click('form[data-draft] button.main');
  await page.waitForURL(/kept=2&from=2020-09/);
  await page.click(`[href="/backlog/${roshni}/next"]`);
  await page.waitForURL(new RegExp(`/backlog/${sitara}`));
  await close(page);
});

// ---- an old body ------------------------------------------------------------

test('an old body comes in on one sheet by keyboard', async () => {
  const page = await pageOpen(1280), keys = page.keyboard;
  await page.goto(site.base + '/body/old');
  await page.selectOption('[name=sex]', 'women');
  await page.fill('[name=name]', 'CO Purani');
  await page.fill('[name=formed]', '2010-03-01');
  await page.selectOption('[name=rsp]', { label: 'SRSO' });
  await page.fill('[name="place.said"]', 'Sukkur');
  await page.waitForSelector('.find [role=option]');
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await page.click('[name="row.0.name"]');
  for (const n of ['Nasreen', 'Rozina', 'Shazia'])
    await keys.type(n).then(() => keys.press('Enter'));
  await page.click('[name="row.0.house"]');
  for (const n of ['H1', 'H1', 'H2'])
    await keys.type(n).then(() => keys.press('Enter'));
  await page.selectOption('[name="row.0.office"]', 'president');
  await page.fill('[name=meetings]', '110');
  await page.fill('[name=savings]', '45,000');
  await page.click('form[data-draft] button.main');
  await page.waitForURL(/body\/[0-9a-f]{32}\?kept=1/);
  const said = await page.textContent('main');
  must(said.includes('Shazia') && said.includes('45,000') &&
    said.includes('110'), 'it stands there with all of it');
  await close(page);
});

// ---- on a phone, in three languages -----------------------------------------

for (const width of [390, 1280])
  test(`the pages fit, ${width} px`, async () => {
    const page = await pageOpen(width);
    for (const path of [`/body/${roshni}/meeting`, `/backlog/${roshni}`,
      '/backlog', '/body/old'])
      for (const lang of ['en', 'ur', 'sd']) {
        await page.goto(`${site.base}${path}?lang=${lang}`);
        const wide = await page.evaluate(() =>
          document.documentElement.scrollWidth -
          document.documentElement.clientWidth);
        must(wide <= 1, `${path} in ${lang} is ${wide} px too wide`);
        if (shots)
          await page.screenshot({ fullPage: true, path: shots + '/' +
            path.replace(/\W+/g, '-') + `-${lang}-${width}.png` });
      }
    await close(page);
  });

await run({ stop: async () => { await browser.close(); await site.stop(); } });
