// _phone - a phone's way into the field app: let in by a code that the office
// shows, signed in with a password, opened by a PIN.

// `office` is a page on which an administrator is signed in at `site`; `home` is
// where the phone reaches that site. `look` sees each step.
export async function enrol(page, { home, look = () => {}, name, office, site }) {
  await office.goto(`${site.base}/phones`);
  await office.click('form[action="/phones/code"] button');
  const code = /#enrol=.*/.exec(await office
    .textContent('main small[dir=ltr]'))[0];
  await office.setViewportSize({ width: 320, height: 640 });
  if (await office.evaluate(() => document.documentElement.scrollWidth > 320))
    throw new Error('the code and its address are wider than a phone');
  await office.setViewportSize({ width: 1280, height: 720 });
  await page.goto(`${home}/app/${code}`);
  await page.fill('form[data-do=enrol] [name=name]', name);
  await look('enrol');
  await page.click('form[data-do=enrol] button.main');
  await page.waitForSelector('[data-fill=number]:visible');
  const number = (await page.textContent('[data-fill=number]'))
    .replace(/\s/g, '');
  await look('wait');
  for (let i = 0; ; i++) {
    await office.goto(`${site.base}/phones`);
    if ((await office.textContent('main')).includes(number)) break;
    if (i > 50) throw new Error(`the office does not see ${number}`);
    await office.waitForTimeout(100);
  }
  await office.click('form[action$="/accept"] button');
  await page.waitForSelector('form[data-do=first]:visible');
}

export async function passwordSay(page, user) {
  await page.fill('[name=user]', user);
  await page.fill('[name=password]', 'a long password');
  await page.click('form[data-do=first] button.main');
  await page.waitForSelector('form[data-do=pin]:visible');
}

export async function pinChoose(page, pin) {
  await page.fill('form[data-do=pin] [name=pin]', pin);
  await page.fill('form[data-do=pin] [name=again]', pin);
  await page.click('form[data-do=pin] button.main');
  await page.waitForURL('**/work', { timeout: 120e3 });
}

export async function pinSay(page, home, pin) {
  await page.goto(home + '/app/');
  await page.fill('form[data-do=open] [name=pin]', pin);
  await page.click('form[data-do=open] button.main');
  await page.waitForURL((u) => !u.pathname.startsWith('/app'));
}

// Until the line says that all is sent.
export const sent = (page, timeout = 120e3) => page.waitForFunction(() => document
  .querySelector('#unsent span').textContent.startsWith('Everything'), null,
{ timeout });
