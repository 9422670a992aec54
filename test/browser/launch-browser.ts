import { type Browser, chromium } from 'playwright-core';
import { findChromium, noChromium } from './find-chromium.ts';

/** Starts the browser of this machine, speaking Chinese. @throws an error that says how to get one */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium(process.env);
  if (executablePath === null) throw new Error(noChromium);
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--lang=zh-CN'];
  return chromium.launch({ executablePath, args });
}
