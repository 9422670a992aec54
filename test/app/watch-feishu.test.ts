import { expect, it } from 'vitest';
import { createFeishuHealth, type FeishuOutcome } from '../../src/app/feishu-health.ts';
import { watchFeishu } from '../../src/app/watch-feishu.ts';
import { createLog } from '../../src/log.ts';

const ok: FeishuOutcome = { kind: 'ok' };
const failed = (code: 'wrong_app_secret' | 'feishu_unreachable'): FeishuOutcome => ({
  ...{ kind: 'failed', code, details: {} },
});

it('asks for the credentials only as long as all is well, and for everything until it is again', async () => {
  const outcomes = [failed('wrong_app_secret'), ok, ok, failed('feishu_unreachable'), ok];
  const depths: string[] = [];
  const told: FeishuOutcome[] = [];
  const stop = new AbortController();
  await watchFeishu({
    async check(depth) {
      depths.push(depth);
      return outcomes[depths.length - 1] ?? ok;
    },
    tell: (outcome) => void told.push(outcome),
    async sleep(ms) {
      expect(ms).toBe(300_000);
      if (told.length === outcomes.length) stop.abort();
    },
    signal: stop.signal,
  });
  expect(depths).toEqual(['all', 'all', 'credentials', 'credentials', 'all']);
  expect(told).toEqual(outcomes);
});

it('what changes is logged and told, once', async () => {
  const lines: string[] = [];
  const told: FeishuOutcome[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const health = createFeishuHealth(log, (outcome) => void told.push(outcome));
  expect(health.code()).toBe('unknown');
  const codes = [failed('wrong_app_secret'), failed('wrong_app_secret'), ok, ok].map((outcome) => {
    health.note(outcome);
    return health.code();
  });
  await health.known;
  expect(codes).toEqual(['wrong_app_secret', 'wrong_app_secret', 'ok', 'ok']);
  expect(told).toEqual([failed('wrong_app_secret'), ok]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'Feishu cannot be used', code: 'wrong_app_secret' },
    { msg: 'Feishu can be used' },
  ]);
});
