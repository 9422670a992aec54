import type { AskedReason, ConfirmReason } from '../sync/asked-reason.ts';
import { courseName } from './course-name.ts';
import type { NextSteps } from './next-steps.ts';

type ReasonOf<Code extends ConfirmReason> = Extract<AskedReason, { code: Code }>;

type ReasonTexts = {
  [Code in ConfirmReason]: (
    figures: ReasonOf<Code>['figures'],
    steps: NextSteps,
  ) => readonly [question: string, background: string];
};

/** What is asked in short, then what there is to know about it. */
const texts: ReasonTexts = {
  many_updates: ({ known, learners, nicknames, phones }, { confirm }) => [
    `名单会改掉${learners}位已有学员的资料（名单里共有${known}位已有学员），请先看一眼。`,
    `${differing(nicknames, phones)}一次改这么多，常见的原因是名单的列错位了。确认名单没有错，再${confirm}。`,
  ],
  columns_swapped: ({ rows, swapped }, { confirm }) => [
    `昵称和手机号两列像是填反了（${rows}行里有${swapped}行），请先看一眼。`,
    `“昵称”下面是手机号，“手机号”下面是名字。请在名单里把两列换回来再发；确认就是这样，再${confirm}。`,
  ],
  odd_ids: ({ ids, odd }, { confirm }) => [
    `名单里${ids}个用户ID有${odd}个和表里的写法都不一样，请先看一眼。`,
    `可能是另一个店铺的名单，或者取错了列。继续的话，他们都会作为新学员写入。确认没有错，再${confirm}。`,
  ],
  course_similar: ({ course, similar, rows, sameDay }, { useSimilarCourse, confirmNewCourse }) => [
    `表里没有课程${courseName(course)}，但有${courseName(similar)}，请先看一眼。`,
    `${sharedBy(similar, rows, sameDay)}如果就是${courseName(similar)}，请${useSimilarCourse}；如果是新课程，请${confirmNewCourse}。`,
  ],
  date_far: ({ day, days }, { confirm }) => [
    `学习日期${day}离今天${Math.abs(days)}天${days < 0 ? '以前' : '以后'}，请先看一眼。`,
    `确认日期没有写错，再${confirm}。`,
  ],
  same_file_before: ({ number, course, day, enrollments }, { confirm }) => [
    `同一个文件已经同步过（#${number}），但${differenceOf(course, day)}，请先看一眼。`,
    `继续的话会再新增${enrollments}条学习记录。确认要新增，再${confirm}。`,
  ],
  new_zone: ({ before, now }, { confirm }) => [
    `多维表格的时区${before === '' ? '改过了' : `从${before}改成了${now}`}，请先确认。`,
    '改了时区，表里原有的学习日期看上去可能会差一天。本应用仍按原来的时区读它们，同一份名单不会重复写入。' +
      `如果不是有意改的，请先在多维表格的设置里把时区改回${before || '原来的'}；` +
      `确认要用新的时区，再${confirm}，以后写入的日期都按新的时区。`,
  ],
  empty_learner_table: (_, { confirm }) => [
    '学员总表看起来是空的，请先确认。',
    '多维表格开启了“高级权限”：可能真的是空表，也可能是学员被权限挡住了，看不到。' +
      `如果表里其实有学员，请先把本应用的权限改为“可管理”；确认是空表，再${confirm}。`,
  ],
  restored_journal: (_, { confirm }) => [
    '多维表格里有本应用写入、但本服务没有记下的记录，请先确认。',
    '可能是数据目录恢复成了较早的备份，也可能有另一个服务在用同一个飞书应用。' +
      '继续的话，这份名单里已经写过的行可能会再写一遍。' +
      `请管理员先核对；确认这些行还没有写入，再${confirm}。`,
  ],
  plan_changed: ({ rows, cells }, { confirm }) => [
    '预览之后多维表格有变化，请再看一眼。',
    `和预览相比，会多写${[...(rows > 0 ? [`${rows}行`] : []), ...(cells > 0 ? [`${cells}个单元格`] : [])].join('、')}。` +
      `确认没有问题，再${confirm}。`,
  ],
  undo: ({ enrollments, learners, cells, links, laterSyncs }, { confirm }) => [
    `最多撤销${things(enrollments, learners, cells, links)}，请先确认。`,
    `${laterSyncs > 0 ? `之后有${laterSyncs}次同步也涉及这些学员，用到的会保留。` : ''}` +
      '有人改过的、后来的名单里也有的会保留。删除的记录上的评论、已经触发的自动化不能恢复。' +
      `${enrollments > 0 ? '如果只是课程名写错了，直接在学习记录表里改课程名更快。' : ''}` +
      `确认要撤销，再${confirm}。`,
  ],
  undone_before: ({ number, rows }, { confirm }) => [
    `这份名单有${rows}行已经撤销过（#${number}），请先确认。`,
    `继续的话，会把它们再写一遍。确认要再写，再${confirm}。`,
  ],
  always: ({ learners, enrollments, cells }, { confirm }) => [
    '每次写入前都要确认（已设置）。',
    `将新增${learners}位学员、${enrollments}条学习记录，改${cells}个单元格。没有问题就${confirm}。`,
  ],
};

function things(enrollments: number, learners: number, cells: number, links: number): string {
  const named = [
    ...(enrollments > 0 ? [`${enrollments}条学习记录`] : []),
    ...(learners > 0 ? [`${learners}位新学员`] : []),
    ...(cells > 0 ? [`${cells}个改过的单元格`] : []),
    ...(links > 0 ? [`${links}个关联`] : []),
  ];
  return named.length === 0 ? '0项' : named.join('、');
}

/** Where the file says something else than Base: `其中昵称12处和表里不同。` */
function differing(nicknames: number, phones: number): string {
  const places = [
    ...(nicknames > 0 ? [`昵称${nicknames}处`] : []),
    ...(phones > 0 ? [`手机号${phones}处`] : []),
  ];
  return places.length === 0 ? '' : `其中${places.join('、')}和表里不同。`;
}

function sharedBy(similar: string, rows: number, sameDay: number): string {
  if (sameDay === 0) return `名单有${rows}行。`;
  return `名单的${rows}行里，有${sameDay}人在同一天已经有${courseName(similar)}的学习记录。`;
}

function differenceOf(course: string | null, day: string | null): string {
  const then = [
    ...(course === null ? [] : [`课程是${courseName(course)}`]),
    ...(day === null ? [] : [`日期是${day}`]),
  ];
  return then.length === 0 ? '填写的不同' : `那次${then.join('，')}`;
}

/** A doubt as it is put to a person: the question in short, then the background. */
export function reasonSentences(reason: AskedReason, steps: NextSteps): readonly [string, string] {
  // The compiler cannot see that code and figures belong together.
  const text = texts[reason.code] as (figures: unknown, steps: NextSteps) => readonly [string, string];
  return text(reason.figures, steps);
}
