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
