import type { Person } from '../state/people.ts';

/**
 * The page on which a person logs in or refuses.
 * @param addressOf where the link for an answer leads: an open id, or `denied`
 */
export function authorizePage(people: readonly Person[], addressOf: (answer: string) => string): string {
  const choices = people.map(
    ({ openId, name }) => `<li><a href="${escaped(addressOf(openId))}">以${escaped(name)}的身份登录</a></li>`,
  );
  return page(`<p>“NVC 学员同步”想知道您是谁。</p>
<ul>${choices.join('')}</ul>
<p><a class="deny" href="${escaped(addressOf('denied'))}">拒绝</a></p>`);
}

/** What the platform shows instead of sending people back to an address it does not know. */
export function refusalPage(problem: string): string {
  return page(`<p>错误：${escaped(problem)}</p>`);
}

function page(content: string): string {
  return `<!doctype html>
<html lang="zh-CN" data-theme="feishu">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>演示用的飞书登录</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/lib/theme.css">
<link rel="stylesheet" href="/sandbox/accounts/authorize.css">
</head>
<body>
<main>
<p>演示模式，未写入真实飞书</p>
<h1>演示用的飞书登录</h1>
${content}
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
