// learn - a training on a phone in a real browser: the roll of twenty-five is
// called with one touch and those who are away, two days, marks of a test.
import { browserStart, must, pageOpen as opened, run, test } from './_site.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const saath = process.env.SAATH ?? 'saath';
const password = 'a long password';
const shots = process.env.SAATH_SHOTS;   // a folder, to look at the pages

function verb(args, input = '') {
  const r = spawnSync(saath, ['-d', 'learn.db', ...args],
    { input, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(args.join(' ') + ': ' + r.stderr);
  return r.stdout.trim();
}

const add = (kind, fields) => verb(['add', kind,
  ...Object.entries(fields).map(([k, v]) => `${k}=${v}`)]);

const freePort = () => new Promise((done) => {
  const s = createServer();
  s.listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => done(port));
  });
});

// ---- a CO of twenty-five women, a training, a book-keeper, a session --------

function made() {
  verb(['init']);
  verb(['user', 'add', 'khadija', '--role', 'organiser'], password + '\n');
  const body = add('body', { nature: 'co', sex: 'women', name: 'CO Roshni',
    code: 'CO-R', rsp: 'SRSO', place: 'pk723', formed: '2020-01-05' });
  const people = [];
  for (let i = 0; i < 25; i++) {
    const household = add('household', { number: 'H-' + i, place: 'pk723' });
    people.push(add('person', { household, sex: 'women',
      name: 'Sughra ' + String.fromCharCode(65 + i) }));
    add('member', { body, person: people[i], number: i + 1,
      joined: '2020-01-05' });
  }
  const training = add('training', { code: 'T-1', kind: 'CMST',
    title: 'CMST of CO Roshni', days: 2, since: '2024-03-10',
    until: '2024-03-11', place: 'pk723', rsp: 'SRSO', body,
    trainer: 'Hussain Bux', venue: 'Community hall' });
  const crp = add('crp', { person: people[0], body, cadre: 'book_keeper',
    place: 'pk723', rsp: 'SRSO', since: '2023-01-01', fee: 500,
    fee_per: 'per_month' });
  add('crp_task', { crp, held: '2024-02-01', nature: 'books_written',
    what: 'January', fee: 500 });
  const session = add('awareness', { toolkit: 'CAT', topic: 'education',
    place: 'pk723', rsp: 'SRSO', body, crp, held: '2024-04-01', women: 22,
    girls: 4, commitments: JSON.stringify([{ due: '2024-05-01',
      what: 'Ten girls into school' }]) });
  const issue = add('advocacy', { title: 'A teacher for the girls',
    issue: 'The school has had no teacher since August.', body,
    place: 'pk723', rsp: 'SRSO', sector: 'education', since: '2024-02-01',
    whom: 'Taluka education office' });
  return { training, crp, session, issue };
}

async function siteMake() {
  const ids = made();
  const port = await freePort();
  const child = spawn(saath, ['-d', 'learn.db', 'serve', '--listen',
    `127.0.0.1:${port}`], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  for (let i = 0; ; i++) {
    try {
      if ((await fetch(base + '/health')).ok) break;
    } catch { /* not yet */ }
    if (i > 100) throw new Error('no site');
    await new Promise((done) => setTimeout(done, 100));
  }
  return { base, ...ids, stop: () => new Promise((done) => {
    child.on('exit', done);
    child.kill('SIGTERM');
  }) };
}

const site = await siteMake();
const browser = await browserStart();
const stop = site.stop;
site.stop = async () => {
  await browser.close();
  await stop();
};

const page = await opened(browser, { viewport: { width: 390, height: 844 } });
await page.goto(site.base + '/login');
await page.fill('[name=user]', 'khadija');
await page.fill('[name=password]', password);
await page.click('button.main');
await page.waitForURL((url) => url.pathname !== '/login');

const wide = () => page.evaluate(() =>
  document.documentElement.scrollWidth - innerWidth);

async function seen(path, name) {
  await page.goto(site.base + path);
  must(await wide() <= 0, name + ' is wider than the phone');
  if (shots)
    await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

// Everybody is there but those whose numbers are given.
async function call(day, away) {
  await page.goto(site.base + `/training/${site.training}/attendance`);
  await page.fill('[name=held]', day);
  await page.click('button[name=_all], [data-all]');
  for (const i of away) {
    const mark = page.locator('table tr[data-key]').nth(i)
      .locator('label:has([value=absent])');
    await mark.evaluate((e) => e.scrollIntoView({ block: 'center' }));
    await mark.click();
  }
  if (shots)
    await page.screenshot({ path: `${shots}/call-${day}.png`,
      fullPage: true });
  await page.click('form.fact button.main');
  await page.waitForURL((url) => url.search === '?kept=1');
}

test('the roll of twenty-five is called with a few touches', async () => {
  await seen(`/training/${site.training}/attendance`, 'attendance');
  must(await page.locator('table tr[data-key]').count() === 25,
    'all members are asked');
  await call('2024-03-10', [3, 7, 11]);
  await call('2024-03-11', [3]);
  const text = await page.textContent('main');
  must(/Sughra A/.test(text), 'her name stands there');
  must(await page.locator('.chip.good').count() === 22,
    'who was there both days is trained');
  const paper = await page.request.get(site.base +
    `/training/${site.training}/certificate.pdf?lang=sd`);
  must(paper.status() === 200, 'certificates are drawn');
  must((await paper.body()).subarray(0, 5).toString() === '%PDF-',
    'as a PDF');
  if (shots) writeFileSync(shots + '/certificate.pdf', await paper.body());
});

test('pages fit a phone in three languages', async () => {
  for (const lang of ['en', 'ur', 'sd']) {
    await page.goto(site.base + `/lang/${lang}?then=%2f`);
    for (const [path, name] of [['/trainings', 'trainings'],
      [`/training/${site.training}`, 'training'], ['/crps', 'crps'],
      ['/trainings/untrained', 'untrained'],
      [`/crp/${site.crp}`, 'crp'], ['/awareness', 'sessions'],
      [`/awareness/${site.session}`, 'session'], ['/advocacy', 'issues'],
      [`/advocacy/${site.issue}`, 'issue'],
      [`/training/${site.training}/attendance`, 'attendance'],
      ['/report/trainings?as_of=2024-12&by=district', 'report']])
      await seen(path, `${name}-${lang}`);
  }
  must(page.errors.length === 0, page.errors.join('\n'));
});

await run(site);
