import { escapeHtml } from './escape-html.ts';

/** A plain page with what happened and what to do. */
export function problemPage({ message, hint }: { message: string; hint?: string }): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>NVC 学员同步</title>
<h1>${escapeHtml(message)}</h1>
${hint === undefined ? '' : `<p>${escapeHtml(hint)}</p>\n`}</html>
`;
}
