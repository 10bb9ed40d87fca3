// scheme - from a household's wish to a finished scheme in a real browser: three
// households' plans become one need of the village, it ranks first, passes its
// gates, becomes a scheme, takes two tranches (the second is refused first, and
// the missing papers are named), is completed and handed over; who asked reads
// what became of it, and the tables move.
import { must, run, test } from './_site.mjs';
import { desk, left, ownSite, phone, said } from './_own.mjs';

const site = await ownSite('scheme', '2026-02-02', { khadija: 'organiser',
  farida: 'finance_manager' });
const { add, as, day, look } = site;
const rows = (list) => JSON.stringify(list);
const id = {};

// ---- a union council, a village, its people ---------------------------------

const people = [['Sakina', 'سکینہ', 'سڪينه'], ['Zohra', 'زہرہ', 'زهره'],
  ['Hajra', 'حاجرہ', 'حاجره'], ['Amina', 'آمنہ', 'آمنه'],
  ['Zainab', 'زینب', 'زينب'], ['Koonj', 'کونج', 'ڪونج']];

function villageMake() {
  id.uc = add('place', { level: 'uc', name: 'Sangi', name_ur: 'سانگی',
    name_sd: 'سانگي', lg: 'pk72302' });
  id.goth = add('place', { level: 'settlement', name: 'Goth Ali',
    name_ur: 'گوٹھ علی', name_sd: 'ڳوٺ علي', lg: id.uc });
  add('cutover', { place: 'pk723', rsp: 'SRSO', since: '2026-01' });
  const body = { rsp: 'SRSO', sex: 'women', formed: '2020-01-05' };
  id.lso = add('body', { ...body, nature: 'lso', name: 'LSO Sangi',
    name_ur: 'ایل ایس او سانگی', name_sd: 'ايل ايس او سانگي', code: 'LSO-1',
    place: id.uc });
  id.vo = add('body', { ...body, nature: 'vo', name: 'VO Goth Ali',
    name_ur: 'وی او گوٹھ علی', name_sd: 'وي او ڳوٺ علي', code: 'VO-1',
    place: id.goth, parent: id.lso });
  id.co = add('body', { ...body, nature: 'co', name: 'CO Roshni',
    name_ur: 'سی او روشنی', name_sd: 'سي او روشني', code: 'CO-1',
    place: id.goth, parent: id.vo });
  for (const [i, n] of people.entries()) {
    const household = add('household', { number: 'H-' + i, place: id.goth });
    const person = add('person', { household, sex: 'women', name: n[0],
      name_ur: n[1], name_sd: n[2], born: '1985-03-01' });
    const member = add('member', { body: id.co, person, number: i + 1,
      joined: '2020-01-05' });
    Object.assign(id, { [n[0]]: person, [n[0] + '.member']: member,
      [n[0] + '.house']: household });
  }
}

// Three plans ask for water; two needs of the village stand beside it.
function plansMake() {
  for (const [i, who] of ['Sakina', 'Zohra', 'Hajra'].entries())
    id['mip' + i] = add('mip', { household: id[who + '.house'],
      person: id[who], member: id[who + '.member'], made: '2026-01-1' + i,
      activity: 'other', what: 'A hand pump near the house', cost: 30000,
      own_share: 6000, wanted: 24000 });
  const need = { body: id.vo, raised: '2026-01-20', nature: 'public',
    who: 'helped' };
  id.road = add('need', { ...need, number: 'VO-1-R', title: 'Link road',
    sector: 'road', households: 60, cost: 400000 });
  id.roof = add('need', { ...need, number: 'VO-1-S', title: 'School roof',
    sector: 'education', households: 25, cost: 150000 });
}

