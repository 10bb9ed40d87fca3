// newcomer - the first hour of an office, as /start leads through it: its unit, a
// post, a village, a household, its first CO; its members out of the office's own
// workbook, headed as offices head them; the first meeting of 25 with the keyboard;
// then the district in the outreach table, the CO's register on paper and one
// passbook as a picture to send. What each step took is printed.
import { must, run, test } from './_site.mjs';
import { desk, kept, left, ownSite, phone, said } from './_own.mjs';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

const site = await ownSite('newcomer', '2026-02-02', { khadija: 'manager',
  hina: 'head_office' });
const MOST_KEYS = 60, WOMEN = 25;
const id = {};
let since = Date.now();

function step(what) {
  console.log(`# ${what}: ${((Date.now() - since) / 1000).toFixed(1)} s`);
  since = Date.now();
}

// ---- the office's workbook --------------------------------------------------

const names = ['Sakina', 'زہرہ', 'Hajra', 'Amina', 'Rukhsana', 'Bhagi', 'ساجدہ',
  'Marvi', 'Noor Khatoon', 'Zainab', 'پروین', 'Sughra', 'Haleema', 'Rabia',
  'Farzana', 'شبانہ', 'Mehrunissa', 'Parveen', 'Sassi', 'Moomal', 'Rasheeda',
  'Naheed', 'Kausar', 'Bilqees', 'نسیمہ'];
// Made by hand, with a line above the headings and one below the rows.
const rows = [['Members of CO Umeed, Goth Soomro'],
  ['CO Code', 'S#', 'HH No.', 'نام', 'Father/Husband Name', 'Gender',
    'Date of Joining', 'Remarks'],
  ...names.map((name, i) => ['CO-1', i + 1, 'H-' + (i + 1), name,
    'Rasool Bux', i % 2 ? 'F' : 'خاتون', '02/02/2026', ''])];

const letters = 'ABCDEFGH';
const text = (s) => String(s).replace(/&/g, '&amp;').replace(/</g, '&lt;');
const cell = (v, at) => typeof v === 'number' ? `<c r="${at}"><v>${v}</v></c>` :
  `<c r="${at}" t="inlineStr"><is><t>${text(v)}</t></is></c>`;

function workbook(path) {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/' +
    'relationships';
  const pack = 'http://schemas.openxmlformats.org/package/2006/';
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${pack}content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-' +
      'package.relationships+xml"/><Default Extension="xml" ' +
      'ContentType="application/xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="${pack}relationships"><Relationship ` +
      `Id="r" Type="${rel}/officeDocument" Target="xl/workbook.xml"/>` +
      '</Relationships>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets>` +
      '<sheet name="CO-1" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pack}relationships">` +
      `<Relationship Id="r1" Type="${rel}/worksheet" ` +
      'Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>` +
      rows.map((row, r) => `<row r="${r + 1}">${row.map((v, c) =>
        cell(v, letters[c] + (r + 1))).join('')}</row>`).join('') +
      '</sheetData></worksheet>',
  };

  for (const [name, xml] of Object.entries(parts)) {
    if (name.includes('/')) mkdirSync(name.replace(/\/[^/]*$/, ''),
      { recursive: true });
    writeFileSync(name, '<?xml version="1.0" encoding="UTF-8"?>\n' + xml);
  }
  execFileSync('zip', ['-q', '-X', path, ...Object.keys(parts)]);
}

// ---- the way ----------------------------------------------------------------

// What /start says comes next, opened by its button.
async function next(page, what) {
  await page.goto(site.base + '/start');
  must(await page.locator('.card.next').count() === 1, 'one step comes next');
  const href = await page.getAttribute('.card.next a.main', 'href');
  must(href === what, `next is ${href}, not ${what}`);
  await page.click('.card.next a.main');
}

const fill = async (page, fields) => {
  for (const [name, value] of Object.entries(fields)) {
    const at = page.locator(`form.fact [name="${name}"]`);

    if (await at.evaluate((e) => e.tagName) === 'SELECT')
      await at.selectOption(value);
    else await at.fill(value);
  }
};

async function entered(page) {
  return kept(page).catch(async () => {
    throw new Error(page.url() + ': ' + (await page.locator(
      'main .note, form.fact .field:has([aria-invalid])')
      .allTextContents()).join(' | '));
  });
}

test('an office, a post, a village, a household and the first CO', async () => {
  await site.day('2026-02-02');
  const page = await site.as('khadija', desk);
  const rsp = async () => page.evaluate(() => Array.from(document.querySelector(
    '[name=rsp]').options).find((o) => o.text.includes('SRSO')).value);

  page.setDefaultTimeout(9e3);
  since = Date.now();
  await next(page, '/new/unit');
  await fill(page, { code: 'FU-1', name: 'Field unit Sukkur',
    nature: 'field_unit', rsp: await rsp(), 'place.said': 'pk723', since: '2026-01-01' });
  await entered(page);
  step('the field unit');
  await next(page, '/new/staff');
  await fill(page, { code: 'SO-1', name: 'Khadija Memon',
    post: 'social_organiser', sex: 'women', 'unit.said': 'FU-1',
    rsp: await rsp(), since: '2026-02-02' });
  await entered(page);
  step('a social organiser');
  await next(page, '/list/place');
  await page.click('a[href^="/new/place"]');
  await fill(page, { level: 'settlement', name: 'Goth Soomro',
    'lg.said': 'pk72301' });
  await entered(page);
  step('the village');
  await next(page, '/new/household');
  await fill(page, { number: 'H-1', 'place.said': 'Goth Soomro' });
  await entered(page);
  step('the first household');
  await next(page, '/new/body');
  await fill(page, { nature: 'co', sex: 'women', code: 'CO-1', name: 'CO Umeed',
    rsp: await rsp(), 'place.said': 'Goth Soomro', formed: '2026-02-02',
    saving: '100' });
  id.body = await entered(page);
  step('the first CO');
  await left(page);
});

