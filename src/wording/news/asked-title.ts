import type { AskedReason } from '../../sync/asked-reason.ts';
import type { SyncNeeds, SyncRecord } from '../../sync/sync-record.ts';
import { courseName } from '../course-name.ts';
import { groupedNumber } from '../grouped-number.ts';
import { isIdColumn } from '../needs-sentences.ts';
import { shownFileName } from '../shown-file-name.ts';

/** What a sync asks a person, in one line: `等您选课程 · 名单.csv`, `请看一眼：…`. */
export function askedTitle({ needs, fileName }: SyncRecord): string {
  const [first, ...more] = needs?.confirm ?? [];
  if (needs?.idColumn != null) return `请看一眼：${isIdColumn(needs.idColumn.title)}`;
  if (first === undefined) return `等您选${missing(needs)} · ${shownFileName(fileName)}`;
  const others = more.length === 0 ? '' : `，另有${more.length}处`;
  return `请看一眼：${doubtInShort(first)}${others}`;
}

function missing(needs: SyncNeeds | null): string {
  const things = [
    ...(needs?.sheets.length ? ['工作表'] : []),
    ...(needs?.course ? ['课程'] : []),
    ...(needs?.day ? ['学习日期'] : []),
  ];
  const last = things.pop() ?? '';
  return things.length === 0 ? last : `${things.join('、')}和${last}`;
}

/** A doubt in a few words, of which its sentences say more. */
function doubtInShort(reason: AskedReason): string {
  switch (reason.code) {
    case 'many_updates':
      return `会改掉${groupedNumber(reason.figures.learners)}位已有学员的资料`;
    case 'columns_swapped':
      return '昵称和手机号像是填反了';
    case 'odd_ids':
      return `${groupedNumber(reason.figures.odd)}个用户ID和表里的写法不一样`;
    case 'course_similar':
      return `课程是${courseName(reason.figures.course)}还是${courseName(reason.figures.similar)}`;
    case 'date_far':
      return `学习日期${reason.figures.day}离今天${groupedNumber(Math.abs(reason.figures.days))}天`;
    case 'same_file_before':
      return `同一个文件已经同步过（#${reason.figures.number}）`;
    case 'new_zone':
      return '多维表格的时区改过了';
    case 'empty_learner_table':
      return '学员总表看起来是空的';
    case 'restored_journal':
      return '表里有本服务没有记下的记录';
    case 'plan_changed':
      return '预览之后表格有变化';
    case 'undo':
      return '撤销一次同步';
    case 'undone_before':
      return `${groupedNumber(reason.figures.rows)}行已经撤销过（#${reason.figures.number}）`;
    case 'always':
      return `将新增${groupedNumber(reason.figures.enrollments)}条学习记录`;
  }
}