// Who builds, who audits, who keeps; accounts; a donor's money.
function worksMake() {
  const committee = (nature, a, b) => add('committee', { body: id.vo, nature,
    formed: '2025-01-10', seats: rows([{ person: id[a], role: 'head' },
      { person: id[b], role: 'member' }]) });
  id.builds = committee('project', 'Sakina', 'Zohra');
  id.audits = committee('audit', 'Hajra', 'Amina');
  id.keeps = committee('om', 'Zainab', 'Koonj');
  id.chest = add('account', { body: id.vo, bank: 'National Bank',
    title: 'Scheme of Goth Ali', opened: '2025-06-01' });
  id.bank = add('account', { rsp: 'SRSO', bank: 'National Bank',
    title: 'SRSO', opened: '2025-01-01' });
  id.fund = add('fund', { rsp: 'SRSO', class: 'donor', code: 'DONOR-1',
    title: 'Works of villages', donor: 'A donor', since: '2025-01-01' });
  id.resolution = add('resolution', { body: id.vo, number: 7,
    passed: '2026-01-25', state: 'passed', yes: 6, no: 0,
    subject: 'A hand pump for the lower lanes' });
}

villageMake();
plansMake();
worksMake();

// ---- how a page is used -----------------------------------------------------

const json = async (page, path) => {
  const r = await page.request.get(site.base + path, {
    headers: { accept: 'application/json' } });
  must(r.ok(), `${path}: ${r.status()}`);
  return r.json();
};

// The form of a kind, filled by its address, sent; what it says for itself when
// it is refused.
async function write(page, kind, fields) {
  await page.goto(`${site.base}/new/${kind}?${new URLSearchParams(fields)}`);
  await page.click('form.fact button.main');
  await page.waitForURL(/\/[a-z_]+\/[0-9a-f]{32}/, { timeout: 8e3 })
    .catch(async () => {
      throw new Error(`${kind} ${rows(fields)} is not kept: ` +
        (await page.textContent('main')).replace(/\s+/g, ' ').slice(0, 900));
    });
  return /[0-9a-f]{32}/.exec(page.url())[0];
}

// One with rows, as a program sends it for the same person.
async function tell(page, kind, body) {
  const csrf = await page.getAttribute('[name=_csrf]', 'value');
  const r = await page.request.post(`${site.base}/new/${kind}`, { data: body,
    headers: { accept: 'application/json', 'X-CSRF': csrf } });
  const answer = await r.json();
  must(r.status() === 201, `${kind}: ${rows(answer)}`);
  return answer.id;
}

const paper = (page, held, ...codes) => codes.reduce((before, code) =>
  before.then(() => write(page, 'scheme_paper', { scheme: id.scheme, held,
    paper: code, number: held })), Promise.resolve());
const step = (page, held, stage) => write(page, 'scheme_step', {
  scheme: id.scheme, held, stage, person: id.Sakina, note: 'seen' });
const answer = (page, says, more = {}) => write(page, 'need_answer', {
  need: id.wide, held: id.today, tier: 'rsp', says, ...more });

async function morning(iso) {
  id.today = iso;
  await day(iso);
  return as('khadija', desk);
}

// ---- three plans, one need --------------------------------------------------

test('three households\' plans become one need of the village', async () => {
  const page = await morning('2026-02-05');
  for (const i of [0, 1, 2]) {
    await page.goto(`${site.base}/need/new?mip=${id['mip' + i]}`);
    await page.selectOption('[name=sector]', 'water');
    if (i === 0) await page.check('[name=women_first]');
    await page.click('form.fact button.main:not([name])');
    await page.waitForURL(/\/need\/[0-9a-f]{32}\?kept=1/);
    id['need' + i] = /[0-9a-f]{32}/.exec(page.url())[0];
  }
  await page.goto(`${site.base}/need/new?body=${id.vo}`);
  for (const i of [0, 1, 2]) await page.check(`[name="part.${id['need' + i]}"]`);
  await page.click('button[name=_sum]');
  await page.waitForLoadState();
  await page.fill('[name=title]', 'Hand pump for the lower lanes');
  await page.selectOption('[name=sector]', 'water');
  await page.selectOption('[name=nature]', 'public');
  await page.selectOption('[name=resolution]', id.resolution);
  await look(page, 'merge');
  await page.click('form.fact button.main:not([name])');
  await page.waitForURL(/\/need\/[0-9a-f]{32}\?kept=1/);
  id.wide = /[0-9a-f]{32}/.exec(page.url())[0];
  const wide = await json(page, `/need/${id.wide}`);
  must(wide.leaves === 3 && wide.cost === 9000000, rows(wide));
  await look(page, 'village-need');
  await left(page);
});

