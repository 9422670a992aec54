import { writeLabel } from './button-labels.ts';

/** Where a person reads a sentence, which decides what that person can do next. */
export const channels = ['page', 'chat', 'alert', 'start', 'cli', 'cli_append'] as const;
export type Channel =
  | 'page'
  /** The card of a sync, and other answers of the bot. */
  | 'chat'
  /** `ALERT_CHAT`, where administrators read of syncs that others asked for. */
  | 'alert'
  /** The console on which the service was started. */
  | 'start'
  | 'cli'
  /** The command line under ENROLLMENT_POLICY=append, where running the command again would add every row again. */
  | 'cli_append';

/** Parts of sentences: what to do next, in words that fit the place. Each can stand behind 请 and has no full stop. */
export interface NextSteps {
  /** Do the same sync again; what is written is not written twice. */
  rerun: string;
  /** That this does no harm, to stand behind it; empty for a preview, which has written nothing. */
  notTwice: string;
  /** The same after the configuration was turned back, when cards do not offer it. */
  rerunLater: string;
  /** Bring the file again, because the service has lost it. */
  sendAgain: string;
  /** Bring a file that the bot cannot download in another way. */
  sendElsewhere: string;
  /** Add the enrollments of learners who have the course under another date. */
  addUnderNewDate: string;
  /** Cancel a sync that is not over. */
  cancel: string;
  /** Confirm what a sync asks. */
  confirm: string;
  /** Say that a course is the one which it is like. */
  useSimilarCourse: string;
  /** Confirm that a course is a new one, though it is like another. */
  confirmNewCourse: string;
  /** Choose which sheets of a workbook are meant. */
  chooseSheets: string;
  /** Say whether a column is the 用户ID. */
  answerColumn: string;
  /** Fill in what the file does not say; empty where the way to do it is told apart. */
  fillIn: string;
}

const pressRerun = '点“重新同步”';
const onThePage = '到上传页面处理这次同步';
const cancelOnThePage = '到上传页面取消这次同步';

const steps: Record<Channel, Omit<NextSteps, 'notTwice' | 'useSimilarCourse' | 'confirmNewCourse'>> = {
  page: {
    rerun: pressRerun,
    rerunLater: pressRerun,
    sendAgain: '重新上传这个文件',
    sendElsewhere: '在这里上传这个文件',
    addUnderNewDate: '在“详情”里点“仍按新日期新增”',
    cancel: '点“取消”',
    confirm: '点“确认并继续”',
    chooseSheets: '选好要同步的工作表后继续',
    answerColumn: '选好答案后继续',
    fillIn: '，请填写后继续',
  },
  chat: {
    rerun: pressRerun,
    rerunLater: '发送“/rerun 编号”',
    sendAgain: '把文件重新发给机器人',
    sendElsewhere: '把文件私聊发给机器人，或者在上传页面上传',
    addUnderNewDate: '点“仍按新日期新增”',
    cancel: '点“取消”',
    confirm: '点“确认并继续”',
    chooseSheets: '选好要同步的工作表后继续',
    answerColumn: '选好答案后继续',
    fillIn: '，请填写后继续',
  },
  alert: {
    rerun: '由提交人重新同步',
    rerunLater: '由提交人重新同步',
    sendAgain: '由提交人把文件重新发给机器人',
    sendElsewhere: '由提交人把文件私聊发给机器人，或者在上传页面上传',
    addUnderNewDate: '由提交人按新日期新增',
    cancel: '由提交人取消',
    confirm: '由提交人确认',
    chooseSheets: '由提交人选好要同步的工作表',
    answerColumn: '由提交人回答',
    fillIn: '，请由提交人补充',
  },
  start: {
    rerun: '重新启动服务',
    rerunLater: '重新启动服务',
    sendAgain: onThePage,
    sendElsewhere: onThePage,
    addUnderNewDate: onThePage,
    cancel: cancelOnThePage,
    confirm: onThePage,
    chooseSheets: onThePage,
    answerColumn: onThePage,
    fillIn: '',
  },
  cli: {
    rerun: '再运行一次这个命令',
    rerunLater: '再运行一次这个命令',
    sendAgain: '用这个文件再运行一次命令',
    sendElsewhere: '下载这个文件，用它运行这个命令',
    addUnderNewDate: onThePage,
    cancel: cancelOnThePage,
    confirm: '确认',
    chooseSheets: "用 --sheet 工作表名（可以写几次，或写 --sheet '*' 表示全部）再运行一次",
    answerColumn: '核对这一列；如果是，加上 --column 列名再运行一次',
    fillIn: '',
  },
  cli_append: {
    rerun: onThePage,
    rerunLater: onThePage,
    sendAgain: '用这个文件再运行一次命令',
    sendElsewhere: '下载这个文件，用它运行这个命令',
    addUnderNewDate: onThePage,
    cancel: cancelOnThePage,
    confirm: '确认',
    chooseSheets: "用 --sheet 工作表名（可以写几次，或写 --sheet '*' 表示全部）再运行一次",
    answerColumn: '核对这一列；如果是，加上 --column 列名再运行一次',
    fillIn: '',
  },
};

/** @param dryRun whether it is about a preview, whose button is another */
export function nextSteps(channel: Channel, dryRun: boolean): NextSteps {
  const { confirm } = steps[channel];
  const notTwice = dryRun ? '' : '，已经写入的不会重复';
  const own = { ...steps[channel], notTwice, useSimilarCourse: '选它', confirmNewCourse: confirm };
  return dryRun && hasButtons(channel) ? { ...own, rerun: previewAgain, rerunLater: previewAgain } : own;
}

const previewAgain = '点“重新预览”';

function hasButtons(channel: Channel): boolean {
  return channel === 'page' || channel === 'chat';
}

/** What a person can do about a sync that takes another back. @param confirmLabel the button that agrees to it */
export function undoSteps(channel: Channel, confirmLabel: string): NextSteps {
  const again = '再撤销一次';
  const own = { ...nextSteps(channel, false), rerun: again, rerunLater: again };
  return hasButtons(channel) ? { ...own, confirm: press(confirmLabel) } : own;
}

/**
 * The same steps where buttons say how much they do.
 * @param labels of the buttons that agree to what is asked, that do so where a course is new, and that do the sync again
 */
export function stepsWithLabels(
  channel: Channel,
  steps: NextSteps,
  labels: { confirm: string; newCourse: string; rerun: string },
): NextSteps {
  if (!hasButtons(channel)) return steps;
  const rerun = press(labels.rerun);
  return {
    ...steps,
    confirm: press(labels.confirm),
    confirmNewCourse: channel === 'page' ? chooseNewCourse(labels.confirm) : press(labels.newCourse),
    rerun,
    ...(channel === 'page' && { rerunLater: rerun }),
  };
}

/** The page has one button for both answers. */
function chooseNewCourse(confirm: string): string {
  return `选“确实是新课程”，再${press(confirm)}`;
}

/** How a preview of so many records is written; it can stand behind 请 or 再. */
export function writeStep(channel: Channel, number: number, count: number): string {
  switch (channel) {
    case 'page':
    case 'chat':
      return press(writeLabel(count));
    case 'alert':
      return `由提交人${press(writeLabel(count))}`;
    case 'start':
    case 'cli':
    case 'cli_append':
      return `运行 npm run --silent sync -- --write ${number}`;
  }
}

function press(label: string): string {
  return `点“${label}”`;
}
