import type { Locator, Page } from 'playwright-core';
import { transferOf } from './drag.ts';
import type { ChosenFile } from './rosters.ts';

/** The upload page as a person handles it. */
export interface UploadPage {
  /** Presses the button and chooses. */
  choose(...files: ChosenFile[]): Promise<void>;
  /** The card of a file. */
  card(fileName: string): Locator;
  /** The row of a file among several. */
  row(fileName: string): Locator;
  /** Waits until the card of a file says it or, among several files, its row. */
  says(fileName: string, text: string | RegExp): Promise<void>;
  button(name: string): Locator;
  /** Drags files over the page; `drop` lets go of them. */
  drag(...files: ChosenFile[]): Promise<{ drop(): Promise<void> }>;
}

export function uploadPage(page: Page): UploadPage {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const card = (fileName: string) => page.getByRole('article').filter({ hasText: fileName });
  const row = (fileName: string) =>
    page.getByRole('region', { name: '一起上传的名单' }).getByRole('row').filter({ hasText: fileName });
  return {
    button,
    card,
    async choose(...files) {
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: /^(上传CSV文件|预览CSV文件…)$/ }).click();
      await (await choosing).setFiles(files);
    },
    row,
    says: (fileName, text) =>
      card(fileName).or(row(fileName)).filter({ visible: true }).getByText(text).first().waitFor(),
    async drag(...files) {
      const dataTransfer = await transferOf(page, files);
      await page.dispatchEvent('body', 'dragover', { dataTransfer });
      return { drop: () => page.dispatchEvent('body', 'drop', { dataTransfer }) };
    },
  };
}
