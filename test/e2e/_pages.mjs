// _pages - which pages the site has: its own table of them (/help), and an
// address of each that a walk over its links finds for somebody who may see it.

const logins = ['admin', 'manzoor', 'tariq', 'farida'];
// One of these draws another page for each kind or report that it is asked.
const byName = ['/list/*', '/new/*', '/edit/*/*', '/report/*'];
// What answers with a file, or with nothing to look at.
const apart = /\.(pdf|png)$|^\/(app|lang|find|file)\/\*$|^\/(health|session)$/;

// A connection that lay idle may be shut just when it is wanted again.
const once = (url, options) => fetch(url, options)
  .catch(() => fetch(url, options));

// A signed-in way to ask: the cookie, and a page's text or '' where there is
// none for them.
export async function asker(site, login) {
  const answer = await fetch(site.base + '/login', { method: 'POST',
    redirect: 'manual', headers: { 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ user: login,
      password: site.login(login), then: '/' }) });
  const cookie = answer.headers.getSetCookie().map((c) => c.split(';')[0])
    .find((c) => c.startsWith('saath='));

  if (!cookie) throw new Error(`${login} does not get in: ${answer.status}`);
  return { login, cookie, get: async (path) => {
    const got = await once(site.base + path, { redirect: 'manual',
      headers: { cookie, accept: 'text/html' } }).catch((e) => {
      throw new Error(`${path} as ${login}: ${e.cause?.message ?? e.message}`);
    });
    const text = await got.text();

    return got.status === 200 &&
      /^text\/html/.test(got.headers.get('content-type')) ? text : '';
  } };
}

const fits = (pattern, path) => {
  const want = pattern.split('/'), got = path.split('/');

  return want.length === got.length &&
    want.every((w, i) => w === '*' ? got[i] !== '' : w === got[i]);
};

// The page that a path belongs to, and its name among the pages to look at.
function nameOf(patterns, path) {
  const found = patterns.filter((p) => fits(p, path))
    .sort((a, b) => a.split('*').length - b.split('*').length)[0];

  if (!found) return null;
  return byName.includes(found) ? path.split('/').slice(0, 3).join('/') :
    found;
}

const links = (text) => Array.from(text.matchAll(/ href="(\/[^"#]*)/g),
  (m) => m[1].replaceAll('&amp;', '&'));

// Reads what waits, four at a time; `take` gives the links to go on with.
async function crawl(waits, take) {
  const queued = new Set(waits);
  const one = async () => {
    while (waits.length)
      for (const link of await take(waits.shift()))
        if (!queued.has(link)) {
          queued.add(link);
          waits.push(link);
        }
  };

  await Promise.all([1, 2, 3, 4].map(one));
}

// { seen: Map of name to { path, login, cookie }, unseen: patterns without }.
export async function pagesFind(site) {
  const help = await (await fetch(site.base + '/help',
    { headers: { accept: 'application/json' } })).json();
  const patterns = help.pages.filter((p) => p.method === 'GET' &&
    !apart.test(p.path)).map((p) => p.path);
  const plain = patterns.filter((p) => !p.includes('*') && p !== '/login');
  const seen = new Map([['/login', { path: '/login', login: '', cookie: '' }]]);
  const unseen = () => patterns.filter((p) => !byName.includes(p) &&
    !seen.has(p));

  for (const login of logins) {
    if (!unseen().length) break;
    const who = await asker(site, login), asked = new Map();
    const most = login === logins[0] ? 6 : 1;

    await crawl([...plain], async (at) => {
      const name = nameOf(patterns, at.split('?')[0]);
      const often = asked.get(name) ?? 0;

      // Things of one kind lead elsewhere, so several of them are read; what
      // the first of the logins saw, the others pass by.
      if (name === null || often >= (name.includes('/*') ||
          !seen.has(name) ? most : 1) ||
          (most === 1 && seen.has(name) && !plain.includes(name))) return [];
      asked.set(name, often + 1);
      const text = await who.get(at);
      if (text && !seen.has(name)) seen.set(name, { path: at, ...who });
      return text ? links(text) : [];
    });
  }
  return { seen, unseen: unseen() };
}
