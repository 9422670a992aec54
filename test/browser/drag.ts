import type { Page } from 'playwright-core';
import type { ChosenFile } from './rosters.ts';

/** What a drag carries, as an object of the page. */
export function transferOf(page: Page, files: readonly ChosenFile[]) {
  const carried = files.map(({ name, buffer }) => ({ name, base64: buffer.toString('base64') }));
  return page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of ${JSON.stringify(carried)}) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { lastModified: 0 }));
    }
    return transfer;
  })()`);
}

/** Drags files and folders of this machine onto the page, as a person does from a window beside it. */
export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  }
  await browser.detach();
}
