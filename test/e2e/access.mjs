// access - axe-core over every page of the sample site, as WCAG 2.2 AA has it:
// three languages and two widths, in light and in dark.
//
// With SAATH_ACCESS=all each page is looked at in one language and width, chosen
// by its name, and the main pages in all six and in the dark: a quarter of an
// hour on two cores. Every day the main pages have two of the six, and of the
// lists, forms and reports, which are one page told of many kinds, one in six is
// looked at. Also: nothing is wider than a screen of 320 px but tables in their
// boxes.
import { browserStart, must, run, siteStart, test } from './_site.mjs';
import { pagesFind } from './_pages.mjs';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url)
  .resolve('axe-core/axe.min.js'), 'utf8');
const langs = ['en', 'ur', 'sd'], widths = [390, 1280];
const main = ['/', '/login', '/work', '/check', '/calendar', '/list/person',
  '/person/*', '/household/*', '/list/body', '/body/*', '/body/*/meeting',
  '/meeting/*', '/books', '/books/*', '/savings', '/loans', '/loan/*',
  '/poverty', '/outreach', '/reports', '/postings', '/schemes', '/elections',
  '/complaints', '/new/meeting', '/settings'];
// WCAG's own rules, and of the best practices those that a clerk with a screen
// reader notices first.
const asks = { resultTypes: ['violations'],
  runOnly: { type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: Object.fromEntries(['target-size', 'heading-order',
    'page-has-heading-one', 'landmark-one-main', 'landmark-unique', 'region',
    'empty-table-header', 'scope-attr-valid', 'skip-link', 'tabindex',
    'empty-heading'].map((r) => [r, { enabled: true }])) };

const site = await siteStart();
const browser = await browserStart();
const { seen, unseen } = await pagesFind(site);
const lanes = [null, null];

// The same look of a page every time: a hash of its name.
const hash = (name) => [...name].reduce((h, c) =>
  (h * 31 + c.codePointAt(0)) % 1000003, 7);
const turn = (name) => hash(name) % 6;
const whole = process.env.SAATH_ACCESS === 'all';
const waits = (name) => !whole && /^\/(list|new|edit|report)\//.test(name) &&
  Math.floor(hash(name) / 6) % 6 !== 0;

function looks() {
  const all = [];

  for (const [name, at] of seen) {
    const six = langs.flatMap((lang) => widths.map((width) =>
      ({ name, at, lang, width, scheme: 'light' })));

    if (!main.includes(name)) all.push(...waits(name) ? [] : [six[turn(name)]]);
    else if (!whole) all.push(six[turn(name)], six[(turn(name) + 3) % 6]);
    else all.push(...six, { name, at, lang: langs[turn(name) % 3],
      width: widths[turn(name) % 2], scheme: 'dark' });
  }
  return all.sort((a, b) => key(a) < key(b) ? -1 : 1);
}

const key = (l) => [l.at.login, l.lang, l.width, l.scheme].join(' ');

// Who asks, in which language, width and colours: one window for all such.
async function pageFor(l, lane) {
  if (lanes[lane]?.key !== key(l)) {
    await lanes[lane]?.page.context().close();
    const c = await browser.newContext({ colorScheme: l.scheme,
      reducedMotion: 'reduce', viewport: { width: l.width, height: 844 } });
    const url = site.base, [name, value] = l.at.cookie.split('=');

    await c.addCookies([{ url, name: 'lang', value: l.lang },
      ...name ? [{ url, name, value }] : []]);
    lanes[lane] = { key: key(l), page: await c.newPage() };
  }
  return lanes[lane].page;
}

// What a screen of 320 px cannot hold. Tables may, and scroll in their boxes.
const tooWide = () => {
  const most = document.documentElement.clientWidth;

  return document.documentElement.scrollWidth <= most ? '' :
    Array.from(document.body.querySelectorAll('*'))
      .filter((e) => e.getBoundingClientRect().right > most + 1 ||
        e.getBoundingClientRect().left < -1)
      .filter((e) => !e.closest('.box, pre'))
      .map((e) => e.tagName.toLowerCase() + '.' + e.className).slice(0, 3)
      .join(' ') || 'something';
};

const wrong = [];
function tell(l, what) {
  wrong.push({ look: l, what });
  console.log(`# ${l.name} ${l.lang} ${l.width} ${l.scheme}: ${what}`);
}

async function look(l, page) {
  const answer = await page.goto(site.base + l.at.path);

  if (answer.status() !== 200) {
    tell(l, 'status ' + answer.status());
    return;
  }
  const found = await page.evaluate(`window.axe || (() => { ${axe} })(),
    axe.run(document, ${JSON.stringify(asks)}).then((r) => r.violations.map(
      (v) => v.id + ' x' + v.nodes.length + ': ' + v.nodes.slice(0, 2).map(
        (n) => n.target.join(' ') + ' | ' + n.html.slice(0, 140)).join(' ; ')))`);
  for (const one of found) tell(l, one);
  if (l.width !== 390) return;
  await page.setViewportSize({ width: 320, height: 844 });
  const wide = await page.evaluate(tooWide);
  if (wide) tell(l, 'wider than 320 px: ' + wide);
  await page.setViewportSize({ width: 390, height: 844 });
}

const all = looks(), started = Date.now();
await Promise.all([0, 1].map(async (lane) => {
  for (let i = lane; i < all.length; i += 2)
    await look(all[i], await pageFor(all[i], lane))
      .catch((e) => tell(all[i], e.message.split('\n')[0]));
}));

const seconds = Math.round((Date.now() - started) / 1000);
console.log(`# ${seen.size} pages, ${all.length} looks in ${seconds} s; ` +
  `without a sample: ${unseen.join(' ') || 'none'}`);
console.log('# lang  width  scheme  pages  violations');
for (const lang of langs)
  for (const width of widths)
    for (const scheme of ['light', 'dark']) {
      const mine = (l) => l.lang === lang && l.width === width &&
        l.scheme === scheme;

      console.log(`# ${lang}    ${String(width).padStart(4)}   ` +
        `${scheme.padEnd(6)} ${String(all.filter(mine).length).padStart(6)} ` +
        `${String(wrong.filter((w) => mine(w.look)).length).padStart(11)}`);
    }

test('most pages of the site have a sample to look at', async () => {
  must(seen.size > 400, `${seen.size} pages`);
  must(main.every((m) => seen.has(m)), 'missing: ' +
    main.filter((m) => !seen.has(m)));
});
test('no page breaks WCAG 2.2 AA', async () => {
  must(!wrong.length, `${wrong.length} violations`);
});

await run({ stop: async () => { await browser.close(); await site.stop(); } });