// ---- first in the ranking ---------------------------------------------------

async function stones(page) {
  await page.goto(`${site.base}/ranking/new?body=${id.vo}`);
  await page.selectOption('[name=method]', 'stones');
  await look(page, 'rank-which');
  await page.click('form.fact button.main');
  await page.waitForSelector('[name="women.0"]');
  const titles = await page.$$eval('tbody th', (all) =>
    all.map((th) => th.textContent.trim()));
  const put = { 'Hand pump for the lower lanes': [9, 1, 5],
    'Link road': [1, 7, 0], 'School roof': [2, 0, 1] };
  for (const [i, title] of titles.entries())
    for (const [j, who] of ['women', 'men', 'poorest'].entries())
      await page.fill(`[name="${who}.${i}"]`, String(put[title][j]));
  for (const [name, n] of [['women_present', 12], ['men_present', 8],
    ['poorest_present', 6], ['stones', 1]])
    await page.fill(`[name=${name}]`, String(n));
  await look(page, 'rank-stones');
  await page.click('form.fact button.main');
  await page.waitForURL(/\/ranking\/[0-9a-f]{32}\?kept=1/);
  return /[0-9a-f]{32}/.exec(page.url())[0];
}

test('it ranks first; women and the poorest are counted apart', async () => {
  const page = await as('khadija');
  id.ranking = await stones(page);
  const order = await json(page, `/ranking/${id.ranking}`);
  must(order.needs[0].need === id.wide && order.needs[0].women === 9 &&
    order.needs[0].poorest === 5, rows(order));
  await look(page, 'ranking');
  await page.goto(`${site.base}/need/${id.wide}`);
  await said(page, 'Place 1 of 3');
  await left(page);
});

test('men would have had the road first: two orders explain themselves',
  async () => {
    const page = await as('khadija');
    await page.goto(`${site.base}/ranking/new?body=${id.vo}`);
    await page.selectOption('[name=method]', 'meeting');
    await page.click('form.fact button.main');
    await page.waitForSelector('[name="place.0"]');
    const titles = await page.$$eval('tbody th', (all) =>
      all.map((th) => th.textContent.trim()));
    for (const [i, title] of titles.entries()) {
      await page.fill(`[name="place.${i}"]`, title === 'Link road' ? '1' :
        title === 'School roof' ? '3' : '2');
      await page.fill(`[name="women.${i}"]`, title === 'Link road' ? '0' : '2');
    }
    await page.fill('[name=women_present]', '4');
    await page.fill('[name=men_present]', '15');
    await page.click('form.fact button.main');
    await page.waitForURL(/\/ranking\/[0-9a-f]{32}\?kept=1/);
    const other = /[0-9a-f]{32}/.exec(page.url())[0];
    await page.goto(`${site.base}/ranking/${id.ranking}/against/${other}`);
    await said(page, 'against Link road women and all together wanted the ' +
      'contrary');
    await look(page, 'against');
    await page.fill('[name=note]', 'Few women came to the second meeting');
    await page.click('form.fact button.main');
    await page.waitForURL(/against\/[0-9a-f]{32}\?kept=1/);
    await said(page, 'Kept on');
    await left(page);
  });

// ---- its gates --------------------------------------------------------------

