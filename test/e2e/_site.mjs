// _site - a demo site of our own for browser tests, and TAP for what they see.
import { chromium } from 'playwright-core';
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createServer } from 'node:net';

const freePort = () => new Promise((done) => {
  const s = createServer();
  s.listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => done(port));
  });
});

// Starts `saath demo` in this folder; { base, login, stop }. A sample that was
// made already (e2e.db and what lies beside it in SAATH_SAMPLE) is copied.
export async function siteStart() {
  if (process.env.SAATH_SAMPLE)
    cpSync(process.env.SAATH_SAMPLE, '.', { recursive: true });
  const port = await freePort();
  const child = spawn(process.env.SAATH ?? 'saath',
    ['-d', 'e2e.db', 'demo', '--size', '10', '--listen',
      `127.0.0.1:${port}`]);
  let text = '';
  const base = await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error('no site: ' + text)), 240e3);
    child.stderr.on('data', (d) => { text += d; });
    child.stdout.on('data', (d) => {
      text += d;
      const at = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (at && /^\s*viewer|nadia\s+\S+/m.test(text)) {
        clearTimeout(late);
        done(at[0]);
      }
    });
    child.on('exit', () => fail(new Error('it ended: ' + text)));
  });
  const login = (name) => new RegExp(`^\\s*${name}\\s+(\\S+)`, 'm')
    .exec(text)[1];
  return { base, login, stop: () => new Promise((done) => {
    child.removeAllListeners('exit');
    child.on('exit', done);
    child.kill('SIGTERM');
  }) };
}

// The browser of the walks. Debian's headless shell is Chromium's engine without a
// window around it: a page costs it half the CPU. What a phone does with an
// installed app is shown in the whole of Chromium (field.mjs).
const shell = process.env.CHROMIUM_SHELL;
export const launch = { executablePath: shell || process.env.CHROMIUM,
  args: ['--no-sandbox', ...shell ? ['--disable-gpu'] : []] };
export const browserStart = () => chromium.launch(launch);

// A page that remembers every error the browser told.
export async function pageOpen(browser, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.errors = [];
  page.on('console', (m) => {
    if (m.type() === 'error' && !/status of 4\d\d/.test(m.text()))
      page.errors.push(m.text());
  });
  page.on('pageerror', (e) => page.errors.push(e.message));
  return page;
}

export async function signIn(page, site, name) {
  await page.goto(site.base + '/login');
  await page.fill('[name=user]', name);
  await page.fill('[name=password]', site.login(name));
  await page.click('button.main');
  await page.waitForURL((url) => url.pathname !== '/login');
}

// ---- TAP ------------------------------------------------------------------

const tests = [];
export const test = (name, run) => tests.push({ name, run });
export function must(claim, words) {
  if (!claim) throw new Error(words);
}

export async function run(site) {
  let number = 0, bad = 0;
  console.log(`TAP version 13\n1..${tests.length}`);
  for (const t of tests) {
    number++;
    try {
      await t.run();
      console.log(`ok ${number} - ${t.name}`);
    } catch (e) {
      bad++;
      console.log('# ' + String(e.message).split('\n').join('\n# '));
      console.log(`not ok ${number} - ${t.name}`);
    }
  }
  await site.stop();
  process.exitCode = bad ? 1 : 0;
  // A walk that broke may leave a browser open, which would keep this waiting.
  setTimeout(() => process.exit(), 3000).unref();
}
