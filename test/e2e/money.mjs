// money - the people's money in a real browser: a meeting with savings, an
// instalment and a fine; passbook, slip and cash book; a loan from the asking to
// its first repayment; a reversal by a second person; a month that is closed.
import { must, run, test } from './_site.mjs';
import { desk, left, ownSite, phone, said } from './_own.mjs';

// ---- a site with an LSO that lends, and a CO that saves --------------------

const site = await ownSite('money', '2026-02-02', { khadija: 'organiser',
  zubair: 'organiser', farida: 'finance_manager' });
const { add, as, day, look } = site;

const names = [['Sakina', 'سکینہ', 'سڪينه'], ['Zohra', 'زہرہ', 'زهره'],
  ['Hajra', 'حاجرہ', 'حاجره'], ['Amina', 'آمنہ', 'آمنه']];
const id = {};

function bodiesMake() {
  const body = { rsp: 'SRSO', place: 'pk723', sex: 'women',
    formed: '2020-01-05' };
  id.lso = add('body', { ...body, nature: 'lso', name: 'LSO Sangi',
    name_ur: 'ایل ایس او سانگی', name_sd: 'ايل ايس او سانگي', code: 'LSO-1' });
  id.vo = add('body', { ...body, nature: 'vo', name: 'VO Sangi',
    name_ur: 'وی او سانگی', name_sd: 'وي او سانگي', code: 'VO-1',
    parent: id.lso });
  id.co = add('body', { ...body, nature: 'co', name: 'CO Roshni',
    name_ur: 'سی او روشنی', name_sd: 'سي او روشني', code: 'CO-1',
    parent: id.vo, saving: 100 });
  for (const [i, n] of names.entries()) {
    const household = add('household', { number: 'H-' + i, place: 'pk723' });
    const person = add('person', { household, sex: 'women', name: n[0],
      name_ur: n[1], name_sd: n[2], born: '1985-03-01' });
    const member = add('member', { body: id.co, person, number: i + 1,
      joined: '2020-01-05' });
    add('score', { card: 'SPS-PAK-2009-002', household, held: '2025-06-01',
      origin: 'BISP', score: 12, source: 'imported' });
    Object.assign(id, { [n[0]]: person, [n[0] + '.member']: member,
      [n[0] + '.house']: household });
  }
}

// What was there before: savings, an internal loan, the LSO's fund.
function moneyMake() {
  add('opening', { body: id.co, held: '2025-12-31', box: 8000,
    savings: 8000 });
  for (const [n] of names)
    add('member_opening', { member: id[n + '.member'], body: id.co,
      held: '2025-12-31', regular: 2000 });
  const resolution = add('resolution', { body: id.co, number: 1,
    passed: '2026-01-05', state: 'passed', subject: 'A loan to Zohra' });
  id.inner = add('loan', { number: 'CO-1-1', person: id.Zohra,
    member: id['Zohra.member'], body: id.co, lender: id.co,
    product: 'INTERNAL-QARD', purpose: 'livestock', what: 'Feed', asked: 3000,
    applied: '2026-01-05', instalments: 6, cycle: 1, resolution });
  add('approval', { loan: id.inner, held: '2026-01-05', body: id.co,
    resolution, person: id.Sakina, says: 'yes', amount: 3000 });
  add('disbursement', { loan: id.inner, held: '2026-01-06', amount: 3000,
    way: 'box', first_due: '2026-02-05',
    witness: JSON.stringify([{ person: id.Amina }]) });
  id.fund = add('fund', { body: id.lso, class: 'community', code: 'CIF',
    title: 'Investment fund', since: '2025-01-01' });
  add('capital', { fund: id.fund, held: '2025-12-15', amount: 200000,
    way: 'box', reference: 'ToP-1' });
  id.resolution = add('resolution', { body: id.lso, number: 7,
    passed: '2026-02-01', state: 'passed', subject: 'Loans from the fund' });
}