test('it passes feasibility gate by gate; the road is refused in words',
  async () => {
    const page = await as('khadija');
    for (const gate of ['capacity', 'willingness', 'own_resources',
      'outside_resources', 'technical', 'social', 'environmental',
      'financial']) {
      await page.goto(`${site.base}/need/${id.wide}/gates`);
      await page.selectOption('[name=gate]', gate);
      await page.selectOption('[name=result]', 'pass');
      await page.fill('[name=note]', 'Looked at together');
      await page.click('form.fact button.main');
      await page.waitForURL(/gates\?kept=1/);
    }
    must((await json(page, `/need/${id.wide}/gates`)).end === 'yes',
      'all gates are passed');
    await look(page, 'gates');
    await page.goto(`${site.base}/need/${id.road}/gates`);
    await page.selectOption('[name=gate]', 'social');
    await page.selectOption('[name=result]', 'fail');
    await page.fill('[name=note]', 'Two owners do not give the land');
    await page.fill('[name=would_change]', 'Their consent in writing');
    await page.click('form.fact button.main');
    await page.waitForURL(/gates\?kept=1/);
    await said(page, 'Not feasible now');
    await look(page, 'refused');
    const letter = await page.request.get(
      `${site.base}/need/${id.road}/refusal.pdf?lang=sd`);
    must(letter.ok() && (await letter.body()).subarray(0, 4).toString() ===
      '%PDF', 'the letter of refusal: ' + letter.status());
    await left(page);
  });

test('with Rs 250,000 the pump and the school are taken up: proven',
  async () => {
    const page = await as('khadija');
    await page.goto(`${site.base}/portfolio/new?body=${id.vo}`);
    await page.fill('[name=title]', 'Year 2026');
    await page.fill('[name=budget]', '250000');
    await page.fill('[name=women_share]', '30');
    await page.click('button[name=_see]');
    await said(page, 'No other choice is worth more: proven.');
    await look(page, 'portfolio');
    await page.click('form.fact .tools button:not([name])');
    await page.waitForURL(/\/portfolio\/[0-9a-f]{32}\?kept=1/);
    await said(page, 'Hand pump for the lower lanes');
    await answer(page, 'approved', { why: 'First of three' });
    await left(page);
  });

// ---- a scheme ---------------------------------------------------------------

const checklist = ['trees', 'water_source', 'standing_water', 'waste_water',
  'erosion', 'waste', 'noise_dust', 'safety', 'land_private', 'grave_shrine',
  'protected', 'moved_people'];

async function designed(page) {
  await paper(page, '2026-02-12', 'social_appraisal');
  await step(page, '2026-02-12', 'appraised');
  await paper(page, '2026-02-14', 'survey', 'photo_before', 'water_test');
  await step(page, '2026-02-14', 'surveyed');
  await paper(page, '2026-02-16', 'design');
  await tell(page, 'estimate', { scheme: id.scheme, held: '2026-02-16',
    line: [{ amount: 5000000, code: '1', item: 'Pump and pipe',
      payer: 'programme' }, { amount: 3000000, code: '2', item: 'Boring',
      payer: 'programme' }, { amount: 2000000, code: '3', item: 'Platform',
      nature: 'labour', payer: 'community' }] });
  await tell(page, 'scheme_environment', { scheme: id.scheme,
    held: '2026-02-16', answer: checklist.map((question) =>
      ({ question })) });
  await step(page, '2026-02-16', 'designed');
  await paper(page, '2026-02-17', 'proposal');
  await step(page, '2026-02-17', 'submitted');
  await paper(page, '2026-02-19', 'approval_note');
  await step(page, '2026-02-19', 'approved');
}

async function termed(page) {
  for (const [part, committee, treasurer] of [
    ['implementation', id.builds, id.Sakina], ['audit', id.audits, id.Hajra],
    ['om', id.keeps, id.Zainab]])
    await write(page, 'scheme_committee', { scheme: id.scheme, part, committee,
      treasurer, held: '2026-02-20' });
  await write(page, 'contribution', { scheme: id.scheme, held: '2026-02-21',
    nature: 'labour', amount: 20000, days: 40, what: 'Platform' });
  await paper(page, '2026-02-22', 'terms', 'account_letter');
  await step(page, '2026-02-22', 'terms');
}

