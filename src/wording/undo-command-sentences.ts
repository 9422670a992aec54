export const undoUsage = `用法：npm run --silent undo -- 编号 [--yes] [--json]

  编号    要撤销的那次同步，例如 37
  --yes   不再询问，直接撤销
  --json  输出 JSON，供脚本使用

退出码：0 能撤销的都撤销了；2 有几项没有撤销；3 要先确认；1 没有撤销，或没有撤销完。`;

export function unknownNumber(number: number): string {
  return `没有找到同步 #${number}。请核对编号：上传页面的“全部记录”里有。`;
}

export const oneNumber = '请给出要撤销的同步的编号，例如 37。';
export const seeUndoHelp = '用法：npm run --silent undo -- --help';
