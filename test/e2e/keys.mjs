// keys - one meeting from signing in to its receipt with the keyboard alone:
// what has the focus is seen, Tab goes in the order of the page, Enter opens,
// Escape closes. And the language is changed in the middle of a form.
import { must, run, test } from './_site.mjs';
import { desk, left, ownSite, phone } from './_own.mjs';

const site = await ownSite('keys', '2024-03-04', { khadija: 'organiser' });
const names = ['Sakina', 'Zohra', 'Hajra'];
const body = site.add('body', { nature: 'co', sex: 'women', name: 'CO Roshni',
  code: 'CO-R', rsp: 'SRSO', place: 'pk723', formed: '2020-01-05',
  saving: 100 });

names.forEach((name, i) => {
  const household = site.add('household', { number: 'R-' + i, place: 'pk723' });
  const person = site.add('person', { household, sex: 'women', name });
  site.add('member', { body, person, number: i + 1, joined: '2020-01-05' });
});
await site.day('2024-03-04');

// What has the focus, as it is drawn.
const focus = (page) => page.evaluate(() => {
  const e = document.activeElement, s = getComputedStyle(e);
  const drawn = (x) => x.outlineStyle !== 'none' && parseFloat(x.outlineWidth);
  const next = e.nextElementSibling;
  const box = e.getBoundingClientRect();

  return { tag: e.tagName, name: e.getAttribute('name'),
    href: e.getAttribute('href'), text: e.textContent.trim().slice(0, 40),
    class: String(e.className), top: box.top + scrollY,
    // A choice that is drawn by its neighbour shows it there.
    seen: e === document.body || !!drawn(s) || !!(next &&
      (drawn(getComputedStyle(next)) ||
      getComputedStyle(next).boxShadow !== 'none')) };
});

// Tab until `is` says so; everything on the way shows that it has the focus.
async function tabTo(page, what, is, most = 150) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const f = await focus(page);

    must(f.seen, `no focus is seen on ${JSON.stringify(f)}`);
    if (is(f)) return f;
  }
  throw new Error(`Tab does not reach ${what} on ${page.url()}`);
}

test('one meeting with the keyboard alone', async () => {
  const page = await site.as('khadija', desk), keys = page.keyboard;

  await page.context().clearCookies();
  await page.goto(site.base + '/login');
  await tabTo(page, 'the name', (f) => f.name === 'user');
  await keys.type('khadija');
  await keys.press('Tab');
  await keys.type(site.login());
  await keys.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/login');

  await keys.press('?');
  await page.waitForSelector('dialog[open]');
  must((await page.textContent('dialog')).includes('Ctrl Enter'), 'the list');
  must((await page.textContent('dialog .told')).length > 20, 'the page is told');
  await keys.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });

  await keys.press('Tab');
  must((await focus(page)).class === 'skip', 'first the way to the content');
  await keys.press('/');
  must((await focus(page)).name === 'q', 'the search box');
  await keys.type('Roshni');
  await keys.press('Enter');
  await page.waitForURL(/\/find\?q=Roshni|\/body\//);
  if (page.url().includes('/find')) {              // nothing was chosen
    await tabTo(page, 'the body', (f) => f.href === '/body/' + body);
    await keys.press('Enter');
    await page.waitForURL(new RegExp('/body/' + body));
  }
  await tabTo(page, 'the meeting', (f) => f.href === `/body/${body}/meeting`);
  await keys.press('Enter');
  await page.waitForURL(/\/meeting$/);
  await tabTo(page, 'the day', (f) => f.name === 'held');
  must(!await page.isVisible('.field:has([name=held]) .hint p'), 'it is folded');
  await keys.press('F1');
  must((await page.textContent('.field:has([name=held]) .hint p'))
    .startsWith('The day people sat together'), 'what belongs in the day');
  must(await page.isVisible('.field:has([name=held]) .hint p'), 'it is open');
  await keys.press('F1');
  await page.evaluate(() => document.activeElement.blur());

  await tabTo(page, 'the first row', (f) => /attendance/.test(f.name ?? ''));
  await keys.press('Shift+P');                     // all are there
  await keys.press('ArrowDown');
  await keys.press('a');                           // but for the second
  await keys.press('Control+z');
  await keys.press('Control+Enter');
  await page.waitForURL(/kept=1/);
  const said = (await page.textContent('main')).replace(/\s+/g, ' ');
  must(said.includes('300'), 'three saved a hundred each: ' +
    said.slice(0, 400));
  await left(page);
});