test('it becomes a scheme, and its gates open paper by paper', async () => {
  const page = await morning('2026-03-10');
  await page.goto(`${site.base}/scheme/new?need=${id.wide}`);
  await page.selectOption('[name=type]', 'handpump');
  await page.click('form.filter button');
  await page.waitForURL(/type=handpump/);
  await look(page, 'scheme-new');
  await page.click('form[action="/new/scheme"] button.main');
  await page.waitForURL(/\/new\/scheme\?/);
  const url = new URL(page.url());
  id.scheme = await write(page, 'scheme', {
    ...Object.fromEntries(url.searchParams), number: 'S-1', rsp: 'SRSO',
    held: '2026-02-10', resolution: id.resolution, account: id.chest,
    fund: id.fund, place: id.goth, households: 40, poorest: 15 });
  await designed(page);
  await termed(page);
  await page.goto(`${site.base}/scheme/${id.scheme}`);
  await look(page, 'scheme-terms');
  await answer(page, 'funded', { source: 'donor' });
  await left(page);
});

// ---- two tranches -----------------------------------------------------------

const meeting = (page, held) => write(page, 'meeting', { body: id.vo, held,
  nature: 'general', women: 12, men: 8 });

const tranche = async (page, fields) => {
  await page.goto(`${site.base}/new/scheme_tranche?${new URLSearchParams({
    scheme: id.scheme, amount: 40000, way: 'cheque', account: id.bank,
    into_account: id.chest, ...fields })}`);
  await page.click('form.fact button.main');
};

test('the first tranche is handed over in an open meeting', async () => {
  const page = await as('khadija', desk);
  const met = await meeting(page, '2026-03-10');
  await tranche(page, { number: 1, held: '2026-03-10', meeting: met,
    leaf: 'C-1', reference: 'C-1' });
  await page.waitForLoadState();
  await said(page, 'illage sheet');          // its gate is shut, and says why
  await look(page, 'tranche-refused-first');
  await paper(page, '2026-03-01', 'village_sheet');
  await tranche(page, { number: 1, held: '2026-03-10', meeting: met,
    leaf: 'C-1', reference: 'C-1' });
  await page.waitForURL(/\/[a-z_]+\/[0-9a-f]{32}/);
  await page.goto(`${site.base}/scheme/${id.scheme}`);
  await said(page, '40,000');
  await answer(page, 'started');
  await left(page);
});

test('a closed gate refuses the second one and says which paper is missing',
  async () => {
    const page = await morning('2026-05-20');
    id.met = await meeting(page, '2026-05-20');
    await tranche(page, { number: 2, held: '2026-05-20', meeting: id.met,
      leaf: 'C-2', reference: 'C-2', is_last: 1 });
    await page.waitForLoadState();
    must(!/\/scheme_tranche\/[0-9a-f]{32}|kept=1/.test(page.url()),
      'it is not kept: ' + page.url());
    for (const words of ['ertificate', 'udit', 'illage sheet', 'hotograph'])
      await said(page, words);
    await look(page, 'tranche-refused');
    await left(page);
    const small = await as('khadija', phone);
    await tranche(small, { number: 2, held: '2026-05-20', meeting: id.met,
      leaf: 'C-2', reference: 'C-2', is_last: 1 });
    await small.waitForLoadState();
    await look(small, 'tranche-refused-390');
    await left(small);
  });

async function built(page) {
  await tell(page, 'measurement', { scheme: id.scheme, held: '2026-05-01',
    page: '1', line: [{ code: '1', quantity: 100 },
      { code: '2', quantity: 100 }, { code: '3', quantity: 100 }] });
  await tell(page, 'certificate', { scheme: id.scheme, held: '2026-05-02',
    number: '1', audited: '2026-05-03', completion: true,
    work: ['1', '2', '3'].map((line) => ({ line, done: 10000 })) });
  await paper(page, '2026-05-04', 'village_sheet', 'photo_during');
}

test('with its papers the second tranche is paid', async () => {
  const page = await as('khadija', desk);
  await built(page);
  await tranche(page, { number: 2, held: '2026-05-20', meeting: id.met,
    leaf: 'C-2', reference: 'C-2', is_last: 1 });
  await page.waitForURL(/\/[a-z_]+\/[0-9a-f]{32}/);
  await page.goto(`${site.base}/scheme/${id.scheme}`);
  await said(page, '80,000');
  await look(page, 'scheme-paid');
  await left(page);
});

