export const copyStoreUsage = `用法：npm run --silent copy-store

把数据目录（DATA_DIR）里的数据搬到 PostgreSQL（DATABASE_URL）。先停止服务；那边的数据库要是空的。
要么全部搬过去，要么什么都没搬。数据目录里的数据留着，不会删除。

退出码：0 已搬好；1 没有搬。`;

export const noDatabaseUrl = '没有设置 DATABASE_URL，不知道搬到哪里。请先填好它，再运行一次。';

export function nothingToCopy(dataDir: string): string {
  return `数据目录（${dataDir}）里没有数据，不需要搬：直接启动服务就可以。`;
}

export const copyInUse = '服务或另一个命令正在使用数据目录，没有搬。请先停止服务，等命令结束，再运行一次。';

export const copyTargetFilled =
  'DATABASE_URL 的数据库里已经有数据，没有搬，也没有改动。请换一个空的数据库，再运行一次。';

export function storeCopied(syncs: number, dataDir: string): string[] {
  return [
    `已搬好：${syncs}次同步和它们的全部记录。现在启动服务，就用 PostgreSQL。`,
    `原来的数据还在 ${dataDir}：确认没有问题后请删除，里面有学员的资料。不要再用它启动服务。`,
  ];
}