// What the other money pages show.
function protectionMake() {
  const donor = add('fund', { rsp: 'SRSO', class: 'donor', code: 'DONOR-1',
    title: 'Women\'s livelihoods', donor: 'A donor', since: '2025-01-01' });
  id.agreement = add('agreement', { rsp: 'SRSO', fund: donor,
    donor: 'A donor', number: 'AG-1', title: 'Women\'s livelihoods in Sukkur',
    since: '2025-01-01', until: '2027-12-31', currency: 'EUR',
    exchange: 300, amount: 500000, line: JSON.stringify([
      { amount: 30000000, code: 'A', title: 'Training' },
      { amount: 20000000, code: 'B', title: 'Grants' }]) });
  const account = add('account', { rsp: 'SRSO', bank: 'National Bank',
    branch: 'Sukkur', title: 'SRSO', opened: '2025-01-01' });
  add('tranche', { agreement: id.agreement, held: '2025-03-01',
    units: 100000, exchange: '305.125', amount: 30512500, account,
    reference: 'SWIFT-1' });
  add('expense', { rsp: 'SRSO', fund: donor, agreement: id.agreement,
    line: 'A', held: '2026-01-15', head: 'training_cost',
    what: 'Training of community resource persons', amount: 180000,
    way: 'bank', account });
  const policy = add('policy', { insurer: 'An insurer', nature: 'health',
    number: 'POL-1', rsp: 'SRSO', since: '2026-01-01', until: '2026-12-31',
    premium: 1000, member_limit: 25000 });
  add('insured', { policy, household: id['Hajra.house'], number: 'C-7847',
    body: id.co, held: '2026-01-10', rsp: 'SRSO', subsidy: 1000,
    members: JSON.stringify([{ person: id.Hajra }]) });
  add('leaf_book', { body: id.co, what: 'receipt', prefix: 'R-', from_serial: 1,
    upto_serial: 50, issued_on: '2026-01-01', person: id.Sakina });
}

bodiesMake();
moneyMake();
protectionMake();
const json = async (page, path) => {
  const r = await page.request.get(site.base + path, {
    headers: { accept: 'application/json' } });
  must(r.ok(), `${path}: ${r.status()}`);
  return r.json();
};
// ---- a meeting --------------------------------------------------------------

test('savings, an instalment and a fine are kept at the meeting', async () => {
  await day('2026-02-05');
  const page = await as('khadija');
  await page.goto(`${site.base}/body/${id.co}/meeting`);
  await page.check('[data-columns]');
  await page.tap('[name=_all]');
  await page.fill('[name="attendance.0.fined"]', '20');
  await page.fill('[name="attendance.0.voluntary"]', '50');
  await page.fill('[name="attendance.1.repaid"]', '500');
  await look(page, 'grid');
  await page.tap('button.main');
  await page.waitForURL(/\/meeting\/.*kept=1/);
  id.meeting = new URL(page.url()).pathname.split('/')[2];
  await look(page, 'meeting');
  await left(page);
});

test('the passbook shows it, and so does the cash book', async () => {
  const page = await as('khadija');
  await page.goto(`${site.base}/passbook/${id['Sakina.member']}`);
  await said(page, '2,150');                  // 2,000, 100 and 50
  await look(page, 'passbook');
  const picture = await page.request.get(
    `${site.base}/passbook/${id['Sakina.member']}/passbook.png`);
  must((await picture.body()).subarray(1, 4).toString() === 'PNG',
    'a picture to send');
  await page.goto(`${site.base}/books/${id.co}/cash`);
  await said(page, '5,970');       // 8,000 - 3,000, then 400 + 50 + 20 + 500
  await look(page, 'cash');
  await page.goto(`${site.base}/loan/${id.inner}`);
  await said(page, '2,500');                  // what Zohra still owes
  await page.goto(`${site.base}/slip/${id.meeting}`);
  await look(page, 'slip');
  const slip = await page.request.get(
    `${site.base}/slip/${id.meeting}/slip.png`);
  must(slip.ok() && (await slip.body()).subarray(1, 4).toString() === 'PNG',
    'her slip as a picture: ' + slip.status());
  await left(page);
});

// ---- a loan -----------------------------------------------------------------

async function step(page, name, fill = async () => {}) {
  await page.goto(`${site.base}/loan/${id.loan}/do/${name}`);
  await fill();
  await look(page, name);
  await page.click('form.fact button.main');
  await page.waitForURL(/\/loan\/[0-9a-f]{32}\?kept=1/);
}

async function personPick(page, field, name) {
  await page.fill(`[name="${field}.said"]`, name);
  await page.keyboard.press('Tab');
}