// ---- the end, and what the tables say ---------------------------------------

const told = async (page, path) => rows(await json(page, path));

test('it is completed and handed over, and the tables move', async () => {
  const page = await as('khadija', desk);
  const paths = [`/outreach?as_of=2026-05&place=${id.uc}`,
    `/report/progress?as_of=2026-05&place=${id.uc}`];
  const before = [];
  for (const path of paths) before.push(await told(page, path));
  await write(page, 'scheme_spending', { scheme: id.scheme,
    held: '2026-05-18', what: 'Pump, pipe and boring', amount: 80000,
    way: 'cheque', account: id.chest, supplier: 'A shop', quotes: 3,
    reference: 'C-9', leaf: 'C-9' });
  await paper(page, '2026-05-18', 'photo_after', 'accounts_closed');
  await step(page, '2026-05-18', 'completed');
  await paper(page, '2026-05-19', 'handover_deed', 'om_training');
  await write(page, 'scheme_handover', { scheme: id.scheme,
    held: '2026-05-20', committee: id.keeps, opening: 2000, fee: 20,
    households: 40, meeting: id.met, operator: 'Zainab' });
  await answer(page, 'completed');
  for (const [i, path] of paths.entries())
    must(await told(page, path) !== before[i], path + ' did not move');
  await page.goto(site.base + paths[1]);
  await page.click('main .tabs a:text-is("The month in words")');
  await said(page, 'CPI schemes completed1 more this month, 1 since July');
  await said(page, 'Beneficiary households40 more this month');
  await page.goto(`${site.base}/scheme/${id.scheme}`);
  await look(page, 'scheme-handed-over');
  await page.goto(`${site.base}/postings?indicator=cpi&place=${id.uc}`);
  await look(page, 'postings');
  for (const file of ['audit.pdf', 'sheet.pdf?lang=sd']) {
    const r = await page.request.get(
      `${site.base}/scheme/${id.scheme}/${file}`);
    must(r.ok() && (await r.body()).subarray(0, 4).toString() === '%PDF',
      `${file}: ${r.status()}`);
  }
  await left(page);
});

test('the page of who asked tells the story', async () => {
  const page = await as('khadija', phone);
  const asker = await json(page, `/need/${id.need0}`);
  must(asker.state === 'completed' && asker.root === id.wide, rows(asker));
  const heard = asker.story.filter((t) => t.what === 'answered')
    .map((t) => t.says);
  must(rows(heard) === rows(['approved', 'funded', 'started', 'completed']),
    rows(heard));
  await page.goto(`${site.base}/need/${id.need0}`);
  await said(page, 'Hand pump for the lower lanes');
  await look(page, 'asker');
  await left(page);
});

// ---- every page, two languages, two widths ----------------------------------

for (const [width, options] of [[1280, desk], [390, phone]])
  for (const lang of ['en', 'sd'])
    test(`every page at ${width} in ${lang}`, async () => {
      const page = await as('khadija', options);
      for (const [what, path] of Object.entries({
        needs: '/needs', need: `/need/${id.wide}`, asker: `/need/${id.need0}`,
        ranking: `/ranking/${id.ranking}`, gates: `/need/${id.road}/gates`,
        portfolio: `/portfolio/new?body=${id.vo}`, schemes: '/schemes',
        scheme: `/scheme/${id.scheme}`, sheet: `/scheme/${id.scheme}/sheet`,
        progress: `/report/progress?as_of=2026-05&place=${id.uc}`,
        outreach: `/outreach?as_of=2026-05&place=${id.uc}` })) {
        const mark = path.includes('?') ? '&' : '?';

        await page.goto(`${site.base}${path}${mark}lang=${lang}`);
        must(await page.getAttribute('html', 'lang') === lang,
          `${path} is in ${lang}`);
        await look(page, `${what}-${lang}-${width}`);
      }
      await left(page);
    });

await run(site);
