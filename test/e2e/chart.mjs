// chart - charts and maps in a real browser: drawn of the table beside them, in
// three languages, in both lights; a point opens what its cell opens.
import { browserStart, must, pageOpen, run, signIn, siteStart, test }
  from './_site.mjs';
import { fileOf, kept, MOST_BYTES, pictures, take } from './_pictures.mjs';

const site = await siteStart();
const browser = await browserStart();
const phone = { viewport: { width: 390, height: 844 } };
const desk = { viewport: { width: 1280, height: 900 } };

async function shown(options, lang, path) {
  const page = await pageOpen(browser, options);
  await signIn(page, site, 'hina');
  await page.goto(site.base + '/lang/' + lang);
  await page.goto(site.base + path);
  return page;
}

// No wider than its window, and nothing was refused or went wrong.
async function whole(page) {
  must(page.errors.length === 0, page.errors.join('\n'));
  must(await page.evaluate(() => document.documentElement.scrollWidth <=
    document.documentElement.clientWidth), page.url() + ' is too wide');
  await page.context().close();
}

for (const [lang, options, light] of [['en', desk, 'light'],
  ['ur', phone, 'light'], ['sd', phone, 'dark']])
  test(`a trend is drawn of its table (${lang}, ${light})`, async () => {
    const page = await shown({ ...options, colorScheme: light }, lang,
      '/trend?indicator=hh&as_of=2014-12');
    await page.waitForSelector('.chart .drawn svg');
    const [drawn, table] = await page.evaluate(() => {
      const figure = document.querySelector('figure[data-chart]');
      const about = JSON.parse(figure.dataset.chart);
      const rows = [...figure.querySelectorAll('tbody tr')];
      const s = about.series[0];
      return [s.at, about.row.map((r) => Number(rows[r].cells[s.col]
        .textContent.replace(/[^0-9.]/g, '')))];
    });
    must(drawn.length > 3 && drawn.join() === table.join(),
      `${drawn} is drawn, ${table} stands in the table`);
    must(await page.getAttribute('.chart .drawn', 'role') === 'img' &&
      await page.getAttribute('.chart .drawn', 'aria-label'), 'it has a name');
    await whole(page);
  });

// Those of poverty: each is named below its bars, whole, and none over another.
for (const [lang, options] of [['en', phone], ['ur', desk], ['sd', phone]])
  test(`each band of a chart is named (${lang})`, async () => {
    const page = await shown(options, lang, '/');
    await page.waitForSelector('.chart .drawn svg');
    const wrong = await page.evaluate(() => {
      const figure = [...document.querySelectorAll('figure[data-chart]')]
        .find((f) => JSON.parse(f.dataset.chart).kind === 'bar');
      const about = JSON.parse(figure.dataset.chart);
      const plain = (s) => s.replace(/[\u2066-\u2069\s]/g, '');
      const drawn = [...figure.querySelectorAll('svg text')];
      const all = drawn.map((t) => plain(t.textContent)).join('');
      const box = figure.querySelector('svg').getBoundingClientRect();
      const at = drawn.map((t) => t.getBoundingClientRect());

      return [...about.names.filter((n) => !all.includes(plain(n))),
        ...at.filter((a) => a.left < box.left - 1 || a.right > box.right + 1 ||
          a.bottom > box.bottom + 1).map(() => 'cut'),
        ...at.filter((a, i) => at.some((b, k) => k < i && a.left < b.right - 1 &&
          b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4))
          .map(() => 'over another')];
    });
    must(!wrong.length, wrong.join(', '));
    await whole(page);
  });

test('a bar opens what its row opens', async () => {
  const page = await shown(desk, 'en', '/map?indicator=co&as_of=2014-12');
  await page.waitForSelector('.chart .drawn svg');
  const to = await page.evaluate(() => {
    const figure = document.querySelector('figure[data-chart]');
    const about = JSON.parse(figure.dataset.chart);
    return figure.querySelectorAll('tbody tr')[about.row[0]]
      .cells[about.series[0].col].querySelector('a').getAttribute('href');
  });
  const box = await page.locator('.chart .drawn').boundingBox();
  // the first bar is the longest: the middle of its row is on it
  await page.mouse.click(box.x + box.width / 2, box.y + 28);
  await page.waitForURL((url) => url.pathname + url.search === to);
  await whole(page);
});

