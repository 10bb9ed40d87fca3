// ahead - on a phone of the field app the page that the main button leads to is drawn
// while she reads: the sheet that is shown then is the one she would have got.
import { must, run, test } from './_site.mjs';
import { desk, ownSite, phone } from './_own.mjs';
import { enrol, passwordSay, pinChoose, sent } from './_phone.mjs';
import { tabOpen } from './_tab.mjs';
import { chromium } from 'playwright-core';
import path from 'node:path';

const today = '2026-11-20';
const site = await ownSite('ahead', today, { khadija: 'organiser',
  nadia: 'administrator' });
const body = site.add('body', { nature: 'co', sex: 'women', name: 'CO Roshni',
  code: 'CO-R', rsp: 'SRSO', place: 'pk723', formed: '2020-01-05' });
let number = 0;
function join(name) {
  const household = site.add('household', { number: 'H-' + ++number,
    place: 'pk723' });
  const person = site.add('person', { household, sex: 'women', name });
  site.add('member', { body, person, number, joined: '2020-01-05' });
}
join('Sakina Khaskheli');
join('Zohra Mirbahar');
await site.day(today);

const profile = path.resolve('profile');
const home = site.base, co = '/body/' + body, sheet = co + '/meeting';
let tab;

// Her body's page, and the sheet of its next meeting drawn behind it.
async function read() {
  const was = tab.ahead(home + sheet).times;
  await tab.goto(home + co);
  await tab.arrive(co);
  await drawn(was);
}
const drawn = (was) => tab.until('a sheet that is drawn ahead', () => {
  const now = tab.ahead(home + sheet);
  return now.status === 'Ready' && now.times > was;
});
const shown = () => tab.ask(`performance.getEntriesByType('navigation')[0]
  .activationStart > 0`);
const names = () => tab.ask(`[...document.querySelectorAll(
  'form.meeting tr[data-key] th')].map((e) => e.textContent.trim()).join()`);

test('the sheet is drawn while she reads, and shown when she taps', async () => {
  const browser = await chromium.launchPersistentContext(profile, { ...phone,
    executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
  const page = browser.pages()[0], office = await site.as('nadia', desk);
  await enrol(page, { home, name: 'A phone', office, site });
  await passwordSay(page, 'khadija');
  await pinChoose(page, '4729');
  await sent(page);
  await browser.close();

  tab = await tabOpen(profile);
  await tab.goto(home + '/app/');
  await tab.type('form[data-do=open] [name=pin]', '4729');
  await tab.tap('form[data-do=open] button.main');
  await tab.arrive('/work');
  await read();
  await tab.tap('main a.button.main');
  await tab.arrive(sheet);
  must(await shown(), 'it was drawn ahead');
  must((await names()).includes('Sakina'), await names());
});

test('her draft is laid into it: closed under a key that it asks for when shown', async () => {
  await tab.tap('tr[data-key] input[value=present]');
  await tab.until('the draft', () => tab.ask(
    'document.querySelector("form.meeting").dataset.saved'));
  await read();
  await tab.tap('main a.button.main');
  await tab.arrive(sheet);
  must(await shown(), 'it was drawn ahead');
  await tab.until('the draft', () => tab.ask(`document.querySelector(
    'tr[data-key] input[value=present]').checked`));
});

test('what comes from the site while she reads stands in the sheet', async () => {
  await read();
  join('Hajra Lashari');
  const was = tab.ahead(home + sheet).times;
  await tab.tap('#unsent button');
  await drawn(was);
  await tab.tap('main a.button.main');
  await tab.arrive(sheet);
  must(await shown(), 'it was drawn ahead');
  must((await names()).includes('Hajra'), await names());
});

test('a worker that is killed meanwhile takes her key from the page that goes', async () => {
  await read();
  await tab.workersStop();
  await tab.tap('main a.button.main');
  await tab.arrive(sheet);
  await tab.goto(home + '/work');
  await tab.arrive('/work');
  must((await tab.ask('document.body.textContent')).includes('CO Roshni'),
    'she need not say her PIN');
});

run({ stop: async () => {
  await tab?.close();
  await site.stop();
} });
