/**
 * batch_get lists other HTTP statuses than the rest of the record endpoints
 * (https://open.feishu.cn/document/docs/bitable-v1/app-table-record/batch_get).
 */
export function batchGetStatus(code: number): number | undefined {
  if (code < 1254000 || code > 1255999 || code === 1255040) return undefined;
  if (code >= 1254040 && code <= 1254045) return 404;
  const isServerFault = code === 1254002 || code === 1254607 || code >= 1255001;
  return isServerFault ? 500 : 400;
}
