// access - axe-core over every page of the sample site, as WCAG 2.2 AA has it:
// three languages and two widths, in light and in dark.
//
// With SAATH_ACCESS=all each page is looked at in one language and width, chosen
// by its name, and the main pages in all six and in the dark: a quarter of an
// hour on two cores. Every day the main pages have two of the six, and of the
// lists, forms and reports, which are one page told of many kinds, one in six is
// looked at. Also: nothing is wider than a screen of 320 px but tables in their
// boxes. Then each role goes through its main pages on such a screen by the key Tab
// alone.
// runs: early
import { browserStart, must, run, siteStart, test } from './_site.mjs';
import { asker, pagesFind } from './_pages.mjs';
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
const mine = `/mine/${'0'.repeat(32)}`; // hers, to which no link leads
const lanes = [null, null];

for (const path of [mine, mine + '/complaint'])
  seen.set(path, { login: '', cookie: '', path });

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
  const cut = Array.from(document.querySelectorAll('.counter'))
    .find((e) => e.scrollWidth > e.clientWidth);

  return cut ? 'cut: ' + cut.textContent : document.documentElement.scrollWidth <= most ? '' :
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

// ---- by keys alone ---------------------------------------------------------

const rooms = { '': ['/login', mine, mine + '/complaint', '/receipt'],
  admin: ['/', '/users', '/import', '/body/old'],
  hina: ['/', '/outreach', '/poverty'],
  mehwish: ['/', '/check'], manzoor: ['/', '/offices', '/needs'],
  shahida: ['/', '/list/household'], aslam: ['/', '/books'],
  nadia: ['/', '/map'], farida: ['/', '/complaints'], zubaida: ['/complaints'],
  sanam: ['/', '/work', '/savings', '/calendar'], tariq: ['/books', '/loans'],
  naheed: ['/', '/funds'], sara: ['/'], rubina: ['/'] };
const TABS = 60; // of a page with more, the first so many

// What the key should come to, in the order in which it stands there; of the
// choices of one question one. Where the focus was, and whether one saw it.
const listen = () => {
  const can = 'a[href], button, input:not([type=hidden]), select, textarea, ' +
    'summary, [tabindex="0"]';
  const asked = new Set();
  const all = Array.from(document.querySelectorAll(can)).filter((e) => {
    const of = e.type === 'radio' ? e.name : '';

    if (e.disabled || e.tabIndex < 0 || !e.checkVisibility(
      { visibilityProperty: true, contentVisibilityAuto: true })) return false;
    if (!of) return true;
    if (asked.has(of) || (document.querySelector(
      `input[type=radio][name="${of}"]:checked`) ?? e) !== e) return false;
    return asked.add(of);
  });
  window.came = [];
  document.addEventListener('focusin', (e) => {
    const s = getComputedStyle(e.target);
    const box = e.target.getBoundingClientRect();

    window.came.push({ at: all.indexOf(e.target),
      seen: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 ||
        s.boxShadow !== 'none') && box.right > 0 && box.left < innerWidth,
      who: e.target.outerHTML.slice(0, 90) });
  });
  return all.length;
};

async function keys(page, cdp, path, tell) {
  await page.goto(site.base + path);
  const wide = await page.evaluate(tooWide);
  const n = Math.min(await page.evaluate(listen), TABS);

  if (wide) tell('wider than 320 px: ' + wide);
  // All at once: a browser takes them in their order.
  await Promise.all(Array.from({ length: n }, () => cdp.send(
    'Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Tab', code: 'Tab',
      windowsVirtualKeyCode: 9 })));
  const came = await page.evaluate(() => window.came);
  const known = came.filter((c) => c.at >= 0);
  const lost = Array.from({ length: known.length }, (_, i) => i)
    .filter((i) => !known.some((c) => c.at === i));

  if (!/class="skip"/.test(came[0]?.who)) tell('begins elsewhere');
  // A field of a month or day is three stops of which a page hears one.
  const within = 2 * await page.locator(
    'input[type=month], input[type=date]').count();
  if (came.length < n - within || known.length < came.length)
    tell(`${came.length} of ${n} stops, ${known.length} known`);
  if (known.some((c, i) => i && c.at < known[i - 1].at)) tell('goes back');
  if (lost.length) tell('never comes to stop ' + lost.slice(0, 5));
  for (const c of came.filter((one) => !one.seen).slice(0, 2))
    tell('nobody sees the focus: ' + c.who);
}

async function byKeys() {
  const bad = [], names = Object.keys(rooms);

  await Promise.all([0, 1].map(async (lane) => {
    for (let i = lane; i < names.length; i += 2) {
      const lang = langs[i % 3], context = await browser.newContext({
        reducedMotion: 'reduce', viewport: { width: 320, height: 844 } });
      const [name, value] = names[i] ?
        (await asker(site, names[i])).cookie.split('=') : [];

      await context.addCookies([{ url: site.base, name: 'lang', value: lang },
        ...name ? [{ url: site.base, name, value }] : []]);
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      for (const path of rooms[names[i]])
        await keys(page, cdp, path, (what) =>
          bad.push(`${path} as ${names[i] || 'nobody'} (${lang}): ${what}`));
      await context.close();
    }
  }));
  return bad;
}

const all = looks(), started = Date.now();
await Promise.all([0, 1].map(async (lane) => {
  for (let i = lane; i < all.length; i += 2)
    await look(all[i], await pageFor(all[i], lane))
      .catch((e) => tell(all[i], e.message.split('\n')[0]));
}));

const keyed = Date.now(), stuck = await byKeys();
console.log(`# by keys alone in ${Math.round((Date.now() - keyed) / 1000)} s`);
const seconds = Math.round((keyed - started) / 1000);
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
test('each role goes through its pages by keys alone, on 320 px', async () => {
  must(!stuck.length, stuck.join('\n'));
});
test('no page breaks WCAG 2.2 AA', async () => {
  must(!wrong.length, `${wrong.length} violations`);
});

await run({ stop: async () => { await browser.close(); await site.stop(); } });
