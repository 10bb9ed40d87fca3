// formation - a Community Organisation from the first visit to a settlement to
// its first return: dialogues, the body, its people, terms of partnership,
// by-law, first meeting and saving, officers, a committee, registration.
import { must, run, test } from './_site.mjs';
import { desk, kept, left, ownSite, said } from './_own.mjs';

const site = await ownSite('formation', '2026-01-05', { khadija: 'organiser',
  zubair: 'manager' });
const { add } = site;
const id = {};

const uc = add('place', { level: 'uc', name: 'Bagarji', lg: 'pk72305' });
id.deh = add('place', { level: 'deh', name: 'Deh Bagarji', lg: uc });
id.place = add('place', { level: 'settlement', name: 'Goth Soomro', lg: uc,
  revenue: id.deh });
id.unit = add('unit', { code: 'FU-1', name: 'Field unit Sukkur', rsp: 'SRSO',
  nature: 'field_unit', place: 'pk723' });
id.staff = add('staff', { code: 'SO-1', name: 'Khadija Memon', rsp: 'SRSO',
  post: 'social_organiser', unit: id.unit, since: '2020-01-01' });
const women = ['Sakina', 'Zohra', 'Hajra', 'Amina', 'Rukhsana'];
for (const [i, name] of women.entries()) {
  const household = add('household', { number: 'H-' + i, place: id.place });
  id[name] = add('person', { household, sex: 'women', name,
    born: '1985-03-01' });
}

test('a settlement is contacted, and wants to think it over', async () => {
  await site.day('2026-01-06');
  const page = await site.as('khadija');
  await page.goto(site.base + '/pending');
  await page.click('text=A settlement we came to');
  await page.fill('[name="place.said"]', 'Goth Soomro');
  await page.keyboard.press('Tab');
  await page.selectOption('[name=pathway]', 'CO-PATH').catch(() =>
    page.fill('[name=pathway]', 'CO-PATH'));
  await page.fill('[name=stage]', 'contacted');
  await page.fill('[name=women]', '12');
  await page.selectOption('[name=agreed]', 'later');
  await page.fill('[name=revisit]', '2026-01-10');
  await site.look(page, 'dialogue');
  await kept(page);
  await page.goto(site.base + '/pending');
  await said(page, 'Goth Soomro');
  await said(page, 'Contact made');
  await site.look(page, 'pending');
  await left(page);
});

test('each next step is one tap away, until the body is formed', async () => {
  for (const [iso, step] of [['2026-01-10', 'Programme introduced (PI)'],
    ['2026-01-15', 'First dialogue'], ['2026-01-20', 'Second dialogue'],
    ['2026-01-25', 'Third dialogue'],
    ['2026-01-28', 'Willing households oriented']]) {
    await site.day(iso);
    const page = await site.as('khadija');
    await page.goto(site.base + '/pending');
    await page.click(`a.act:has-text("${step}")`);
    await page.fill('[name=women]', '17');
    await page.selectOption('[name=agreed]', 'yes');
    await kept(page);
    await left(page);
  }
  const page = await site.as('khadija');
  await page.goto(site.base + '/pending');
  await page.click('a.act:has-text("The body is formed")');
  await page.fill('[name=name]', 'CO Umeed');
  await page.fill('[name=code]', 'CO-UMEED');
  await page.selectOption('[name=sex]', 'women');
  await page.selectOption('[name=rsp]', { label: 'SRSO' }).catch(() =>
    page.fill('[name="rsp.said"]', 'SRSO'));
  await site.look(page, 'body-form');
  id.co = await kept(page);
  await page.goto(`${site.base}/body/${id.co}`);
  for (const step of ['Contact made', 'Third dialogue'])
    must(await page.locator('ol.moments li:not(.off)', { hasText: step })
      .count() === 1, step + ' is on its way');
  await site.look(page, 'body');
  await page.goto(site.base + '/pending');
  must(!(await page.textContent('main')).includes('Goth Soomro'),
    'the settlement waits no more');
  await left(page);
});

test('its people join, meet for the first time and save', async () => {
  await site.day('2026-02-02');
  const page = await site.as('khadija');
  for (const name of women) {
    await page.goto(`${site.base}/body/${id.co}`);
    await page.click('a:has-text("Add a member")');
    await page.fill('[name="person.said"]', name);
    await page.keyboard.press('Tab');
    await kept(page);
  }
  await page.goto(`${site.base}/body/${id.co}/meeting`);
  for (let i = 0; i < women.length; i++)
    await page.fill(`[name="attendance.${i}.saved"]`, '100');
  await page.tap('[name=_all]');
  await site.look(page, 'first-meeting');
  await page.tap('button.main');
  await page.waitForURL(/\/meeting\/.*kept=1/);
  await page.goto(`${site.base}/body/${id.co}`);
  await page.click('a:has-text("New resolution")');
  await page.fill('[name=passed]', '2026-02-02');
  await page.fill('[name=subject]', 'We form CO Umeed');
  await page.selectOption('[name=state]', 'passed');
  await site.look(page, 'resolution');
  await page.click('form.fact button.main');
  await page.waitForLoadState();
  await page.goto(`${site.base}/body/${id.co}`);
  await said(page, 'We form CO Umeed');
  await said(page, '500');                  // five women saved
  await left(page);
});

