// words - no English is left on a page in Urdu or Sindhi, and no key of a word
// that is missing.
//
// A text is English when all its Latin words are words of ours (words/*.en.po)
// and it is no data: not in the sample that the site was made of, and not
// marked up as data (code, kbd, bdi) or as another language (lang).
import { must, run, siteStart, test } from './_site.mjs';
import { pagesFind } from './_pages.mjs';
import { readFileSync, readdirSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const folder = (path, like) => readdirSync(new URL(path, root))
  .filter((name) => like.test(name)).map((name) => path + name);

const plain = (s) => s.replace(/\s+/g, ' ').trim();
const latin = (s) => s.match(/[A-Za-z][A-Za-z'’]*/g) ?? [];

const ours = folder('words/', /\.en\.po$/).map(read).join('\n');
const known = new Set(latin(ours.replace(/^msgid.*$/gm, '')
  .replace(/\{[a-z]\}|\\n/g, ' ')).map((w) => w.toLowerCase()));
const keys = new Set(Array.from(ours.matchAll(/^msgid "(.+)"$/gm),
  (m) => m[1]));
const rooms = new Set([...keys].map((k) => k.split('.')[0]));
const sample = plain(['data/', ...readdirSync(new URL('data/', root),
  { withFileTypes: true }).filter((d) => d.isDirectory())
  .map((d) => `data/${d.name}/`)].flatMap((f) => folder(f, /\.(csv|txt)$/))
  .concat(folder('src/cmd/', /^demo.*\.[ch]$/)).map(read).join('\n')
  .replace(/"\s*\n\s*"/g, '')).toLowerCase();
// What is written so in every language: short names of things, units, formats.
const everywhere = new RegExp('^(?:[A-Z]{2,}s?|[A-Za-z]|English|Saath|WebP|' +
  'Ctrl|Enter|Esc|Tab|Shift|Excel|WhatsApp|km|kg|Rs|mm|cm)$');
// Data that no file of the sample has in one piece, and what is typed as it
// stands: names of devices, of issues kept, of what an importer read.
const data = /^(Girls community school|A teacher for the girls school|Saath reference data|Outreach of the rural support programmes|An insurer of the sample|RSPN Outreach|co, vo, lso, group, network|SPS-PAK)/;

// What people see or hear of a page, without what is data or of another
// language. Tags that stand inside such a one are few and of another name.
function texts(html) {
  const seen = html.slice(html.indexOf('<header'))
    .replace(/<!--.*?-->/gs, '')
    .replace(/<(script|style|code|pre|kbd|bdi|textarea)\b.*?<\/\1>/gs, '')
    .replace(/saath (peer add|peer list|help sync|sync)/g, '')  // typed as it is
    .replace(/<(\w+)[^>]* lang="(?:en|ur|sd)"[^>]*>.*?<\/\1>/gs, '');
  const said = Array.from(seen.matchAll(
    / (?:placeholder|aria-label|title|alt|data-(?:label|soon|over|found|lost))="([^"]*)"/g), (m) => m[1]);

  return [...said, ...seen.replace(/<[^>]*>/g, '\n').split('\n')]
    .map((s) => plain(s.replace(/&#?\w+;/g, ' '))).filter(Boolean);
}

// The Latin parts of a text that may be words: what stands between them is
// Urdu or Sindhi, a number, or what parts names on one line.
const parts = (s) => s.split(/[^A-Za-z0-9 ,.'’()&;/_-]| [–·] |: /u).map((p) => p
  .replace(/^[^A-Za-z]+|[^A-Za-z.)]+$/g, '').replace(/\s*[.)]+$/, ''))
  .filter((p) => /[A-Za-z]/.test(p));

// Bodies of the sample and RSPs have names in all three: the fields of a thing
// show each of them, elsewhere stands the reader's.
const named = /^(LSO|VO) [A-Z][a-z]|Rural Support Programme$/;
const fields = /^\/(body|place|entry|list|edit|lso)\//;

const isKey = (s) => /^[a-z_]+(\.[a-z0-9_]+)+$/.test(s) &&
  rooms.has(s.split('.')[0]);

function english(s) {
  const all = latin(s).filter((w) => !everywhere.test(w));

  return all.some((w) => w.length > 2) && !/[/@#_]|[A-Z]\d|\.(csv|xlsx)/.test(s) &&
    all.every((w) => known.has(w.toLowerCase()));
}

const left = (s) => parts(s).filter((p) => (isKey(p) || english(p)) &&
  !sample.includes(p.toLowerCase()) && !data.test(p));

const site = await siteStart();
const { seen } = await pagesFind(site);

for (const lang of ['ur', 'sd'])
  test(`no English is left, ${lang}`, async () => {
    const found = new Map(), waits = [...seen];

    await Promise.all([1, 2, 3].map(async () => {
      while (waits.length) {
        const [name, at] = waits.pop();
        const got = await fetch(site.base + at.path, { headers:
          { accept: 'text/html', cookie: `lang=${lang}; ${at.cookie}` } });

        for (const s of new Set(texts(await got.text())))
          for (const part of [...left(s), ...fields.test(at.path) ? [] :
            parts(s).filter((p) => named.test(p))])
            found.set(part, [...found.get(part) ?? [], name]);
      }
    }));
    must(seen.size > 400, `${seen.size} pages`);
    must(!found.size, [...found].map(([s, names]) =>
      `"${s}" on ${names.slice(0, 3).join(' ')} (${names.length})`).join('\n'));
  });

await run(site);
