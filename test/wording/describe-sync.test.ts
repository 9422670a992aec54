import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskedReason } from '../../src/sync/asked-reason.ts';
import {
  type SyncPhase,
  type SyncRecord,
  type SyncWait,
  syncPhases,
  syncStatuses,
} from '../../src/sync/sync-record.ts';
import { describeSync } from '../../src/wording/describe-sync.ts';
import { type Channel, channels } from '../../src/wording/next-steps.ts';
import {
  sampleNeeds,
  sampleQueue,
  sampleReason,
  sampleSummary,
  sampleSync,
  sampleWait,
} from './sample-sync.ts';

const says = (over: Partial<SyncRecord>, before = 0) =>
  describeSync(sampleSync(over), sampleQueue({ before }), 'page');

describe('a queued sync', () => {
  it('says how many come first', () => {
    expect(says({}, 2)).toEqual(['排队中，前面还有2个。']);
  });

  it('says that it is next', () => {
    expect(says({}, 0)).toEqual(['排队中，马上开始。']);
  });

  it('of another Base says whom it waits for, and for how long', () => {
    expect(describeSync(sampleSync({}), sampleQueue({ leftToOthers: true }), 'page')).toEqual([
      '属于另一个多维表格，等待它的服务。',
      '24小时还没有等到，这次同步会结束，并说明原因。',
    ]);
  });
});

describe('a sync that waits for Feishu', () => {
  const saysAfter = (minutes: number, over: Partial<SyncWait> = {}, channel: Channel = 'page') => {
    const lastWait = sampleWait(over);
    const queue = sampleQueue({ now: lastWait.since + minutes * 60_000 + 59_000 });
    return describeSync(sampleSync({ lastWait }), queue, channel);
  };

  it.each([
    [0, ''],
    [1, '，已等1分钟'],
    [12, '，已等12分钟'],
    [60, '，已等1小时'],
    [125, '，已等2小时5分钟'],
  ])('after %i minutes says how long, and what one can do', (minutes, waited) => {
    expect(saysAfter(minutes)).toEqual([
      `飞书暂时连不上，恢复后自动继续${waited}。`,
      '不用重新上传；不想等的话，请点“取消”，已经写入的会保留。',
    ]);
  });

  it('has waited for no time on a clock that was set back', () => {
    expect(saysAfter(-60)[0]).toBe('飞书暂时连不上，恢复后自动继续。');
  });

  const busy = { code: 'feishu_busy' } as const;
  const lines = Array.from({ length: 11 }, (_, index) => String(index + 2));
  it.each<[string, Partial<SyncWait>, string]>([
    ['Feishu is busy', busy, '飞书一直繁忙，过一会儿自动再试，已等12分钟。'],
    [
      'its own rows are in doubt',
      { code: 'in_doubt', details: { lines: ['2', '3'], count: 2 } },
      '有些记录发给了飞书，还不能确认是否写入（文件的第2、3行）；会自动再核对，确认后继续，已等12分钟。',
    ],
    [
      'its own rows are in doubt, in a workbook of several sheets',
      { code: 'in_doubt', details: { lines: ['2', '2'], sheets: ['第12期', '第13期'], count: 2 } },
      '有些记录发给了飞书，还不能确认是否写入（文件的第12期!2、第13期!2）；会自动再核对，确认后继续，已等12分钟。',
    ],
    [
      'many of its rows are in doubt',
      { code: 'in_doubt', details: { lines } },
      '有些记录发给了飞书，还不能确认是否写入（文件的第2、3、4、5、6、7、8、9、10、11…行）；会自动再核对，确认后继续，已等12分钟。',
    ],
    [
      'rows of another sync are in doubt',
      { code: 'in_doubt', details: { lines: ['2'], sync: 36 } },
      '同步 #36 把一些记录发给了飞书，还不能确认是否写入；这个文件也涉及这些学员，确认后自动继续，已等12分钟。',
    ],
  ])('says that %s', (_why, over, line) => {
    expect(saysAfter(12, over)[0]).toBe(line);
  });

  it('names the way to cancel it in every place', () => {
    expect(channels.map((channel) => saysAfter(12, busy, channel)[1])).toEqual([
      expect.stringContaining('请点“取消”'),
      expect.stringContaining('请点“取消”'),
      expect.stringContaining('请由提交人取消'),
      expect.stringContaining('请到上传页面取消这次同步'),
      expect.stringContaining('请到上传页面取消这次同步'),
      expect.stringContaining('请到上传页面取消这次同步'),
    ]);
  });

  it('tells those behind it why nothing goes on', () => {
    expect(describeSync(sampleSync(), sampleQueue({ before: 2, held: true }), 'page')).toEqual([
      '排队中，前面还有2个。',
      '飞书暂时连不上，恢复后自动继续。',
    ]);
  });

  it('says what it does again while it is tried', () => {
    const progress = { phase: 'checking_tables', done: 0, total: 300 } as const;
    expect(says({ status: 'running', progress, lastWait: sampleWait() })).toEqual(['正在检查多维表格…']);
  });
});

