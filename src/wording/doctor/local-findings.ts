import type { SaidIdColumn } from '../../sync/sync-store.ts';
import { todayIn } from '../../sync/today-in.ts';
import type { Explanation } from '../explanation.ts';
import { printable } from '../printable.ts';

export const noDatabaseYet = '还没有数据，启动服务时建立。';
export function databaseSound(version: string): string {
  return `完好，版本 ${version}。`;
}
export const databaseOlder = (version: string): string => `完好，版本 ${version}，启动服务时升级。`;
export const noIdColumns = '没有。';

const longestTitle = 20;
const mostTitles = 12;

/** That a column counts as the 用户ID, in which files, and since when. */
export function idColumn({ title, titleRow, by, at }: SaidIdColumn): Explanation {
  const titles = titleRow.split('\n').filter((each) => [...each].length <= longestTitle);
  const row = titles.slice(0, mostTitles).map(printable).join('、');
  const who = by === null ? '' : ` ${by} `;
  return {
    message: `“${printable(title)}”列，在表头是 ${row} 的文件里（${todayIn('Asia/Shanghai', at.getTime())}${who}回答）。`,
    hint: `不对就撤掉，下次会再问：npm run --silent doctor -- --forget-column '${printable(title)}'`,
  };
}

export const dataOnServer = '没有用到：数据在 PostgreSQL 里。';
export const folderNotYet = (path: string): string => `${path} 还没有，启动服务时建立。`;
export const folderFit = (path: string): string => `${path} 可以读写，别的用户看不到。`;
export const folderUnusable = (path: string): Explanation => ({
  message: `${path} 不能读写。`,
  hint: '请让运行服务的用户拥有这个文件夹，例如 chown -R 用户名 文件夹。',
});
export const folderOpen = (path: string): Explanation => ({
  message: `${path} 别的用户也能看，里面有学员的资料。`,
  hint: `请运行：chmod 700 ${path}`,
});
export const envFileOpen = (path: string): Explanation => ({
  message: `${path} 别的用户也能看，里面有应用凭证。`,
  hint: `请运行：chmod 600 ${path}`,
});
export function spaceLeft(gigabytes: string): string {
  return `还剩 ${gigabytes} GB。`;
}
export const spaceShort = (megabytes: number): Explanation => ({
  message: `只剩 ${megabytes} MB。`,
  hint: '请腾出磁盘空间：写不进去时，服务会停止接收名单。',
});
export const nodeFit = (version: string): string => `${version}。`;
export const nodeOld = (version: string, needed: string): Explanation => ({
  message: `${version} 太旧，需要 ${needed} 或更新的版本。`,
  hint: '请从 https://nodejs.org 安装较新的版本，再运行 npm ci。',
});