test('the LSO lends: asked, appraised, approved, paid out, first repayment',
  async () => {
    await day('2026-02-10');
    const page = await as('khadija');
    await page.goto(`${site.base}/loan/new?member=${id['Hajra.member']}`);
    await page.selectOption('[name=lender]', id.lso);
    await page.selectOption('[name=product]', 'CIF-MONTHLY');
    await page.selectOption('[name=purpose]', 'livestock');
    await page.fill('[name=what]', 'Two goats');
    await page.fill('[name=asked]', '12000');
    await page.fill('[name=instalments]', '12');
    await page.click('button[name=_offer]');
    await page.waitForSelector('[name=_shown]', { state: 'attached' });
    await said(page, '1,000');                // each month
    await look(page, 'offer');
    await page.click('form.fact button.main:not([name])');
    await page.waitForURL(/\/loan\/[0-9a-f]{32}\?kept=1/);
    id.loan = new URL(page.url()).pathname.split('/')[2];
    for (const [tier, body] of [['co', id.co], ['vo', id.vo], ['lso', id.lso]])
      await step(page, 'appraisal', async () => {
        await page.selectOption('[name=tier]', tier);
        await page.selectOption('[name=body]', body);
        await page.selectOption('[name=says]', 'yes');
        await personPick(page, 'person', 'Amina');
      });
    await step(page, 'approval', async () => {
      await page.selectOption('[name=resolution]', id.resolution);
      await page.selectOption('[name=says]', 'yes');
      await personPick(page, 'person', 'Amina');
    });
    await step(page, 'disbursement', async () => {
      await personPick(page, 'witness.0.person', 'Amina');
    });
    await said(page, '12,000');
    await left(page);
    await day('2026-03-10');
    const later = await as('khadija');
    await step(later, 'repayment');
    await said(later, '11,000');
    await look(later, 'loan');
    id.repayment = (await json(later, `/list/repayment`)).rows
      .find((r) => r.record.loan === id.loan).id;
    await later.goto(`${site.base}/slip/${id.repayment}`);
    await look(later, 'slip-repayment');
    await left(later);
  });

test('a second person takes a repayment back', async () => {
  const page = await as('zubair');
  await page.goto(`${site.base}/new/reversal?reverses=${id.repayment}`);
  await page.fill('[name=held]', '2026-03-10');
  await page.fill('[name=why]', 'It was Zohra who paid');
  await look(page, 'reversal');
  await page.click('form.fact button.main');
  await page.waitForURL(/kept=1/);
  await page.goto(`${site.base}/loan/${id.loan}`);
  await said(page, '12,000');
  await left(page);
});

// ---- a month ----------------------------------------------------------------

test('a month is closed, and what comes late is booked in the next',
  async () => {
    const page = await as('khadija');
    const month = `${site.base}/books/${id.co}/month`;
    for (const name of ['2025-12', '2026-01', '2026-02']) {
      await page.goto(`${month}?month=${name}`);
      for (const tick of ['counted', 'agreed', 'listed', 'printed'])
        if (await page.locator(`[name=${tick}]`).count())
          await page.check(`[name=${tick}]`);
      if (name === '2026-02') await look(page, 'month');
      await Promise.all([page.waitForNavigation(),
        page.click('form.fact button.main')]);
      must(await page.isVisible('.note.good'), name + ' is closed: ' +
        await page.textContent('main'));
    }
    await look(page, 'closed');
    await page.goto(`${site.base}/new/deposit?member=` +
      `${id['Amina.member']}&body=${id.co}`);
    await page.fill('[name=held]', '2026-02-20');
    await page.fill('[name=amount]', '70');
    await page.selectOption('[name=way]', 'box');
    await page.selectOption('[name=what]', 'voluntary');
    await page.click('form.fact button.main');
    await page.waitForURL(/kept=1/);
    for (const [name, is] of [['2026-02', false], ['2026-03', true]]) {
      const book = await json(page, `/books/${id.co}/ledger?` +
        `head=saving_voluntary&from=${name}&to=${name}`);
      must(JSON.stringify(book).includes('2026-02-20') === is,
        `her 70 of February in ${name}: ${JSON.stringify(book)}`);
    }
    await page.goto(`${month}?month=2026-02`);
    must(await page.isVisible('.note.good'), 'it stays closed');
    await left(page);
  });

// ---- every money page, three languages, two widths --------------------------

const pages = () => ({ books: '/books', book: `/books/${id.co}`,
  cash: `/books/${id.co}/cash`, trial: `/books/${id.co}/trial`,
  loan: `/loan/${id.loan}`, loans: '/loans', cif: `/cif?fund=${id.fund}`,
  passbook: `/passbook/${id['Sakina.member']}`, savings: '/savings',
  funds: '/funds', agreement: `/agreement/${id.agreement}`,
  awards: '/awards', insurance: '/insurance', leaves: '/leaves',
  hand: '/hand', slip: `/slip/${id.meeting}`, month: `/books/${id.co}/month`,
});

for (const [width, options] of [[390, phone], [1280, desk]])
  for (const lang of ['en', 'ur', 'sd'])
    test(`the money pages fit, ${lang}, ${width} px`, async () => {
      const page = await as('farida', options);
      await page.goto(`${site.base}/lang/${lang}?then=%2f`);
      for (const [name, path] of Object.entries(pages())) {
        const answer = await page.goto(site.base + path);
        must(answer.status() === 200, `${path}: ${answer.status()}`);
        must(await page.locator('.ways:not(.pages) a[aria-current]')
          .count() === 1, name + ': one room is here');
        await look(page, `${name}-${lang}-${width}`);
      }
      await left(page);
    });

await run({ stop: site.stop });
