// naming - a district that somebody misspelt, from the sheet to its place: the
// look, the yes, the queue, and the figure that moves to the district.
import { browserStart, must, pageOpen, run, signIn, siteStart, test }
  from './_site.mjs';
import { writeFileSync } from 'node:fs';

const site = await siteStart();
const browser = await browserStart();

// Nobody has filed village organisations in the sample.
const sheet = 'Province,District,RSP,As of,values.indicator,values.amount\n' +
  'Sindh,Sukkurrh,SRSO,2014-12,vo,4117\n';

// What /postings says of a place, to a program.
const figure = async (page, place, more = '') => {
  const r = await page.request.get(`${site.base}/postings?indicator=vo` +
    `&as_of=2014-12&place=${place}${more}`,
    { headers: { Accept: 'application/json' } });
  must(r.ok(), 'postings: ' + r.status());
  return (await r.json()).figure;
};
const figures = async (page) => ({
  province: await figure(page, 'sindh'),
  unplaced: await figure(page, 'sindh', '&unplaced=1'),
  district: await figure(page, 'pk723'),
});
const same = (got, province, unplaced, district, when) =>
  must(got.province === province && got.unplaced === unplaced &&
       got.district === district, `${when}: ${JSON.stringify(got)}`);

const counted = (page, n) =>
  page.locator('.proof dd').nth(n).textContent();

async function lookAt(page, file) {
  await page.goto(site.base + '/import');
  await page.selectOption('[name=kind]', 'filing');
  await page.setInputFiles('[name=file]', file);
  await page.click('button.main');
}

test('a misspelt district is named, and its figure moves there', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 390, height: 844 } });

  writeFileSync('filing.csv', sheet);
  await signIn(page, site, 'hina');
  same(await figures(page), 0, 0, 0, 'before');

  await lookAt(page, 'filing.csv');
  must(await counted(page, 0) === '1', 'one row is read');
  must(await counted(page, 3) === '0', 'none is refused');
  must(await counted(page, 4) === '1', 'one waits for a name');
  same(await figures(page), 0, 0, 0, 'only looked at');

  await page.click('button.main');
  await page.waitForSelector('a.button[href="/naming"]');
  must(await counted(page, 0) === '1', 'one is kept');
  same(await figures(page), 4117, 4117, 0, 'taken in');

  await page.click('a.button[href="/naming"]');
  const card = page.locator('li.card', { hasText: 'Sukkurrh' });
  must((await card.textContent()).includes('Sindh'), 'where it was said');
  await card.locator('label.pick', { hasText: /^\s*Sukkur\s*$/ }).click();
  await card.locator('button.main').click();
  await card.waitFor({ state: 'detached' });
  must(page.url() === site.base + '/naming', 'back in the queue');
  must(!(await page.textContent('main')).includes('Sukkurrh'),
       'it waits no longer');
  same(await figures(page), 4117, 0, 4117, 'named');

  await page.goto(site.base +
    '/postings?indicator=vo&place=pk723&as_of=2014-12');
  must((await page.textContent('table')).includes('4,117'), 'its posting');
  await page.goto(site.base + '/place/pk723');
  must((await page.textContent('main')).includes('Sukkurrh'),
       'the spelling is remembered');
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
});

test('the same spelling is known from then on', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 1280, height: 850 } });

  writeFileSync('later.csv', sheet.replace('2014-12', '2015-03')
    .replace('4117', '4200'));
  await signIn(page, site, 'hina');
  await lookAt(page, 'later.csv');
  must(await counted(page, 4) === '0', 'nothing waits');
  await page.click('button.main');
  await page.waitForSelector('a.button[href="/naming"]');
  same(await figures(page), 4117, 0, 4117, 'the earlier month stays');
  await lookAt(page, 'filing.csv');
  must(await page.locator('.proof').count() === 1, 'the first sheet again');
  same(await figures(page), 4117, 0, 4117, 'and it changes nothing');
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
});

test('who may not import sees neither sheet nor queue', async () => {
  const page = await pageOpen(browser,
    { viewport: { width: 390, height: 844 } });

  await signIn(page, site, 'nadia');
  for (const path of ['/import', '/naming']) {
    const r = await page.goto(site.base + path);
    must(r.status() === 403, path + ': ' + r.status());
    must(await page.locator('form.card').count() === 0, path);
  }
  await page.context().close();
});

await run({ stop: async () => { await browser.close(); await site.stop(); } });
