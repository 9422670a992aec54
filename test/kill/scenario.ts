import { exampleEnrollments } from '../../src/sandbox/state/example-rows.ts';
import { refusedText } from '../support/gateway.ts';
import { control, readTables, type ShownRecord } from '../support/tables.ts';

/** As 小鹅通 writes them. */
const idOf = (number: number) => `u_7f${String(number).padStart(11, '0')}_ABCDEFGHIJ`;

const [longThere] = exampleEnrollments;
if (longThere === undefined) throw new Error('the stand-in has no examples');
const { learner: known } = longThere;

/**
 * What a roster can bring: learners to create, to update, to leave alone and to refuse; enrollments to create, to link,
 * to skip and to refuse; rows that are damaged, and one that stands twice. No phone is that of an example: who else has it
 * is told only where a run happens to have read them.
 */
export const roster = [
  ['用户ID', '昵称', '手机号', '课程', '学习日期'],
  [idOf(1), '甲新', '19900000101', '入门', '2026-05-01'],
  [known.userId, known.nickname, '', longThere.course, longThere.day.join('-')],
  [idOf(3), `丙${refusedText}`, '', '入门', '2026-05-01'],
  [idOf(4), '丁', '19900000104', '入门', '2026-05-01'],
  [idOf(5), '戊', '19900000105', '深化', '2026-05-08'],
  [idOf(5), '戊', '19900000105', '入门', '2026-05-01'],
  [idOf(6), '己', '', `${refusedText}的课`, '2026-05-01'],
  [idOf(7), '庚', '', '入门', '2026-05-01'],
  ['', '无号', '', '入门', '2026-05-01'],
  [idOf(8), `辛${refusedText}`, '', '入门', '2026-05-01'],
  [idOf(9), '壬', '1.99E+10', '入门', '2026-05-01'],
  [idOf(4), '丁', '19900000104', '入门', '2026-05-01'],
  [idOf(10), '癸', '', '入门', '2026-05-01'],
]
  .map((cells) => cells.join(','))
  .join('\n');

/** What staff typed a moment ago: two learners to update, and an enrollment without its link. */
export async function typeByHand(sandboxUrl: string): Promise<void> {
  const type = (table: string, rows: object[]) =>
    control(sandboxUrl, 'POST', 'records', { table, records: rows.map((cells) => ({ cells })) });
  await type('学员总表', [
    { 用户ID: idOf(1), 昵称: '甲旧', 手机号: '19900000101' },
    { 用户ID: idOf(3), 昵称: '丙' },
  ]);
  const day = Date.parse('2026-05-01T00:00:00+08:00');
  await type('学习记录表', [{ 用户ID: idOf(1), 课程: '入门', 学习日期: day }]);
}

/** What staff do between the sync and its undo: they change one of its enrollments, and fill a field beside another. */
export async function editByHand(sandboxUrl: string): Promise<void> {
  const { learners, enrollments } = await readTables(sandboxUrl);
  const recordOf = (records: ShownRecord[], userId: string) => {
    const found = records.find(({ cells }) => cells.用户ID === userId);
    if (found === undefined) throw new Error(`nothing of ${userId}`);
    return found.recordId;
  };
  const edit = (table: string, recordId: string, cells: object) =>
    control(sandboxUrl, 'PATCH', 'records', { table, records: [{ recordId, cells }] });
  await edit('学习记录表', recordOf(enrollments, idOf(4)), { 课程: '深化' });
  await edit('学员总表', recordOf(learners, idOf(7)), { 备注: '已联系' });
}
