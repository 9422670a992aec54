import { escapeHtml } from './escape-html.ts';

/**
 * A page with what happened and what to do, and with the way back.
 * @param code for the administrator who is asked about it; null where people can mend it themselves
 */
export function problemPage(
  { message, hint }: { message: string; hint?: string },
  code: string | null,
): string {
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(message)} · NVC 学员同步</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/lib/theme.css">
    <link rel="stylesheet" href="/lib/plain-page.css">${code === null ? '' : copyScript}
  </head>
  <body>
    <main>
      <h1>${escapeHtml(message)}</h1>
      ${hint === undefined ? '' : `<p class="hint">${escapeHtml(hint)}</p>`}
      ${code === null ? '' : `<p class="code">告诉管理员时，请附上：${escapeHtml(code)}</p>`}
      <a class="button" href="/upload">回到上传页面</a>${code === null ? '' : copyButton(code)}
    </main>
  </body>
</html>
`;
}

const copyScript = '\n    <script type="module" src="/lib/copy-problem.js"></script>';

/** Shown by its script. */
function copyButton(code: string): string {
  return `\n      <button class="button button-quiet" type="button" id="copy-problem" data-code="${escapeHtml(code)}" hidden>复制给管理员</button>`;
}
