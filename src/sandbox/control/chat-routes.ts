import type Router from '@koa/router';
import type Koa from 'koa';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import type { AppChannel } from '../events/app-channel.ts';
import { clickCard } from '../events/click-card.ts';
import type { Deliveries } from '../events/deliveries.ts';
import { chatEntered, menuChosen } from '../events/envelopes.ts';
import { putMessage } from '../im/open-message.ts';
import { chatOf, type Person, personOf, privateChatOf } from '../state/people.ts';
import { postUserMessage } from './post-user-message.ts';
import { readableChat } from './readable-chat.ts';
import { UserMessage } from './user-message.ts';

/** What the chat's control calls work with. */
export interface ChatControls {
  context: SandboxContext;
  channel: AppChannel;
  deliveries: Deliveries;
}

const Clicked = z.strictObject({
  messageId: z.string(),
  openId: z.string(),
  value: z.record(z.string(), z.unknown()),
  /** Of the button, where the card gives it one. */
  name: z.string().optional(),
  formValue: z.record(z.string(), z.unknown()).optional(),
});
const MenuChosen = z.strictObject({ openId: z.string(), eventKey: z.string().min(1).max(30) });
const Entered = z.strictObject({ openId: z.string() });
const Recalled = z.strictObject({ messageId: z.string() });

/** What people do in chat. */
export function addChatRoutes(router: Router, controls: ChatControls): void {
  router.get('/chat', (ctx) => {
    ctx.set('cache-control', 'no-cache');
    ctx.body = readableChat(controls.context.store.state.chat, controls.channel.connected());
  });
  addUserActionRoutes(router, controls);
}

function addUserActionRoutes(router: Router, controls: ChatControls): void {
  const { context, channel, deliveries } = controls;
  const { now, store } = context;
  router.post('/chat/messages', (ctx) => {
    ctx.body = { messageId: postUserMessage(ctx, controls, UserMessage.parse(ctx.request.body)) };
  });
  router.post('/chat/recall', (ctx) => {
    putMessage(context, {
      ...messageOf(ctx, controls, Recalled.parse(ctx.request.body).messageId),
      recalled: true,
    });
    ctx.body = {};
  });
  router.post('/chat/click', async (ctx) => {
    const { messageId, openId, value, name = null, formValue = null } = Clicked.parse(ctx.request.body);
    const message = messageOf(ctx, controls, messageId);
    if (message.type !== 'interactive' || message.recalled) ctx.throw(400, '这条消息不是可以点击的卡片');
    const person = personById(ctx, openId);
    if (!chatOf(message.chatId)?.members.includes(person)) ctx.throw(403, '这个人不在会话里');
    ctx.body = await clickCard(context, channel, { person, message, value, name, formValue });
  });
  router.post('/chat/menu', (ctx) => {
    const { openId, eventKey } = MenuChosen.parse(ctx.request.body);
    deliveries.send(menuChosen(personById(ctx, openId), eventKey, now()));
    ctx.body = {};
  });
  router.post('/chat/enter', (ctx) => {
    const person = personById(ctx, Entered.parse(ctx.request.body).openId);
    const chat = privateChatOf(person) ?? ctx.throw(404, '没有这个会话');
    const last = [...store.state.chat.messages.values()].findLast(({ chatId }) => chatId === chat.id) ?? null;
    deliveries.send(chatEntered(person, chat, last, now()));
    ctx.body = {};
  });
  router.get('/chat/files/:fileKey', (ctx) => {
    const file = store.state.chat.files.get(ctx.params.fileKey ?? '') ?? ctx.throw(404, '没有这个文件');
    ctx.attachment(file.name);
    ctx.type = 'application/octet-stream';
    ctx.set('x-content-type-options', 'nosniff');
    ctx.body = store.blobs.read(file.key);
  });
}

function messageOf(ctx: Koa.Context, { context }: ChatControls, messageId: string) {
  return context.store.state.chat.messages.get(messageId) ?? ctx.throw(404, '没有这条消息');
}

/** @throws 404 for an unknown open id */
function personById(ctx: Koa.Context, openId: string): Person {
  return personOf(openId) ?? ctx.throw(404, '没有这个人');
}
