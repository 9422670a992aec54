import { randomUUID } from 'node:crypto';

/** 32 hexadecimal digits. */
export function newEventId(): string {
  return randomUUID().replaceAll('-', '');
}
