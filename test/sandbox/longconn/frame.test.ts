import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const sdk = '@larksuiteoapi/node-sdk';
const frame = './dist/sandbox/longconn/frame.js';

/** A process of its own, since both are loaded once and share a library. */
function sendAfterLoading(...modules: string[]): unknown {
  const program = `
    for (const name of ${JSON.stringify(modules)}) await import(name);
    const { decodeFrame, encodeFrame } = await import('${frame}');
    const sent = encodeFrame({ method: 'data', headers: { type: 'event' }, payload: '名单' });
    console.log(JSON.stringify(decodeFrame(sent)));
  `;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }),
  );
}

it.each([[[sdk, frame]], [[frame, sdk]]])('is read as it was sent, loaded in the order %j', (order) => {
  expect(sendAfterLoading(...order)).toEqual({
    method: 'data',
    headers: { type: 'event' },
    payload: '名单',
  });
});
