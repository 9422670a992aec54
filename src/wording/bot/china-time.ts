const format = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** When something was, such as 11月24日 09:05. */
export function chinaTime(at: Date | number): string {
  return format.format(at);
}
