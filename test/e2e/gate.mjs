// gate - a scheme in a real browser: the next gate with its missing papers, a
// tranche that is refused and says which paper is missing, the paper added, the
// tranche kept, an objection from the village sheet; on a phone, in Urdu too.
import { must, run, test } from './_site.mjs';
import { desk, kept, left, ownSite, phone, said } from './_own.mjs';

const site = await ownSite('gate', '2026-02-02', { khadija: 'organiser' });
const { add, as, day, look } = site;
const id = {};
const on = (fields) => ({ scheme: id.scheme, ...fields });

function villageMake() {
  const body = { rsp: 'SRSO', place: 'pk723', sex: 'mixed',
    formed: '2020-01-05' };
  id.vo = add('body', { ...body, nature: 'vo', name: 'VO Sangi',
    name_ur: 'وی او سانگی', name_sd: 'وي او سانگي', code: 'VO-1' });
  id.home = add('household', { number: 'H-1', place: 'pk723' });
  id.people = ['Sakina', 'Zohra', 'Hajra', 'Amina', 'Ali', 'Umar'].map(
    (name, i) => add('person', { household: id.home, name,
      sex: i < 4 ? 'women' : 'men', born: '1985-03-01' }));
  id.resolution = add('resolution', { body: id.vo, number: 1,
    passed: '2026-01-05', state: 'passed', subject: 'A culvert' });
  for (const [i, nature] of ['project', 'audit', 'om'].entries())
    id[nature] = add('committee', { body: id.vo, nature, formed: '2026-01-06',
      seats: JSON.stringify([{ person: id.people[2 * i], role: 'head' },
        { person: id.people[2 * i + 1], role: 'member' }]) });
  id.bank = add('account', { rsp: 'SRSO', bank: 'HBL', title: 'Main' });
  id.chest = add('account', { body: id.vo, bank: 'HBL', title: 'Culvert' });
}

function schemeMake() {
  id.scheme = add('scheme', { number: 'S-1', title: 'Culvert at the school',
    type: 'culvert', body: id.vo, rsp: 'SRSO', place: 'pk723',
    account: id.chest, held: '2026-01-06', resolution: id.resolution,
    households: 40, poorest: 18, lat: '27.7', lon: '68.8' });
  for (const [held, papers, stage] of [
    ['2026-01-08', 'social_appraisal', 'appraised'],
    ['2026-01-09', 'survey photo_before', 'surveyed'],
    ['2026-01-12', 'design', 'designed'],
    ['2026-01-13', 'proposal', 'submitted'],
    ['2026-01-15', 'approval_note', 'approved'],
    ['2026-01-20', 'terms account_letter share', 'terms']]) {
    for (const paper of papers.split(' '))
      add('scheme_paper', on({ paper, held, number: held }));
    if (stage === 'designed') {
      add('estimate', on({ held, line: JSON.stringify([
        { code: '1', item: 'Brick', payer: 'programme', amount: 5000000 },
        { code: '2', item: 'Cement', payer: 'programme', amount: 3000000 },
        { code: '3', item: 'Earth', payer: 'community', nature: 'labour',
          amount: 2000000 }]) }));
      add('scheme_environment', on({ held, answer: JSON.stringify(['trees',
        'water_source', 'standing_water', 'waste_water', 'erosion', 'waste',
        'noise_dust', 'safety', 'land_private', 'grave_shrine', 'protected',
        'moved_people'].map((question) => ({ question }))) }));
    }
    if (stage === 'terms')
      for (const [i, [part, of]] of [['implementation', 'project'],
        ['audit', 'audit'], ['om', 'om']].entries())
        add('scheme_committee', on({ part, held, committee: id[of],
          treasurer: id.people[2 * i] }));
    add('scheme_step', on({ stage, held, person: id.people[0] }));
  }
}

test('a shut gate refuses a tranche and names the paper', async () => {
  const page = await as('khadija', phone);
  const meeting = add('meeting', { body: id.vo, held: '2026-02-02' });
  const form = `${site.base}/new/scheme_tranche?scheme=${id.scheme}&number=1&` +
    `held=2026-02-02&amount=40000&way=cheque&account=${id.bank}&` +
    `into_account=${id.chest}&meeting=${meeting}`;

  await page.goto(`${site.base}/scheme/${id.scheme}`);
  await said(page, 'The gate is shut');
  await said(page, 'Village sheet, hung up missing');
  await look(page, 'gate-phone');
  await page.goto(form);
  await page.click('form.fact button.main');
  await page.waitForSelector('.note.stop, .said.stop');
  await said(page, 'This paper is missing: Village sheet, hung up');
  await look(page, 'refused-phone');
  add('scheme_paper', on({ paper: 'village_sheet', held: '2026-01-22' }));
  await page.goto(`${site.base}/scheme/${id.scheme}`);
  await said(page, 'The gate is open');
  await page.goto(form);
  await kept(page);
  await page.goto(`${site.base}/scheme/${id.scheme}`);
  await said(page, '40,000');
  await said(page, 'Certificate of progress missing');
  await left(page);
});

test('the village sheet tells who received what', async () => {
  const page = await as('khadija', phone);

  await page.goto(`${site.base}/scheme/${id.scheme}/sheet`);
  await said(page, 'Culvert at the school');
  await said(page, 'Nobody has objected.');
  await look(page, 'sheet-phone');
  await page.goto(`${site.base}/new/scheme_objection?scheme=${id.scheme}&` +
    `held=2026-02-02&household=${id.home}`);
  await page.fill('[name=says]', 'It floods my yard');
  await kept(page);
  await page.goto(`${site.base}/schemes?stage=objections`);
  await said(page, 'Culvert at the school');
  await look(page, 'list-phone');
  await left(page);
});

test('desk and right-to-left', async () => {
  const page = await as('khadija', desk);

  await page.goto(`${site.base}/scheme/${id.scheme}`);
  await look(page, 'scheme-desk');
  await page.goto(`${site.base}/scheme/new?type=water_supply`);
  await said(page, 'Water quality test');
  await look(page, 'new-desk');
  await page.goto(`${site.base}/report/schemes`);
  await look(page, 'report-desk');
  await page.goto(`${site.base}/lang/sd`);
  await page.goto(`${site.base}/scheme/${id.scheme}`);
  must(await page.getAttribute('html', 'dir') === 'rtl', 'right to left');
  await look(page, 'scheme-sd');
  await page.goto(`${site.base}/scheme/${id.scheme}/sheet`);
  await look(page, 'sheet-sd');
  await left(page);
});

villageMake();
schemeMake();
await day('2026-02-02');
await run({ stop: site.stop });