describe('a running sync says what it does', () => {
  const phases: [SyncPhase, number, number, string[]][] = [
    ['waiting', 0, 0, ['正在准备…']],
    ['reading_file', 0, 0, ['正在读取名单文件…']],
    ['checking_tables', 0, 300, ['正在检查多维表格…']],
    ['resolving', 0, 300, ['正在核对还没有确认的写入…']],
    ['reading_learners', 0, 300, ['正在读取学员总表…']],
    ['reading_enrollments', 0, 300, ['正在读取学习记录表…']],
    ['writing_learners', 0, 300, ['正在处理第1条记录…（共300条）']],
    ['writing_enrollments', 120, 300, ['正在处理第121条记录…（共300条）']],
    ['writing_enrollments', 300, 300, ['正在处理第300条记录…（共300条）']],
    ['backing_off', 0, 0, ['飞书繁忙或暂时连不上，稍后自动继续…']],
    ['backing_off', 0, 300, ['飞书繁忙或暂时连不上，稍后自动继续…']],
    ['backing_off', 120, 300, ['正在处理第121条记录…（共300条）', '飞书繁忙或暂时连不上，稍后自动继续…']],
    ['finished', 300, 300, ['正在处理第300条记录…（共300条）']],
  ];

  it.each(phases)('%s, %i of %i rows decided', (phase, done, total, lines) => {
    expect(says({ status: 'running', progress: { phase, done, total } })).toEqual(lines);
  });

  it('or that it is being canceled', () => {
    expect(says({ status: 'running', cancelRequested: true })).toEqual(['正在取消…']);
  });
});

describe('a sync that waits for input says what is missing and that nothing was written', () => {
  it.each([
    [{ course: true, day: true }, '名单里没有课程和学习日期，请填写后继续。'],
    [{ course: true }, '名单里没有课程，请填写后继续。'],
    [{ day: true }, '名单里没有学习日期，请填写后继续。'],
  ])('%o', (over, line) => {
    expect(says({ status: 'needs_input', needs: sampleNeeds(over) })).toEqual([line, '还没有写入任何数据。']);
  });

  it('asks whether the table is really empty', () => {
    const lines = says({
      status: 'needs_input',
      needs: sampleNeeds({ confirm: [sampleReason('empty_learner_table')] }),
    });
    expect(lines).toEqual([
      '学员总表看起来是空的，请先确认。',
      expect.stringContaining('请先把本应用的权限改为“可管理”'),
      '还没有写入任何数据。',
    ]);
  });

  it('names only those of their fields that are different', () => {
    const figures = { known: 40, learners: 40, nicknames: 40, phones: 0 };
    const confirm: AskedReason[] = [{ code: 'many_updates', figures, examples: [] }];
    const [, background] = says({ status: 'needs_input', needs: sampleNeeds({ confirm }) });
    expect(background).toMatch(/^其中昵称40处和表里不同。一次改这么多/);
  });

  it('asks about a new zone, and says what it does and how to turn it back', () => {
    expect(
      says({ status: 'needs_input', needs: sampleNeeds({ confirm: [sampleReason('new_zone')] }) }),
    ).toEqual([
      '多维表格的时区从Asia/Shanghai改成了Asia/Tokyo，请先确认。',
      expect.stringMatching(
        /看上去可能会差一天.*不会重复写入.*把时区改回Asia\/Shanghai；确认要用新的时区，再点/,
      ),
      '确认之前不会再写入任何数据。',
    ]);
  });
});