test('Tab goes down the page, and never back', async () => {
  const page = await site.as('khadija', desk);

  await page.goto(site.base + '/new/household');
  await tabTo(page, 'the form', (f) => f.name && f.name !== 'q');
  for (let top = 0, i = 0; i < 12; i++) {
    const f = await focus(page);

    if (f.class.includes('main')) break;
    must(f.top > top - 120, `${f.name} stands above what came before`);
    top = f.top;
    await page.keyboard.press('Tab');
  }
  await left(page);
});

test('keys of one letter do nothing while somebody types, or at all',
  async () => {
    const page = await site.as('khadija', desk), keys = page.keyboard;

    await page.goto(site.base + '/new/household');
    await page.focus('[name=number]');
    await keys.type('g1?/n');
    must(await page.inputValue('[name=number]') === 'g1?/n', 'what was typed');
    must(await page.locator('dialog').count() === 0, 'no list');
    await page.goto(site.base + '/settings');
    await page.check('[name=keys][value=silent]');
    await page.click('main button.main');
    await page.waitForURL(/kept=1/);
    await keys.press('?');
    await keys.press('/');
    must((await focus(page)).name !== 'q', 'they are silent');
    await keys.press('Control+k');
    must((await focus(page)).name === 'q', 'but not this one');
    await left(page);
  });

for (const width of [phone, desk])
  test('the language is changed in the middle of a form, ' +
    width.viewport.width, async () => {
    const page = await site.as('khadija', width);

    await page.goto(site.base + '/new/household');
    await page.fill('[name=number]', 'H-77');
    await page.fill('[name="place.said"]', 'Sukkur');
    const choice = page.locator('main form select >> nth=0');
    if (await choice.count()) await choice.selectOption({ index: 1 });
    const chosen = await choice.count() ? await choice.inputValue() : '';
    await page.click('.langs a[lang=sd]');
    await page.waitForFunction(() => document.documentElement.lang === 'sd');
    must(await page.inputValue('[name=number]') === 'H-77', 'the number');
    must(await page.inputValue('[name="place.said"]') === 'Sukkur', 'the place');
    must(!chosen || await choice.inputValue() === chosen, 'the choice');
    await page.reload();
    must(await page.inputValue('[name=number]') === '', 'once, not for ever');
    await left(page);
  });

test('a sheet keeps its marks when the language changes', async () => {
  const page = await site.as('khadija', phone);

  await page.goto(`${site.base}/body/${body}/meeting`);
  await page.focus('tr[data-key] input[type=radio]');
  await page.keyboard.press('Shift+P');
  await page.waitForFunction(() =>
    document.querySelector('form[data-draft]').dataset.saved);
  await page.click('.langs a[lang=ur]');
  await page.waitForFunction(() => document.documentElement.lang === 'ur');
  await page.waitForFunction(() => document.querySelectorAll(
    'tr[data-key] input[data-confirms]:checked').length === 3);
  await left(page);
});

test('the end of the day is told, and signing in anew frees the form',
  async () => {
    const page = await site.as('khadija', desk);

    await page.goto(site.base + '/new/household');
    must(await page.isHidden('#session'), 'not yet');
    // The page as the server draws it for a session that ends in five minutes.
    const { ends: rest } = await page.evaluate(async () =>
      (await fetch('/session')).json());
    await page.route('**/new/household', async (route) => {
      const answer = await route.fetch();
      const text = (await answer.text()).replace(/data-ends="(\d+)"/,
        (_, at) => `data-ends="${Number(at) - rest + 300}"`);
      await route.fulfill({ response: answer, body: text });
    });
    await page.goto(site.base + '/new/household');
    must(await page.isVisible('#session'), 'told');
    must((await page.textContent('#session')).includes('5'), 'how long');
    const was = await page.inputValue('form.fact [name=_csrf]');
    const other = await page.context().newPage();
    await other.goto(site.base + '/login?again=1');
    await other.fill('[name=user]', 'khadija');
    await other.fill('[name=password]', site.login());
    await other.click('main button.main');
    await other.waitForURL((url) => url.pathname !== '/login');
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.waitForFunction((w) => document.querySelector(
      'form.fact [name=_csrf]').value !== w, was);
    must(await page.isHidden('#session'), 'all is well again');
    await left(page);
  });

await run(site);
