import { sampleFile } from '../support/samples.ts';

/** A file as a person chooses it. */
export interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A sample roster, under its own name or another. */
export function sample(name: string, shownAs = name): ChosenFile {
  return file(shownAs, Buffer.from(sampleFile(name).bytes));
}

export function file(name: string, content: string | Buffer): ChosenFile {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
}

const header = '用户ID,昵称,手机号,课程,学习日期';

/** A roster whose rows are all new learners. */
export function goodRoster(rows: number, name = '全部正确.csv'): ChosenFile {
  const lines = Array.from({ length: rows }, (_, i) => `u_${i},学员${i},,非暴力沟通入门,2026-05-16`);
  return file(name, [header, ...lines].join('\n'));
}

/** A roster none of whose rows can be written: every other one lacks its 用户ID, the others their day. */
export function badRoster(rows: number, name = '全部有错.csv'): ChosenFile {
  const lines = Array.from({ length: rows }, (_, i) =>
    i % 2 === 0 ? `,学员${i},,非暴力沟通入门,2026-05-16` : `u_${i},学员${i},,非暴力沟通入门,`,
  );
  return file(name, [header, ...lines].join('\n'));
}

/** A roster of which three rows lack their course, one its date, two both, and one lacks what nobody can say for it. */
export const lackingRoster = file(
  '有空缺.csv',
  [
    header,
    'u_0,学员0,,非暴力沟通入门,2026-05-16',
    ...['w_1,没有课甲,,,2026-06-06', 'w_2,没有课乙,,,2026-06-06', 'w_3,没有课丙,,,2026-06-06'],
    'w_4,没有日期,,非暴力沟通入门,',
    ...['w_5,都没有甲,,,', 'w_6,都没有乙,,,'],
    ',没有号,,非暴力沟通入门,2026-05-16',
  ].join('\n'),
);
