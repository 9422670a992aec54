import type { Harness } from '../support/processes.ts';
import { control } from '../support/tables.ts';
import { canaries } from './canaries.ts';
import { type Channel, type Outputs, request } from './outputs.ts';

const { nickname, city, phone, phoneAsId, userId, course } = canaries;

export const header = '用户ID,昵称,手机号,城市,课程,学习日期';
export const roster = [
  header,
  `${userId},${nickname},${phone},${city},${course},2026-05-01`,
  `${userId}2,${nickname},199****0001,${city},${course},2026-05-01`,
  `${userId}3,${nickname},1.99E+10,${city},${course},2026-05-01`,
  `${phoneAsId},${nickname},${phone},${city},${course},2026-13-01`,
].join('\n');

/** What a service put out while everything of it was used and much went wrong, and what it must keep to itself. */
export interface Exercise {
  outputs: Outputs;
  /** Secrets that came up meanwhile. */
  secrets: { tenantToken: string; appSecret: string; session: string };
  openId: string;
}

/** While it goes on. */
export interface RunningExercise extends Exercise {
  harness: Harness;
  folder: string;
  chatId: string;
}

export const basic = {
  authorization: `Basic ${Buffer.from(`script:${canaries.password}`).toString('base64')}`,
};
export const json = { ...basic, 'content-type': 'application/json' };

/** Requests a path of the service, with the password. */
export function visit(
  { harness, outputs }: RunningExercise,
  path: string,
  channel: Channel,
  init: RequestInit = {},
) {
  return request(outputs, `${harness.service.url}${path}`, channel, { headers: basic, ...init });
}

/** The next call of this path has that fault. */
export async function fault(
  { harness }: RunningExercise,
  path: string,
  action: object,
  more: object = {},
): Promise<void> {
  await control(harness.sandbox.url, 'POST', 'faults', { path, action, ...more });
}

/** An answer of Feishu that quotes what was sent. */
export const refusal = (code: number) => ({
  kind: 'answer',
  code,
  msg: `${canaries.feishuMessage} ${nickname} ${phone} [${userId}]`,
});