test('president and manager are two persons', async () => {
  const page = await site.as('khadija');
  for (const [office, who] of [['president', 'Sakina'], ['manager', 'Sakina'],
    ['manager', 'Zohra']]) {
    await page.goto(`${site.base}/body/${id.co}/office?office=${office}`);
    await page.selectOption('[name=office]', office);
    const option = page.locator('[name=who] option', { hasText: who });
    await page.selectOption('[name=who]',
      await option.first().getAttribute('value'));
    await page.selectOption('[name=basis]', { index: 1 });
    await page.fill('[name=since]', '2026-02-02');
    await page.click('button.main');
    await page.waitForLoadState();
    await site.look(page, `${office}-${who}`);
    if (office === 'manager' && who === 'Sakina') { // kept, and marked
      await page.goto(site.base + '/marked');
      await site.look(page, 'marked');
      await said(page, 'One person may not hold both offices');
    }
  }
  await page.goto(`${site.base}/body/${id.co}`);
  await site.look(page, 'officers');
  await left(page);
});

test('both sides sign the terms of partnership', async () => {
  const page = await site.as('khadija');
  await page.goto(`${site.base}/body/${id.co}/terms`);
  await page.fill('[name=signed_on]', '2026-02-02');
  await page.fill('[name=until]', '2028-02-01');
  for (const select of await page.locator('fieldset.row select')
    .filter({ has: page.locator('option', { hasText: /Sakina|Khadija/ }) })
    .all()) {
    const value = await select.locator('option', { hasText: /Sakina|Khadija/ })
      .first().getAttribute('value');
    if (!id['signed' + value]) await select.selectOption(value);
    id['signed' + value] = true;
  }
  await site.look(page, 'terms');
  await page.click('button.main');
  await page.waitForURL(/\/body\/[0-9a-f]{32}(\?|$)|\/entry\//);
  await page.goto(`${site.base}/body/${id.co}`);
  await said(page, 'Version 1');
  await left(page);
});

test('its formation is written down, with what it rests on', async () => {
  const page = await site.as('khadija');
  await page.goto(`${site.base}/body/${id.co}`);
  await page.click('dd:has(a[href^="/new/formation"]) a.act');
  await page.fill('[name=women]', '5');
  await page.fill('[name=households]', '5');
  await page.fill('[name=first_saving]', '500');
  await site.look(page, 'formation-form');
  await kept(page);
  await page.goto(`${site.base}/body/${id.co}`);
  await said(page, '5 households');
  await site.look(page, 'formed');
  await left(page);
});

test('a by-law of its own, and a committee of disjoint members', async () => {
  const page = await site.as('khadija');
  await page.goto(`${site.base}/body/${id.co}/bylaw`);
  await site.look(page, 'bylaw');
  await page.click('details summary');
  await page.fill('[name=adopted]', '2026-02-02');
  await page.click('button.main');
  await page.waitForLoadState();
  await page.goto(`${site.base}/body/${id.co}`);
  await page.click('a:has-text("Add a committee")');
  await page.selectOption('[name=nature]', 'audit');
  await page.fill('[name=name]', 'Audit committee');
  await page.fill('[name=formed]', '2026-02-02');
  await page.fill('[name="seats.0.person.said"]', 'Hajra');
  await page.keyboard.press('Tab');
  await page.selectOption('[name="seats.0.role"]', 'head');
  await site.look(page, 'committee');
  await kept(page);
  await page.goto(`${site.base}/body/${id.co}`);
  await said(page, 'Audit committee');
  await left(page);
});

test('registered as a society, it owes its accounts first', async () => {
  await site.day('2027-02-10');
  const page = await site.as('khadija');
  await page.goto(`${site.base}/body/${id.co}`);
  await page.click('dd:has(a[href^="/new/registration"]) a.act');
  await page.selectOption('[name=regime]', 'societies');
  await page.fill('[name=number]', 'S-1234');
  await page.fill('[name=registered]', '2026-03-01');
  await page.selectOption('[name=state]', 'registered');
  await site.look(page, 'registration');
  await kept(page);
  await page.goto(site.base + '/pending');
  await said(page, 'CO Umeed');
  await said(page, '30 September 2026');
  await site.look(page, 'owed');
  await page.goto(`${site.base}/body/${id.co}`);
  await page.click('a.act[href*="/new/due_return"]');
  await site.look(page, 'return');
  await kept(page);
  await left(page);
});

for (const lang of ['ur', 'sd'])
  test(`the way of a CO in ${lang}`, async () => {
    const page = await site.as('zubair', desk);
    await page.goto(`${site.base}/lang/${lang}?then=%2fpending`);
    await site.look(page, 'pending-' + lang);
    await page.goto(`${site.base}/body/${id.co}`);
    must(await page.getAttribute('html', 'dir') === 'rtl', 'right to left');
    await site.look(page, 'body-' + lang);
    await left(page);
  });

await run({ stop: site.stop });