describe('a finished sync says what it did', () => {
  const outcome = (over: Parameters<typeof sampleSummary>[0], status: SyncRecord['status'] = 'succeeded') =>
    says({ status, summary: sampleSummary(over) });

  it.each([
    [
      'what is new',
      { learnersCreated: 223, enrollmentsCreated: 300 },
      ['处理完毕！成功创建223位新学员，新增300条学习记录。失败0条。'],
    ],
    [
      'what was updated and what was there',
      { learnersUpdated: 1, enrollmentsSkipped: 299, enrollmentsCreated: 1 },
      [
        '处理完毕！成功创建0位新学员，新增1条学习记录。失败0条。',
        '另更新1位学员资料，299条此前已同步、未重复新增。',
      ],
    ],
    [
      'updates alone',
      { learnersUpdated: 2 },
      ['处理完毕！成功创建0位新学员，新增0条学习记录。失败0条。', '另更新2位学员资料。'],
    ],
    [
      'what was there alone',
      { enrollmentsCreated: 1, enrollmentsSkipped: 3 },
      ['处理完毕！成功创建0位新学员，新增1条学习记录。失败0条。', '另有3条此前已同步、未重复新增。'],
    ],
    [
      'repeated rows, which were not there before',
      { enrollmentsCreated: 2, enrollmentsSkipped: 5, enrollmentsRepeated: 2 },
      [
        '处理完毕！成功创建0位新学员，新增2条学习记录。失败0条。',
        '另有3条此前已同步、未重复新增。',
        '另有2条与前面的行重复，只记一次。',
      ],
    ],
    [
      'repeated rows alone',
      { learnersUpdated: 1, enrollmentsCreated: 2, enrollmentsSkipped: 2, enrollmentsRepeated: 2 },
      [
        '处理完毕！成功创建0位新学员，新增2条学习记录。失败0条。',
        '另更新1位学员资料。',
        '另有2条与前面的行重复，只记一次。',
      ],
    ],
    [
      'that nothing was to do, repeats or not',
      { enrollmentsSkipped: 4, enrollmentsRepeated: 2 },
      ['名单没有变化，无需写入。'],
    ],
    [
      'whose corrections were kept',
      { enrollmentsSkipped: 4, keptByHand: { learners: 2, fields: ['nickname'] } },
      ['名单没有变化，无需写入。', '2人的昵称在表里改过，名单没变，已保留。'],
    ],
    [
      'which corrections were kept',
      { enrollmentsCreated: 1, keptByHand: { learners: 1, fields: ['nickname', 'phone', '城市'] } },
      [
        '处理完毕！成功创建0位新学员，新增1条学习记录。失败0条。',
        '1人的昵称、手机号、城市在表里改过，名单没变，已保留。',
      ],
    ],
    [
      'fixed links',
      { enrollmentsLinked: 4 },
      ['处理完毕！成功创建0位新学员，新增0条学习记录。失败0条。', '另给4条已有的学习记录补上学员关联。'],
    ],
    [
      'that nothing was to do',
      { enrollmentsSkipped: 300, learnersUnchanged: 223 },
      ['名单没有变化，无需写入。'],
    ],
  ])('%s', (_name, over, lines) => {
    expect(outcome(over)).toEqual(lines);
  });

  it('why rows with a course under another date were skipped, and how to add them', () => {
    const lines = outcome({ enrollmentsSkipped: 41, enrollmentsOtherDate: 41, rowsFailed: 1 }, 'partial');
    expect(lines).toEqual([
      '处理完毕！成功创建0位新学员，新增0条学习记录。失败1条。',
      '另有41条此前已同步、未重复新增。',
      '其中41条因学员已有该课程（其他日期）没有新增；如果要按这个日期再记一次，请在“详情”里点“仍按新日期新增”。',
    ]);
  });

  it('that no row worked', () => {
    expect(outcome({ rowsFailed: 5 }, 'failed')).toEqual([
      '处理完毕！成功创建0位新学员，新增0条学习记录。失败5条。',
      '没有一条学习记录写入成功，请按列出的原因修改后重新上传。',
    ]);
  });
});

describe('a preview says that nothing is written yet', () => {
  const preview = (over: Parameters<typeof sampleSummary>[0]) =>
    says({ status: 'succeeded', dryRun: true, summary: sampleSummary(over) });

  it('with what would be done', () => {
    expect(
      preview({ learnersCreated: 2, enrollmentsCreated: 3, learnersUpdated: 1, enrollmentsSkipped: 4 }),
    ).toEqual([
      '预计创建2位新学员，新增3条学习记录（尚未写入）。',
      '另将更新1位学员的资料。',
      '另有4条此前已同步，不会重复新增。',
    ]);
  });

  it('with whose corrections would be kept', () => {
    expect(preview({ learnersCreated: 1, keptByHand: { learners: 2, fields: ['phone'] } }).at(-1)).toBe(
      '2人的手机号在表里改过，名单没变，会保留。',
    );
  });

  it('with what would be skipped', () => {
    expect(preview({ enrollmentsSkipped: 4, enrollmentsOtherDate: 4 })).toEqual([
      '名单没有变化，无需写入。',
      '其中4条因学员已有该课程（其他日期）不会新增。',
    ]);
  });

  it('or that nothing is to do', () => {
    expect(preview({ enrollmentsSkipped: 4 })).toEqual(['名单没有变化，无需写入。']);
  });

  it('also when it stopped', () => {
    const error = { kind: 'stopped', code: 'feishu_busy', details: {} } as const;
    expect(says({ status: 'failed', dryRun: true, error })[0]).toBe('预览中断，没有写入任何数据。');
  });
});

