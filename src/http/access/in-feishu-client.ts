/**
 * Whether a page is open inside the Feishu client, by what its browser calls itself: `… Lark/7.50.5 LarkLocale/zh_CN …`.
 * There one is logged in already, and Feishu asks nothing.
 */
export function isInFeishuClient(userAgent: string): boolean {
  return /\bLark\/\d/.test(userAgent);
}
