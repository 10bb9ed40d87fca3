// _own - a site of our own, on the day that a walk wants it to be.
import { browserStart, must, pageOpen, signIn } from './_site.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';

const saath = process.env.SAATH ?? 'saath';
const password = 'a long password';
const shots = process.env.SAATH_SHOTS;   // a folder, to look at the pages
const noon = (iso) => String(Date.parse(iso + 'T07:00:00Z') / 1000);

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true,
  isMobile: true };
export const desk = { viewport: { width: 1280, height: 900 } };

// Its database NAME.db, made as of `iso`, with a login for each role.
export async function ownSite(name, iso, roles) {
  const port = await new Promise((done) => {
    const s = createServer();
    s.listen(0, '127.0.0.1', () => {
      const free = s.address().port;
      s.close(() => done(free));
    });
  });
  const base = `http://127.0.0.1:${port}`;
  let child, browser;

  const verb = (args, input = '') => {
    const r = spawnSync(saath, ['-d', `${name}.db`, ...args], { input,
      encoding: 'utf8', env: { ...process.env, SAATH_NOW: noon(iso) } });
    if (r.status !== 0) throw new Error(args.join(' ') + ': ' + r.stderr);
    return r.stdout.trim();
  };
  const ended = async () => {
    if (!child) return;
    await new Promise((done) => {
      child.on('exit', done);
      child.kill('SIGTERM');
    });
    child = null;
  };

  verb(['init']);
  for (const [login, role] of Object.entries(roles))
    verb(['user', 'add', login, '--role', role], password + '\n');

  return { base, verb,
    login: () => password,
    // KIND with FIELDS; its id.
    add: (kind, fields) => verb(['add', kind,
      ...Object.entries(fields).map(([k, v]) => `${k}=${v}`)]),
    // Where the file of an attachment lies.
    file: (hash) => `${name}.db.files/${hash.slice(0, 2)}/${hash}`,
    // The site on the morning of another day.
    async day(morning) {
      await ended();
      const start = () => {
        child = spawn(saath, ['-d', `${name}.db`, 'serve', '--listen',
          `127.0.0.1:${port}`], { stdio: 'ignore',
          env: { ...process.env, SAATH_NOW: noon(morning) } });
      };
      start();
      for (let i = 0; ; i++) {
        try {
          if ((await fetch(base + '/health')).ok) return;
        } catch { /* not yet */ }
        if (i > 400) throw new Error('no site');
        // One that was killed leaves the port a moment later.
        if (child.exitCode !== null) start();
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    // Without a word to it, as when the power goes.
    async kill() {
      await new Promise((done) => {
        child.on('exit', done);
        child.kill('SIGKILL');
      });
      child = null;
      while (await fetch(base + '/health').then(() => true, () => false))
        await new Promise((done) => setTimeout(done, 20));
    },
    // A page of its own for somebody who signed in.
    async as(login, options = phone) {
      browser ??= await browserStart();
      const page = await pageOpen(browser, options);
      page.setDefaultTimeout(30e3);
      await signIn(page, { base, login: () => password }, login);
      return page;
    },
    // No page is wider than its window; a picture of it where one wants it.
    async look(page, what) {
      if (shots) {
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: `${shots}/${name}-${what}.png`,
          fullPage: true });
      }
      must(await page.evaluate(() => document.documentElement.scrollWidth <=
        document.documentElement.clientWidth), what +
        ' is wider than the screen');
    },
    async stop() {
      if (browser) await browser.close();
      await ended();
    } };
}

export async function left(page) {
  must(page.errors.length === 0, page.errors.join('\n'));
  await page.context().close();
}

export async function said(page, words) {
  const late = Date.now() + 10e3;       // a form's answer may be on its way
  let all = '';
  do {
    if (all) await new Promise((done) => setTimeout(done, 50));
    all = (await page.textContent('main').catch(() => null) ?? ' ')
      .replace(/\s+/g, ' ');
  } while (!all.includes(words) && Date.now() < late);
  must(all.includes(words), `"${words}" stands on ${page.url()}: ` +
    all.slice(0, 600));
}

// The generic form sent; the new thing's id.
export async function kept(page) {
  await page.click('form.fact button.main');
  await page.waitForURL(/\/[a-z_]+\/[0-9a-f]{32}/);
  return /[0-9a-f]{32}/.exec(page.url())[0];
}
