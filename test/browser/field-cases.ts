import { expect, it } from 'vitest';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { settled } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { expectFieldOutcome } from '../support/expect-field-outcome.ts';
import { answerOf, fieldCases, fieldFile, prepareBase, type Step } from '../support/field-cases.ts';
import { type BrowserHarness, listSyncs } from './browser-harness.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { type UploadPage, uploadPage } from './upload-page.ts';

const withHarness = shareHarnesses();

/** Files as large as a sheet can be are tried through the API. */
const forThePage = fieldCases.filter(([, { steps }]) => steps.every(({ recipe }) => recipe === undefined));

/** Chooses the file, answers what the page asks, and reads on it how it ended. */
async function syncByPage({ url }: BrowserHarness, page: UploadPage, step: Step): Promise<SyncJson> {
  const { name, bytes } = fieldFile(step);
  const before = (await listSyncs(url)).length;
  await page.choose({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await eventually(async () => expect(await listSyncs(url)).toHaveLength(before + 1));
  const id = (await listSyncs(url))[0]?.id ?? expect.unreachable();
  let sync = await settled(url, id);
  // The newest stands first.
  const card = page.card(name).first();
  while (sync.needs !== null) {
    const sheets = answerOf(step, sync.needs.sheets);
    for (const box of await card.locator('input[name=sheets]').all())
      await box.setChecked(sheets.includes(await box.inputValue()));
    if (sync.needs.course) await card.getByLabel('课程').fill(step.course ?? expect.unreachable());
    if (sync.needs.date) await card.getByLabel('学习日期').fill(step.date ?? expect.unreachable());
    await card.getByRole('button', { name: '继续', exact: true }).click();
    await card.locator('form').waitFor({ state: 'hidden' });
    sync = await settled(url, id);
  }
  for (const sentence of sync.sentences) await card.getByText(sentence).first().waitFor();
  return sync;
}

/** Sends each of the rosters that people have through the page, or every so many of them. */
export function fieldCasesByPage({ every }: { every: number }): void {
  it(
    'what kinds of rosters people have comes to what it must through the page, and the page says so',
    withHarness(async (harness) => {
      const { page: tab } = await harness.visit('/upload');
      const page = uploadPage(tab);
      for (const [name, fieldCase] of forThePage.filter((_, index) => index % every === 0)) {
        await harness.control('POST', 'reset', { seed: 'empty' });
        await prepareBase(fieldCase, harness.url);
        for (const step of fieldCase.steps) {
          const sync = await syncByPage(harness, page, step);
          await expectFieldOutcome(sync, step, harness.url).catch((thrown: unknown) => {
            throw new Error(`in the field case ${name}`, { cause: thrown });
          });
        }
      }
    }),
  );
}