test('a map opens its districts, and these their talukas', async () => {
  const page = await shown(desk, 'en', '/map?indicator=co&as_of=2014-12');
  const places = await page.locator('.map path').count();
  must(places > 150, places + ' districts');
  await page.locator('.map a[href*="place=pk723"]').dispatchEvent('click');
  await page.waitForURL(/place=pk723/);
  const talukas = await page.locator('.map path').count();
  must(talukas > 3 && talukas < 20, talukas + ' talukas');
  await whole(page);
});

test('without a script the table is there, and the map', async () => {
  const page = await shown({ ...phone, javaScriptEnabled: false }, 'ur',
    '/map?indicator=co&as_of=2014-12');
  must(await page.locator('.map path').count() > 150, 'the map');
  must(await page.locator('table.sheet tbody tr').count() > 50, 'the table');
  must(await page.locator('.drawn').count() === 0, 'no picture');
  await whole(page);
});

test('on paper the ink is dark, whatever the screen is', async () => {
  const page = await shown({ ...desk, colorScheme: 'dark' }, 'en',
    '/trend?indicator=hh&as_of=2014-12');
  await page.waitForSelector('.chart .drawn svg');
  const ink = () => page.evaluate(() => [...document.querySelectorAll(
    '.drawn svg [stroke]')].map((e) => e.getAttribute('stroke')).join(' '));
  const light = '#0d6b57';
  must(!(await ink()).includes(light), 'dark on the screen');
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  must((await ink()).includes(light), await ink());
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  must(!(await ink()).includes(light), 'and dark again');
  await whole(page);
});

for (const [who, lang, options] of [['hina', 'en', desk],
  ['sanam', 'ur', phone], ['nadia', 'sd', phone], ['saima', 'ur', phone],
  ['sara', 'sd', desk], ['rubina', 'ur', phone]])
  test(`the first page of ${who}`, async () => {
    const page = await pageOpen(browser, options);
    await signIn(page, site, who);
    await page.goto(site.base + '/lang/' + lang);
    await page.goto(site.base + '/');
    must(await page.locator('section.today').count() === 1, 'what waits');
    must(await page.locator('.counters:not(.small) .counter').count() === 6,
      'six counters');
    // Who keeps books of an LSO or two reads of their funds before all else.
    must(await page.locator('.cards:has(a[href^="/books/"]) ~ .counters')
      .count() === Number(['rubina', 'sanam', 'saima'].includes(who)),
    'her LSO');
    const charts = await page.locator('figure.chart').count();
    must((charts > 0) === ['hina', 'nadia', 'sara'].includes(who), charts +
      ' charts');
    if (charts) await page.waitForSelector('.chart .drawn svg');
    await whole(page);
  });

// All of them take minutes: ./dev pictures.
test('the pages of the pictures are there to be taken', async () => {
  const enter = async (login, options) => {
    const page = await pageOpen(browser, options);

    if (login) await signIn(page, site, login);
    return page;
  };
  const some = ['map', 'election', 'passbook', 'scheme'];
  const taken = await take(site, browser, enter, (p, width, lang) =>
    some.includes(p.name) && (p.name === 'map' ? width === 'desk' &&
      lang === 'ur' : width === 'phone' && lang === 'sd'));

  must(taken.length === some.length, taken.length + ' pictures');
  for (const t of taken) {
    must(t.bytes.subarray(8, 12).toString() === 'WEBP', t.file);
    must(t.bytes.length > 5e3 && t.bytes.length < 100e3,
      `${t.file}: ${t.bytes.length} bytes`);
    must(t.wide <= 0 && t.title.trim() && t.file.endsWith(`-${t.lang}.webp`),
      t.file);
  }
});

test('doc/pictures has each of them, and README shows what is there', () => {
  const k = kept();

  must(!k.missing.length, 'missing: ' + k.missing.join(' '));
  must(!k.stray.length, 'of no page: ' + k.stray.join(' '));
  must(!k.lost.length, 'README shows: ' + k.lost.join(' '));
  must(k.shown.length > 4, 'README shows few');
  must(k.bytes < MOST_BYTES, k.bytes + ' bytes');
  must(new Set(pictures.map((p) => fileOf(p, 'desk', 'en'))).size ===
    pictures.length, 'two of one name');
});

await run(site);
await browser.close();
