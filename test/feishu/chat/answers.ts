import type { Answer } from './chat-server.ts';

export const json =
  (body: object, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(body));
  };
export const refusal = (code: number, status = 400): Answer =>
  json({ code, msg: 'refused', error: { log_id: 'log-1' } }, status);
export const lockedCard = json(
  { code: 230099, msg: 'Failed to create card content, ext=ErrCode: 11310; ErrMsg: card action is lock; ' },
  400,
);
export const sent = (messageId: string): Answer =>
  json({ code: 0, msg: 'success', data: { message_id: messageId } });
export const done: Answer = json({ code: 0, msg: 'success', data: {} });
export const hang: Answer = () => {};
export const limited = json({ code: 99991400, msg: 'request trigger frequency limit' }, 429, {
  'x-ogw-ratelimit-reset': '7',
});
