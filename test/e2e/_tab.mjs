// _tab - a tab of Chromium by its own protocol. A page that was drawn ahead takes the
// place of the one that is shown, which no library for walks goes along with: it
// switches such drawing off.
import { spawn } from 'node:child_process';

export async function tabOpen(profile, { args = [], size = [390, 844] } = {}) {
  const child = spawn(process.env.CHROMIUM, ['--headless=new', '--no-sandbox',
    '--no-first-run', '--remote-debugging-pipe', '--disable-gpu',
    `--window-size=${size}`, `--user-data-dir=${profile}`, ...args,
    'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [, , , to, from] = child.stdio;
  const waiting = new Map(), sessions = new Map(), ahead = new Map();
  let number = 0, left = '', shown = null;

  const send = (method, params = {}, sessionId) => new Promise((done, fail) => {
    waiting.set(++number, { done, fail });
    setTimeout(() => fail(new Error(method + ' was not answered')), 30e3).unref();
    to.write(JSON.stringify({ id: number, method, params, sessionId }) + '\0');
  });
  function hear(m) {
    const answered = waiting.get(m.id);
    waiting.delete(m.id);
    if (m.error) answered?.fail(new Error(m.error.message));
    else answered?.done(m.result);
    if (m.method === 'Target.attachedToTarget')
      sessions.set(m.params.targetInfo.targetId, m.params.sessionId);
    if (m.method === 'Preload.prerenderStatusUpdated') {
      const { key: { url }, status, prerenderStatus } = m.params;
      if (process.env.TABDBG) console.log('#', url, status, prerenderStatus);
      ahead.set(url, { status: prerenderStatus ?? status,
        times: self.ahead(url).times + (status === 'Ready') });
    }
  }
  from.setEncoding('utf8');
  from.on('data', (text) => {
    const all = (left + text).split('\0');
    left = all.pop();
    for (const m of all) hear(JSON.parse(m));
  });

  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  async function until(what, how, ms = 60e3) {
    for (const end = Date.now() + ms; Date.now() < end; await sleep(20)) {
      // What a page is asked in the moment that it goes is never answered.
      const got = await Promise.race([sleep(2000),
        Promise.resolve().then(how).catch(() => null)]);
      if (got) return got;
    }
    throw new Error('waited for ' + what);
  }
  // The page that is shown: one that was drawn ahead has a session since it began.
  async function page() {
    const all = await send('Target.getTargets', { filter: [{ type: 'page' }] });
    const now = sessions.get(all.targetInfos.find((t) => !t.subtype)?.targetId);
    if (now && now !== shown) await send('Preload.enable', {}, shown = now);
    return now;
  }
  const tell = async (method, params) => send(method, params, await page());
  const ask = async (text) => {
    const r = await tell('Runtime.evaluate', { expression: text,
      awaitPromise: true, returnByValue: true });
    if (r.exceptionDetails) throw new Error(r.exceptionDetails.exception
      ?.description ?? r.exceptionDetails.text);
    return r.result.value;
  };

  const { targetInfos: [tab] } = await until('a tab', async () => {
    const all = await send('Target.getTargets', { filter: [{ type: 'tab' }] });
    return all.targetInfos.length ? all : null;
  });
  const { sessionId } = await send('Target.attachToTarget',
    { targetId: tab.targetId, flatten: true });
  await send('Target.setAutoAttach', { autoAttach: true, flatten: true,
    waitForDebuggerOnStart: false, filter: [{}] }, sessionId);
  await until('a page', page);

  const here = () => ask('location.pathname + location.search');
  const self = { ask, until, here, pid: child.pid,
    goto: (url) => tell('Page.navigate', { url }),
    arrive: (path) => until(path, async () => {
      const at = await here();
      return (path instanceof RegExp ? path.test(at) : at === path) &&
        await ask('document.readyState') === 'complete';
    }),
    // As a finger does: pressed and let go in the middle of it.
    async tap(where) {
      const at = await until(where, () => ask(`(() => {
        const e = document.querySelector(${JSON.stringify(where)});
        if (!e?.checkVisibility()) return null;
        e.scrollIntoView({ block: 'center', behavior: 'instant' });
        const r = e.getBoundingClientRect();
        return { x: r.x + r.width / 2, y: r.y + r.height / 2 }; })()`));
      for (const type of ['mousePressed', 'mouseReleased'])
        await tell('Input.dispatchMouseEvent', { type, button: 'left',
          clickCount: 1, ...at });
    },
    async type(where, text) {
      await until(where, () => ask(`(() => {
        const e = document.querySelector(${JSON.stringify(where)});
        e?.focus();
        return document.activeElement === e && !!e; })()`));
      await tell('Input.insertText', { text });
    },
    // What has become of the page that is drawn ahead: Pending, Running, Ready,
    // or why there is none; how often it was ready.
    ahead: (url) => ahead.get(url) ?? { times: 0 },
    async workersStop() {
      await tell('ServiceWorker.enable', {});
      await tell('ServiceWorker.stopAllWorkers', {});
    },
    close: () => new Promise((done) => {
      child.once('exit', done);
      send('Browser.close').catch(() => child.kill());
    }),
  };
  return self;
}
