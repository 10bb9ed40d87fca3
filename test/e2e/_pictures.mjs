// _pictures - the main pages of the sample site as pictures: who looks, from
// which page, by which links. doc/pictures holds each in three languages, on a
// phone and on a desk; README shows some of them.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync }
  from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const top = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const folder = join(top, 'doc/pictures');
export const langs = ['en', 'ur', 'sd'];
export const widths = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true,
    hasTouch: true, deviceScaleFactor: 1.5 },
  desk: { viewport: { width: 1280, height: 860 } },
};
export const MOST_BYTES = 6e6, QUALITY = 62;

// `login` sees it; `from` is where one begins, `by` the links that one follows from
// there, a star for an id: the first, or the `last` one. `show` is brought to
// the top before the picture is taken, `phone` on a phone only.
export const pictures = [
  { name: 'login', from: '/login' },
  { name: 'home-head-office', login: 'hina', from: '/' },
  { name: 'home-manager', login: 'manzoor', from: '/' },
  { name: 'home-organiser', login: 'sanam', from: '/' },
  { name: 'home-donor', login: 'sara', from: '/' },
  { name: 'home-lso', login: 'rubina', from: '/' },
  { name: 'start', login: 'admin', from: '/start' },
  { name: 'phones', login: 'admin', from: '/phones' },
  { name: 'outreach', login: 'nadia',
    from: '/outreach?as_of=2014-12&by=district' },
  { name: 'place', login: 'manzoor', from: '/list/place?q=Sukkur',
    by: ['/place/*'] },
  { name: 'body', login: 'sanam', from: '/savings',
    by: ['/savings/*', '/body/*'] },
  { name: 'meeting', login: 'sanam', from: '/work',
    by: ['/body/*/meeting'], phone: 'form tbody' },
  { name: 'passbook', login: 'sanam', from: '/savings',
    by: ['/savings/*', '/passbook/*'] },
  { name: 'mine', login: 'sanam', from: '/savings',
    by: ['/savings/*', '/passbook/*', '/passkey/*'], opens: true },
  { name: 'mine-complaint', from: '/mine/' + '0'.repeat(32) + '/complaint' },
  { name: 'cashbook', login: 'sanam', from: '/books',
    by: ['/books/*', '/books/*/cash'] },
  { name: 'loans', login: 'sanam', from: '/loans' },
  { name: 'election', login: 'manzoor', from: '/elections',
    by: ['/election/*'], last: true },
  { name: 'need', login: 'manzoor', from: '/needs',
    by: ['/need/*'] },
  { name: 'scheme', login: 'manzoor', from: '/schemes',
    by: ['/scheme/*'] },
  { name: 'left-out', login: 'sanam', from: '/left-out',
    by: ['/left-out?place=*'] },
  { name: 'poverty', login: 'hina', from: '/poverty', show: 'main svg' },
  { name: 'map', login: 'hina', from: '/map', phone: 'figure' },
  { name: 'trend', login: 'hina', from: '/trend', phone: '.chart' },
  { name: 'report', login: 'hina', from: '/report/par?by=district' },
  { name: 'pivot', login: 'hina',
    from: '/pivot/body?rows=place@district&cols=nature' },
];

export const fileOf = (p, width, lang) => `${p.name}-${width}-${lang}.webp`;

// Is it such a link, with an id for the star?
const leads = (link, href) => {
  const [before, after] = link.split('*');

  return href.startsWith(before) &&
    /^[0-9a-f]{32}/.test(href.slice(before.length)) &&
    href.slice(before.length + 32).split(/[?&]/)[0] === after;
};

// Gives a member a code and a PIN, and opens her own page with both.
async function opened(page, base) {
  await page.click('main form:has([value=given]) button');
  const pin = (await page.textContent('.pin')).trim();
  const token = await page.inputValue('main [name=token]');
  await page.goto(`${base}/mine/${token}`);
  await page.fill('main [name=pin]', pin);
  await page.click('main button.main');
  await page.waitForSelector('.mine .figure');
}

// Goes to the page of a picture, as somebody who has signed in.
async function goThere(page, base, p) {
  await page.goto(base + p.from);
  for (const link of p.by ?? []) {
    const hrefs = (await page.locator('main a[href]').evaluateAll((all) =>
      all.map((a) => a.getAttribute('href')))).filter((h) => leads(link, h));
    const href = p.last ? hrefs.pop() : hrefs[0];
    if (!href) throw new Error(`${p.name}: no ${link} on ${page.url()}`);
    await page.goto(base + href);
  }
  if (p.opens)
    await opened(page, base);
  if (await page.locator('[data-chart]').count())
    await page.waitForSelector('.chart canvas, .chart svg');
  await page.evaluate((show) => document.fonts.ready.then(() => {
    const at = show && document.querySelector(show);

    if (at)
      scrollTo(0, at.getBoundingClientRect().top + scrollY - 120);
  }), p.show ?? (page.viewportSize().width < 800 && p.phone || ''));
}

// The window as WebP: playwright itself would give it four times as large.
async function shot(page) {
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send('Page.captureScreenshot',
    { format: 'webp', quality: QUALITY });

  await cdp.detach();
  return Buffer.from(data, 'base64');
}

// Takes the pictures that `wanted` picks, one window a login, width and
// language; { file, bytes, title, lang, wide } of each.
export async function take(site, browser, enter, wanted) {
  const taken = [], looks = [];

  for (const width of Object.keys(widths))
    for (const lang of langs)
      for (const login of new Set(pictures.map((p) => p.login)))
        looks.push({ width, lang, login });
  for (const { width, lang, login } of looks) {
    const some = pictures.filter((p) => p.login === login &&
      wanted(p, width, lang));
    if (!some.length) continue;
    const page = await enter(login, { ...widths[width],
      reducedMotion: 'reduce', colorScheme: 'light' });
    await page.context().addCookies([{ url: site.base, name: 'lang',
      value: lang }]);
    for (const p of some) {
      await goThere(page, site.base, p);
      taken.push({ file: fileOf(p, width, lang), bytes: await shot(page),
        title: await page.textContent('h1'),
        lang: await page.getAttribute('html', 'lang'),
        wide: await page.evaluate(() => document.documentElement.scrollWidth -
          document.documentElement.clientWidth) });
    }
    await page.context().close();
  }
  return taken;
}

export function keep(taken, where) {
  mkdirSync(where, { recursive: true });
  for (const t of taken) writeFileSync(join(where, t.file), t.bytes);
}

// The field app's are of a phone that is enrolled first: test/e2e/field.mjs takes
// them (SAATH_LOOK=FOLDER).
const apart = /^field-/;

// What doc/pictures lacks, has too much of, or weighs; what README shows.
export function kept() {
  const want = pictures.flatMap((p) => Object.keys(widths).flatMap((w) =>
    langs.map((l) => fileOf(p, w, l))));
  const have = readdirSync(folder).filter((f) => f.endsWith('.webp'));
  const shown = Array.from(readFileSync(join(top, 'README.md'), 'utf8')
    .matchAll(/doc\/pictures\/([^)]*)\)/g), (m) => m[1]);

  return { missing: want.filter((f) => !have.includes(f)),
    stray: have.filter((f) => !want.includes(f) && !apart.test(f)),
    bytes: have.reduce((n, f) => n + statSync(join(folder, f)).size, 0),
    shown, lost: shown.filter((f) => !have.includes(f)) };
}
