// Makes the pictures of README.md and docs/ from the demonstration, so that they show what people see today:
//   npm run pictures
// Needs Chromium and a Chinese font, as the browser tests do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const roster = here('../../test/samples/roster-dirty.csv');
const picture = (name) => here(`${name}.png`);

const dataDir = await mkdtemp(join(tmpdir(), 'nvc-pictures-'));
const service = spawn(process.execPath, [here('../../dist/main.js')], {
  cwd: dataDir,
  env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
service.stdout.on('data', (chunk) => {
  output += chunk;
});
while (!output.includes('/sandbox')) await once(service.stdout, 'data');
const url = /(http:\/\/[\d.:]+)\/upload/.exec(output)?.[1] ?? '';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--lang=zh-CN'],
});
try {
  await takeCard();
  await takePage();
} finally {
  await browser.close();
  service.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
}

/** The bot's answer to a roster, as a person sees it in chat on a phone. */
async function takeCard() {
  const page = await openPage('/sandbox', { width: 390, height: 844 });
  await page.getByRole('button', { name: '用示例名单试一试' }).first().click();
  await page.getByText(/处理完毕！/).first().waitFor();
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: picture('card') });
  await page.close();
}

/** The upload page with a result. */
async function takePage() {
  const page = await openPage('/upload', { width: 1000, height: 760 });
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '上传CSV文件', exact: true }).click();
  await (await choosing).setFiles(roster);
  await page.getByText(/处理完毕！/).first().waitFor();
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: picture('upload') });
  const sync = page.locator('a[href^="/syncs/"]').first();
  await page.goto(new URL((await sync.getAttribute('href')) ?? '', url).href);
  await page.getByRole('table').first().waitFor();
  await page.screenshot({ path: picture('sync') });
  await page.close();
}

async function openPage(path, viewport) {
  const page = await browser.newPage({ viewport, deviceScaleFactor: 2, colorScheme: 'light' });
  await page.goto(url + path);
  return page;
}
