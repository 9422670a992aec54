import type { Digest, TableFill, WaitingFiles } from '../../sync/digest/digest.ts';
import { courseName } from '../course-name.ts';
import type { CardButton, NamedPerson } from './card-words.ts';
import { maskPhones, shownName } from './shown-text.ts';

/** What the digest of a week says: at most twelve lines, the row of people among them. */
export interface DigestWords {
  title: string;
  lines: string[];
  people: NamedPerson[];
  buttons: CardButton[];
}

const mostCourses = 5;
const mostOverdue = 3;
const mostPeople = 4;
const longestCourse = 30;

/** @param baseUrl where the Base can be opened; null if that is not known */
export function digestWords(digest: Digest, baseUrl: string | null): DigestWords {
  const { first, last } = digest.week;
  return {
    title: `上周小结 · ${dayText(first)}至${dayText(last)}`,
    lines: [
      peopleLine(digest),
      enrollmentsLine(digest),
      ...courseLines(digest),
      ...overdueLines(digest),
      roomLine(digest),
      ...waitingLines(digest.waiting),
    ],
    people: ofKnown(digest.waiting)
      .slice(0, mostPeople)
      .map(({ who, files }) => ({ label: `${files}份`, openId: who.openId })),
    buttons:
      baseUrl === null
        ? []
        : [
            {
              label: '在多维表格中查看',
              weight: 'primary',
              press: { kind: 'open', url: baseUrl },
              confirm: null,
            },
          ],
  };
}

/** Such as 5月16日. */
function dayText(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

function count(figure: number): string {
  return figure.toLocaleString('en-US');
}

function peopleLine({ people }: Digest): string {
  const { newLearners, returningLearners } = people;
  return `来学习的 ${count(newLearners + returningLearners)} 人：新学员 ${count(newLearners)} 位，老学员 ${count(returningLearners)} 位`;
}

function enrollmentsLine({ courses, refunds }: Digest): string {
  const sum = (key: 'enrollments' | 'before') => courses.reduce((total, course) => total + course[key], 0);
  const refunded = refunds === null ? '' : `，其中已退款 ${count(refunds)} 条`;
  return `学习记录 ${count(sum('enrollments'))} 条（前一周 ${count(sum('before'))} 条）${refunded}`;
}

function courseLines({ courses }: Digest): string[] {
  // One line too many is better used for the course itself.
  const shown = courses.length > mostCourses + 1 ? courses.slice(0, mostCourses) : courses;
  const others = courses.slice(shown.length);
  const lines = shown.map(
    ({ course, enrollments, before }) =>
      `· ${shownCourse(course)}：${count(enrollments)}（${count(before)}）`,
  );
  if (others.length === 0) return lines;
  const sum = (key: 'enrollments' | 'before') => others.reduce((total, course) => total + course[key], 0);
  return [...lines, `· 其余 ${others.length} 门课：${count(sum('enrollments'))}（${count(sum('before'))}）`];
}

function shownCourse(course: string): string {
  return course === '' ? '没有填课程的' : courseName(shownName(course, longestCourse));
}

function overdueLines({ overdue }: Digest): string[] {
  if (overdue.length === 0) return [];
  const shown = overdue
    .slice(0, mostOverdue)
    .map(({ course, lastCame }) => `${shownCourse(course)}（${dayText(lastCame)}）`)
    .join('、');
  const more = overdue.length > mostOverdue ? `等 ${overdue.length} 门` : '';
  return [`14天以上没有收到名单：${shown}${more}`];
}

const tableNames = { learners: '学员总表', enrollments: '学习记录表' } as const;

function roomLine({ room }: Digest): string {
  return `还能写入：${roomText('learners', room.learners)}，${roomText('enrollments', room.enrollments)}`;
}

function roomText(table: keyof typeof tableNames, { rows, limit }: TableFill): string {
  const name = tableNames[table];
  return limit === null
    ? `${name}已有 ${count(rows)} 条`
    : `${name}约 ${count(Math.max(0, limit - rows))} 条`;
}

type OfKnown = WaitingFiles & { who: { kind: 'by_open_id' } };

function ofKnown(waiting: readonly WaitingFiles[]): OfKnown[] {
  return waiting.filter((each): each is OfKnown => each.who.kind === 'by_open_id');
}

/** Whose open_id is known is named by Feishu, after this line; of others it is the name, where they logged in by it. */
function waitingLines(waiting: readonly WaitingFiles[]): string[] {
  const files = waiting.reduce((total, each) => total + each.files, 0);
  if (files === 0) return [];
  const byName = waiting.flatMap(({ who, files: own }) =>
    who.kind === 'by_name' ? [`${maskPhones(who.name ?? '上传页面')} ${own}份`] : [],
  );
  const named = [...byName.slice(0, mostPeople), ...(byName.length > mostPeople ? ['…'] : [])];
  const people = ofKnown(waiting).length > mostPeople ? `（${waiting.length}人）` : '';
  return [`${files}份名单在等人补充或确认${people}${named.length === 0 ? '' : `，其中${named.join('、')}`}`];
}
