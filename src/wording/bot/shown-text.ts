/** A mobile number, also grouped as `199 0000 1234` or with its country code before it. */
const mobile = /(?<![\d])((?:\+?86[\s-]?)?1\d{2})[\s-]?\d{4}[\s-]?(\d{4})(?!\d)/g;

/** The text with the middle of every phone number hidden: everybody in a chat can read its cards. */
export function maskPhones(text: string): string {
  return text.replace(mobile, '$1****$2');
}

/**
 * A name as somebody typed it, for a chat that many read: phone numbers are masked, and of a very long one the beginning
 * has to do.
 */
export function shownName(name: string, longest: number): string {
  const characters = [...maskPhones(name)];
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : characters.join('');
}

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

const minuteFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A time of today, such as 09:05. */
export function chinaMinute(at: number): string {
  return minuteFormat.format(at);
}