describe('a sync that stopped', () => {
  const error = { kind: 'stopped', code: 'base_full', details: {} } as const;

  it('says what was written, why it stopped and what to do, never that it is done', () => {
    const summary = sampleSummary({ learnersCreated: 100, enrollmentsCreated: 40, learnersUpdated: 2 });
    const lines = says({ status: 'failed', summary, error });
    expect(lines[0]).toBe('同步中断：已新增100位学员、40条学习记录，其余未写入。');
    expect(lines[1]).toBe('另更新2位学员资料。');
    expect(lines[2]).toContain('上限');
    expect(lines[3]).toContain('重新同步');
    expect(lines.join()).not.toContain('处理完毕');
  });

  it('says how many rows may have been written', () => {
    const summary = sampleSummary({ learnersCreated: 1, rowsFailed: 3, rowsInDoubt: 3 });
    const disk = { kind: 'stopped', code: 'disk_full', details: {} } as const;
    expect(says({ status: 'failed', summary, error: disk })[0]).toBe(
      '同步中断：已新增1位学员、0条学习记录，另有3条发给了飞书但还不能确认是否写入，其余未写入。',
    );
  });

  it('counts nothing where it never got to writing', () => {
    expect(says({ status: 'failed', error })[0]).toBe('同步中断：已新增0位学员、0条学习记录，其余未写入。');
  });

  it('names the file problem where the file was refused', () => {
    const refusal = { code: 'empty_file' } as const;
    const lines = says({ status: 'failed', error: { kind: 'file', refusal } });
    expect(lines).toEqual(['文件是空的。', '请在小鹅通重新导出名单，再上传。', '没有写入任何数据。']);
  });
});

describe('a canceled sync says exactly what was written', () => {
  it('something', () => {
    const summary = sampleSummary({ learnersCreated: 3, enrollmentsCreated: 2, enrollmentsLinked: 1 });
    expect(says({ status: 'canceled', summary })).toEqual([
      '已取消：已新增3位学员、2条学习记录，其余未写入。',
      '另给1条已有的学习记录补上学员关联。',
      '要写完其余的，请点“重新同步”：已经写入的不会重复。',
    ]);
  });

  it('nothing', () => {
    expect(says({ status: 'canceled' })).toEqual(['已取消，没有写入任何数据。']);
  });

  it('and what may have been written, never as not written', () => {
    const summary = sampleSummary({ rowsFailed: 5, rowsInDoubt: 2 });
    expect(says({ status: 'canceled', summary })[0]).toBe(
      '已取消：已新增0位学员、0条学习记录，另有2条发给了飞书但还不能确认是否写入，其余未写入。',
    );
  });
});

describe('every state', () => {
  const count = fc.nat(60_000);
  const summary = fc.record({
    rows: count,
    enrollmentsRepeated: fc.constant(0),
    learnersCreated: count,
    learnersUpdated: count,
    learnersUnchanged: count,
    enrollmentsCreated: count,
    enrollmentsSkipped: count,
    enrollmentsOtherDate: count,
    courses: fc.constant<string[]>([]),
    firstDay: fc.constant(null),
    lastDay: fc.constant(null),
    enrollmentsLinked: count,
    enrollmentsUpdated: count,
    rowsNotEnrolled: count,
    footers: fc.record({ count, texts: fc.subarray(['合计 45人', '制表人：王老师']) }),
    rowsFailed: count,
    rowsInDoubt: count,
    warnings: count,
    baseCalls: count,
    durationMs: count,
  });
  const sync = fc.record({
    status: fc.constantFrom(...syncStatuses),
    dryRun: fc.boolean(),
    summary: fc.option(summary),
    progress: fc.record({ phase: fc.constantFrom(...syncPhases), done: count, total: count }),
  });

  it('gives whole sentences without broken numbers', () => {
    fc.assert(
      fc.property(sync, count, (over, queuedBefore) => {
        for (const line of says(over, queuedBefore)) {
          expect(line).toMatch(/[。…）]$/);
          expect(line).not.toMatch(/NaN|undefined|null|-\d/);
        }
      }),
    );
  });
});
