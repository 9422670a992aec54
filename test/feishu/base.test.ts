import { baseContract } from '../contract/base.contract.ts';
import { openBaseAt, startEmptySandbox } from './sandbox-base.ts';

baseContract('Feishu, over the official SDK', async () => {
  const sandbox = await startEmptySandbox();
  return { base: openBaseAt(sandbox).base, close: () => sandbox.close() };
});
