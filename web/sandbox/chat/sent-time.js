import { element } from '../../lib/element.js';

const clock = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('zh-CN', { month: 'long', day: 'numeric' });

/** When a message was sent, on this computer's clock: the time alone if it was today. @param {number} sentAt epoch milliseconds */
export function sentTime(sentAt) {
  const sent = new Date(sentAt);
  const isToday = sent.toDateString() === new Date().toDateString();
  const made = element(
    'time',
    '',
    isToday ? clock.format(sent) : `${day.format(sent)} ${clock.format(sent)}`,
  );
  made.dateTime = sent.toISOString();
  return made;
}
