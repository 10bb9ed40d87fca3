// icons - the pictures that Android asks for where an app is installed, out of
// app/static/saath.svg: CHROMIUM=... node tools/icons.mjs, after it changed.
import { chromium } from 'playwright-core';
import { readFileSync, writeFileSync } from 'node:fs';

const at = new URL('../app/static/', import.meta.url);
const svg = readFileSync(new URL('saath.svg', at), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox'] });

for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });

  await page.setContent('<style>*{margin:0}svg{display:block}</style>' +
    svg.replace('<svg ', `<svg width="${size}" height="${size}" `));
  writeFileSync(new URL(`saath-${size}.png`, at),
    await page.screenshot({ omitBackground: true }));
}
await browser.close();
