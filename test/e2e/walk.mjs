// walk - what issue 2 must show in a real browser: sign in, filter the
// outreach table, open a figure to its postings and a posting to its entry, in
// three languages and two widths; every way of the menu on a phone; then write,
// correct and import.
import { browserStart, must, pageOpen, run, signIn, siteStart, test }
  from './_site.mjs';
import { writeFileSync } from 'node:fs';

const site = await siteStart();
const browser = await browserStart();
const widths = [[390, 844], [1280, 850]];
const words = {
  en: { dir: 'ltr', outreach: 'Outreach', equal: 'exactly the sum' },
  ur: { dir: 'rtl', outreach: 'رسائی', equal: 'برابر' },
  sd: { dir: 'rtl', outreach: 'پهچ', equal: 'برابر' },
};

const fits = (page) => page.evaluate(() =>
  document.documentElement.scrollWidth <=
  document.documentElement.clientWidth);

for (const [width, height] of widths)
  for (const [lang, w] of Object.entries(words))
    test(`a figure opens down to its entry, ${lang}, ${width} px`, async () => {
      const page = await pageOpen(browser, { viewport: { width, height } });

      await signIn(page, site, 'nadia');
      await page.click(`.langs a[lang=${lang}]`);
      must(await page.getAttribute('html', 'dir') === w.dir, 'direction');
      must(await fits(page), 'home is wider than the screen');
      await page.click('.ways a[href="/outreach"]');
      must((await page.textContent('h1')) === w.outreach, 'the title');
      await page.fill('[name=as_of]', '2014-12');
      await page.selectOption('[name=rsp]', 'SRSO');
      await page.waitForURL(/rsp=SRSO/);
      must(await fits(page), 'outreach is wider than the screen');
      await page.click('table.sheet td.n a >> nth=2');
      await page.waitForURL(/\/postings\?/);
      must((await page.textContent('.note')).includes(w.equal), 'the proof');
      must(await fits(page), 'postings are wider than the screen');
      await page.click('a.open >> nth=0');
      await page.waitForURL(/\/entry\//);
      must(await page.isVisible('.note.good'), "the stamp's verdict");
      must((await page.textContent('pre')).startsWith('{"at":'), 'the bytes');
      must(await fits(page), 'the entry is wider than the screen');
      must(page.errors.length === 0, page.errors.join('\n'));
      await page.context().close();
    });

for (const lang of ['en', 'ur', 'sd'])
  test(`every way of the menu opens and fits a phone, ${lang}`, async () => {
    const page = await pageOpen(browser, { hasTouch: true, isMobile: true,
      viewport: { width: 390, height: 844 } });

    await signIn(page, site, 'manzoor');
    await page.goto(`${site.base}/lang/${lang}?then=%2f`);
    await page.tap('.ways > label');
    const links = (where) => page.evaluate((w) => Array.from(
      document.querySelectorAll(w + ' a')).map((a) => {
      const box = a.getBoundingClientRect();
      return { path: a.getAttribute('href'), high: box.height,
        seen: box.left >= 0 && box.right <= innerWidth };
    }), where);
    const rooms = await links('.ways:not(.pages)'), ways = [];
    must(rooms.length === 10 && rooms.every((w) => w.seen && w.high >= 44),
      JSON.stringify(rooms));
    for (const room of rooms) {
      await page.goto(site.base + room.path);
      const row = await links('.pages');
      must(row.length > 1 && row.every((w) => w.high >= 44) && row[0].seen,
        room.path + ': ' + JSON.stringify(row));
      ways.push(...row);
    }
    for (const path of ['/work', '/list/body', '/list/staff', '/check',
      '/books', '/loans', '/cutover', '/users'])
      must(ways.some((w) => w.path === path), 'no way to ' + path);
    for (const way of ways) {
      const answer = await page.goto(site.base + way.path);
      must(answer.status() === 200, way.path + ': ' + answer.status());
      must(await fits(page), way.path + ' is wider than the screen');
      must(await page.locator('.pages a[aria-current=page]').count() === 1,
        way.path + ': one way is here');
      must(await page.locator('.ways:not(.pages) a[aria-current]').count() ===
        1, way.path + ': in one room');
    }
    await page.goto(site.base + '/reports');
    await page.tap('.ways > label');
    await page.tap('.ways a[href="/list/staff"]');
    await page.waitForURL(/\/list\/staff/);
    must(page.errors.length === 0, page.errors.join('\n'));
    await page.context().close();
  });

test('the first column stays while the outreach table scrolls', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 390, height: 844 } });

  await signIn(page, site, 'nadia');
  await page.goto(site.base + '/outreach?as_of=2014-12&by=district');
  const moved = await page.evaluate(() => {
    const box = document.querySelector('.box');
    const cell = box.querySelector('tbody tr:not(.heading) th');
    const before = cell.getBoundingClientRect().left;

    box.scrollLeft = 300;
    return [box.scrollLeft > 100,
            Math.abs(cell.getBoundingClientRect().left - before) < 2];
  });
  must(moved[0] && moved[1], 'scrolled: ' + moved);
  await page.context().close();
});

