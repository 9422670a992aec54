import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { list, start, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

const set = (settings: object) => test.control('PATCH', '/settings', settings);
const read = () => test.call('POST', `${test.learners}/records/search`, { automatic_fields: true });

describe("the platform's clock", () => {
  it.each([
    ['that of this machine', 0],
    ['ahead of it', 12 * 60_000],
    ['behind it', -60 * 60_000],
  ])('is %s, in the Date header and in created_time', async (_case, clockSkewMs) => {
    await set({ clockSkewMs });
    await test.create(test.learners, [{ 用户ID: 'a' }]);
    const answer = await read();
    expect(answer.headers.get('date')).toBe(new Date(start + clockSkewMs).toUTCString());
    expect(list(answer.data.items)).toMatchObject([{ created_time: start + clockSkewMs }]);
  });

  it('stands in refusals and unknown paths too', async () => {
    const date = new Date(start).toUTCString();
    const refused = await test.call('GET', `${test.learners}/fields`, undefined, {});
    expect(refused).toMatchObject({ code: 99991661 });
    expect(refused.headers.get('date')).toBe(date);
    expect((await test.call('GET', '/nothing')).headers.get('date')).toBe(date);
  });

  it('may be missing in answers', async () => {
    await set({ dateHeader: 'missing' });
    expect((await read()).headers.get('date')).toBeNull();
  });
});
