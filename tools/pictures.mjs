// pictures - takes all pictures of doc/pictures anew: ./dev pictures. The sample
// is of one day, so that a picture changes only when its page does.
import { browserStart, pageOpen, signIn, siteStart }
  from '../test/e2e/_site.mjs';
import { folder, keep, kept, pictures, take } from '../test/e2e/_pictures.mjs';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const only = process.argv.slice(2);       // names; none: all
const site = await siteStart();
const browser = await browserStart();
const enter = async (login, options) => {
  const page = await pageOpen(browser, options);

  page.setDefaultTimeout(60e3);
  if (login) await signIn(page, site, login);
  return page;
};

try {
  const taken = await take(site, browser, enter, (p) => !only.length ||
    only.includes(p.name));

  keep(taken, folder);
  for (const f of kept().stray) rmSync(join(folder, f));
  for (const t of taken.filter((one) => one.wide > 0))
    console.log(`${t.file}: ${t.wide} px wider than its window`);
  console.log(`${taken.length} pictures of ${pictures.length} pages, ` +
    `${taken.reduce((n, t) => n + t.bytes.length, 0) >> 10} KB`);
} finally {
  await browser.close();
  await site.stop();
}