test('a place is chosen by typing, and the fact is kept', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 390, height: 844 } });

  await signIn(page, site, 'hina');
  await page.goto(site.base + '/new/alias');
  await page.fill('[name="place.said"]', 'sukk');
  await page.click('.find li >> nth=0');
  must(await page.inputValue('[name=place]') !== '', 'the hidden id');
  await page.fill('[name=name]', 'Sakhar <b>"x"</b>');
  await page.click('button.main');
  await page.waitForURL(/\/entry\/.*kept=1/);
  must((await page.textContent('main')).includes('Sakhar <b>"x"</b>'),
       'the name, as text');
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
});

test('the same form works without a script', async () => {
  const page = await pageOpen(browser, { javaScriptEnabled: false,
    viewport: { width: 1280, height: 850 } });

  await signIn(page, site, 'hina');
  await page.goto(site.base + '/new/alias');
  await page.fill('[name="place.said"]', 'Ghotki');
  await page.fill('[name=name]', 'Gotki');
  await page.click('button.main');
  await page.check('[name="place.pick"] >> nth=0');
  must(await page.inputValue('[name=name]') === 'Gotki', 'what was typed');
  await page.click('button.main');
  await page.waitForURL(/\/entry\/.*kept=1/);
  await page.click('a[href^="/edit/alias/"]');
  await page.fill('[name=name]', 'Ghotky');
  await page.click('button.main');
  must(await page.isVisible('.said.stop'), 'a correction needs a reason');
  await page.fill('[name=_why]', 'a slip');
  await page.click('button.main');
  await page.waitForURL(/\/entry\/.*kept=1/);
  must((await page.textContent('ins')).includes('Ghotky'), 'before and after');
  await page.context().close();
});

test('a sheet is looked at first, and taken in after a yes', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 1280, height: 850 } });

  writeFileSync('names.csv', 'place,name\nSindh,Sindh Province\nNowhere,X\n');
  await signIn(page, site, 'hina');
  await page.goto(site.base + '/import');
  await page.selectOption('[name=kind]', 'alias');
  await page.setInputFiles('[name=file]', 'names.csv');
  await page.click('button.main');
  const looked = await page.textContent('main');
  must(looked.includes('Nowhere'), 'the row that does not go in: ' + looked);
  await page.click('button.main');
  await page.waitForLoadState();
  await page.goto(site.base + '/list/alias?q=Sindh+Province');
  must((await page.textContent('main')).includes('Sindh Province'), 'kept');
  await page.goto(site.base + '/import');
  must((await page.textContent('main')).includes('names.csv'), 'listed');
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
});

await run({ stop: async () => { await browser.close(); await site.stop(); } });
