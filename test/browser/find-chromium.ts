import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The one without windows comes first: it takes half the processor time. */
const programNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const macProgram = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** What a person reads where no browser is found. */
export const noChromium =
  'No Chromium found. On Debian: apt-get install chromium-headless-shell fonts-noto-cjk; if it is elsewhere, name it in CHROMIUM_PATH.';

/**
 * The Chromium or Chrome of this machine: the one that `CHROMIUM_PATH` names, else the first one on the `PATH`.
 * @returns null if there is none
 */
export function findChromium({ CHROMIUM_PATH: named, PATH = '' }: NodeJS.ProcessEnv): string | null {
  if (named) return isProgram(named) ? named : null;
  const folders = PATH.split(delimiter).filter((folder) => folder !== '');
  const candidates = programNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, macProgram].find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