test('its members come out of the workbook that the office has', async () => {
  const page = await site.as('khadija', desk);

  workbook('members.xlsx');
  since = Date.now();
  await page.goto(site.base + '/start');
  await page.click('main a[href="/import"]');
  await page.selectOption('[name=kind]', 'members');
  await page.setInputFiles('[name=file]', 'members.xlsx');
  await page.click('main button.main');
  await said(page, 'Remarks');                // what is left out is told
  must(!(await page.textContent('main')).includes('Father/Husband'),
    'every other heading is understood');
  await page.click('main button.main');
  await page.waitForLoadState();
  await page.goto(`${site.base}/body/${id.body}`);
  await said(page, 'زہرہ');
  await said(page, 'Bilqees');
  step('25 members out of the workbook');
  await left(page);
});

test(`the first meeting of ${WOMEN} in at most ${MOST_KEYS} keys`, async () => {
  const page = await site.as('khadija', desk);
  const focus = () => page.evaluate(() => document.activeElement.name ?? '');
  let keys = 0;
  const press = (key) => page.keyboard.press(key, keys++);

  await next(page, '/list/body');
  await page.goto(`${site.base}/body/${id.body}`);
  await page.click(`main a[href="/body/${id.body}/meeting"]`);
  await page.waitForURL(/\/meeting$/);
  since = Date.now();
  await press('Tab');
  await press('Enter');                       // past the head, to the content
  while (!/^attendance/.test(await focus()) && keys < MOST_KEYS)
    await press('Tab');
  await press('Shift+P');
  for (let i = 0; i < 3; i++) await press('ArrowDown');
  await press('a');
  await press('Control+Enter');
  await page.waitForURL(/kept=1/);
  console.log(`# ${keys} keys, of them 4 for the one who did not come`);
  step('the first meeting');
  must(keys <= MOST_KEYS, keys + ' keys');
  await said(page, '24');
  await page.goto(site.base + '/start');
  must((await page.textContent('.card.next')).includes('registers count'),
    'what is left is for head office');
  await left(page);
});

test('on a phone the amounts far below are there before they are seen',
  async () => {
    const page = await site.as('khadija', phone);
    const last = `[name="attendance.${WOMEN - 1}.saved"]`;
    const there = () => page.locator(last).count();

    await page.goto(`${site.base}/body/${id.body}/meeting`);
    must(await there() === 0, 'not while the page opens');
    await page.locator('tr[data-key]:not(.new)').last().scrollIntoViewIfNeeded();
    await page.fill(last, '70');
    await page.focus('[name=agenda]');
    await page.waitForFunction(() => document.querySelector('form[data-draft]')
      .dataset.saved);
    await page.reload();
    await page.waitForSelector('.draft:not([hidden])');
    must(await there() === 1 && await page.inputValue(last) === '70',
      'a draft is laid where nobody has looked yet');
    must(await page.textContent('[data-total=amount]') === '70', 'and counts');
    await page.click('[data-forget]');
    await page.waitForFunction(() => document.querySelector('.draft').hidden);
    await page.focus('tr[data-key] input[type=radio]');
    await page.keyboard.press('Shift+P');
    must(await page.textContent('[data-total=amount]') ===
      (WOMEN * 100).toLocaleString('en'), 'all of them came and save');
    await left(page);
  });

test('the district, the register on paper, a passbook to send', async () => {
  const page = await site.as('khadija', desk);
  const bytes = (path) => page.evaluate(async (p) => {
    const got = await fetch(p);
    const all = new Uint8Array(await got.arrayBuffer());

    return { status: got.status, size: all.length,
      head: String.fromCharCode(...all.slice(0, 5)) };
  }, path);

  // From now on the registers count there: head office says so once.
  const head = await site.as('hina', desk);
  since = Date.now();
  await next(head, '/cutover');
  await head.goto(site.base + '/cutover?as_of=2026-02&place=pk723&rsp=SRSO');
  await head.fill('main form [name=since]', '2026-02');
  await head.fill('main form [name=why]', 'The office begins');
  const kept = head.waitForResponse((r) => r.request().method() === 'POST');
  await head.click('main form:has([name=since]) button');
  must((await kept).status() === 303, 'the cutover is kept');
  await head.waitForLoadState();
  await head.goto(site.base + '/start');
  must(await head.locator('.card.next').count() === 0, 'all steps are done');
  await left(head);
  await page.goto(site.base + '/outreach?as_of=2026-02&by=district');
  const row = page.locator('table.sheet tbody tr', { hasText: 'Sukkur' });
  must(await row.count() === 1, 'Sukkur has no row: ' +
    (await page.textContent('main')).slice(-600));
  must((await row.textContent()).includes('25'), await row.textContent());
  step('the district in the outreach table');
  const paper = await bytes(`/body/${id.body}/members.pdf`);
  must(paper.status === 200 && paper.head === '%PDF-', JSON.stringify(paper));
  step('the register on paper');
  await page.goto(`${site.base}/savings/${id.body}`);
  await page.locator('main a[href^="/passbook/"]').first().click();
  await page.waitForURL(/\/passbook\/[0-9a-f]{32}/);
  await said(page, '100');
  const picture = await page.locator('main a[href*="passbook.png"]').first()
    .getAttribute('href');
  const got = await bytes(picture);
  must(got.status === 200 && got.head.includes('PNG') && got.size < 100e3,
    JSON.stringify(got));
  step('a passbook to send');
  await left(page);
});

await run(site);
