import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../src/errors.ts';
import type { SyncTarget } from '../../src/sync/sync-record.ts';
import { areKnownToDiffer, resolveTarget } from '../../src/sync/targets.ts';

const byNames: SyncTarget = { domain: 'd', appId: 'a', baseToken: 'Base1', tables: '学员\n记录' };
const byPage: SyncTarget = { ...byNames, baseToken: 'wiki/Page1' };
const byIds: SyncTarget = { ...byNames, tables: 'tblA\ntblB' };
const moved: SyncTarget = { ...byNames, tables: 'tblC\ntblB' };

/** A memory of what spellings mean, and a Base that can be asked. */
function worldWith(known: [SyncTarget, SyncTarget][] = []) {
  const memory = new Map(known.map(([target, resolved]) => [JSON.stringify(target), resolved]));
  const asked: SyncTarget[] = [];
  let saved = 0;
  const meanings = new Map([byNames, byPage, byIds].map((target) => [JSON.stringify(target), byIds]));
  return {
    asked,
    meanings,
    saved: () => saved,
    syncs: {
      resolvedTarget: async (target: SyncTarget) => memory.get(JSON.stringify(target)) ?? null,
      saveResolvedTarget: async (target: SyncTarget, resolved: SyncTarget) => {
        saved += 1;
        memory.set(JSON.stringify(target), resolved);
        memory.set(JSON.stringify(resolved), resolved);
      },
    },
    base: {
      async resolveTarget(target: SyncTarget) {
        asked.push(target);
        return meanings.get(JSON.stringify(target)) ?? fail('wrong_base_token');
      },
    },
  };
}

function fail(code: ErrorCode): never {
  throw new AppError(code);
}

describe('areKnownToDiffer', () => {
  it.each<[string, SyncTarget, SyncTarget, boolean]>([
    ['the same spelling', byNames, byNames, false],
    ['names and ids that nobody has resolved', byNames, byIds, false],
    ['a page that nobody has resolved', byPage, { ...byNames, baseToken: 'Base2' }, false],
    ['another Base', byNames, { ...byNames, baseToken: 'Base2' }, true],
    ['another app', byNames, { ...byNames, appId: 'b' }, true],
    ['another platform', byNames, { ...byNames, domain: 'e' }, true],
  ])('%s', async (_what, one, other, expected) => {
    expect(await areKnownToDiffer(worldWith().syncs, one, other)).toBe(expected);
    expect(await areKnownToDiffer(worldWith().syncs, other, one)).toBe(expected);
  });

  it.each<[string, SyncTarget, SyncTarget, boolean]>([
    ['spellings that mean the same', byNames, byPage, false],
    ['ids that stand for themselves', byIds, byPage, false],
    ['other tables of the Base', byNames, moved, true],
    ['another Base than the page shows', byPage, { ...byNames, baseToken: 'Base2' }, true],
  ])('once resolved: %s', async (_what, one, other, expected) => {
    const { syncs } = worldWith([
      [byNames, byIds],
      [byPage, byIds],
      [byIds, byIds],
      [moved, moved],
    ]);
    expect(await areKnownToDiffer(syncs, one, other)).toBe(expected);
  });
});

describe('resolveTarget', () => {
  it('asks for its own spelling each time, and remembers the answer once', async () => {
    const world = worldWith();
    for (let times = 0; times < 2; times += 1)
      expect(await resolveTarget({ ...world, target: byNames }, byNames)).toEqual(byIds);
    expect(world.asked).toEqual([byNames, byNames]);
    expect(world.saved()).toBe(1);
  });

  it('takes a sync that was asked for in another spelling, and asks once about it', async () => {
    const world = worldWith();
    for (let times = 0; times < 2; times += 1)
      expect(await resolveTarget({ ...world, target: byIds }, byPage)).toEqual(byIds);
    expect(world.asked).toEqual([byIds, byPage, byIds]);
  });

  it('notices that its names have gone to another table', async () => {
    const world = worldWith([[byNames, byIds]]);
    world.meanings.set(JSON.stringify(byNames), moved);
    expect(await resolveTarget({ ...world, target: byNames }, byNames)).toEqual(moved);
    expect(await world.syncs.resolvedTarget(byNames)).toEqual(moved);
  });

  it.each<[string, SyncTarget]>([
    ['other tables', moved],
    ['a Base that this app cannot find', { ...byNames, baseToken: 'wiki/Gone' }],
  ])('refuses a sync of %s', async (_what, wanted) => {
    const world = worldWith([[moved, moved]]);
    await expect(resolveTarget({ ...world, target: byNames }, wanted)).rejects.toMatchObject({
      code: 'target_changed',
    });
  });

  it('does not take an outage for another target', async () => {
    const world = worldWith();
    const base = {
      resolveTarget: (target: SyncTarget) =>
        target === byIds ? Promise.resolve(byIds) : Promise.reject(new AppError('feishu_unreachable')),
    };
    await expect(resolveTarget({ ...world, base, target: byIds }, byPage)).rejects.toMatchObject({
      code: 'feishu_unreachable',
    });
  });

  it('says what is wrong with the configuration itself', async () => {
    const target = { ...byNames, baseToken: 'Base9' };
    await expect(resolveTarget({ ...worldWith(), target }, target)).rejects.toMatchObject({
      code: 'wrong_base_token',
    });
  });
});
