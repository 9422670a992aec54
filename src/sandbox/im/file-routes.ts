import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { ChatFile, Message } from '../state/chat-model.ts';
import { chatOf } from '../state/people.ts';
import { jsonText } from './json-text.ts';
import { isBotIn } from './open-message.ts';

const largestUpload = 30 * 1024 * 1024;

/** Uploading a file to send, and downloading one that was sent. */
export function fileRoutes(context: SandboxContext): VendorRoute[] {
  return [
    {
      method: 'POST',
      path: '/open-apis/im/v1/files',
      scopes: ['im:resource', 'im:resource:upload'],
      rate: perSecond(50),
      writes: true,
      formLimit: largestUpload,
      run: (call) => upload(context, call),
    },
    {
      method: 'GET',
      path: '/open-apis/im/v1/messages/:message_id/resources/:file_key',
      scopes: ['im:message', 'im:message:readonly', 'im:message.history:readonly'],
      rate: perSecond(50),
      writes: false,
      run: (call) => download(context, call),
    },
  ];
}

const Parts = z.array(z.object({ name: z.string(), bytes: z.instanceof(Buffer) }));
const FileType = z.enum(['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream']);

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/file/create */
function upload(context: SandboxContext, { body }: VendorCall): object {
  const parts = Parts.safeParse(body);
  const part = (name: string) => parts.data?.find((each) => each.name === name)?.bytes;
  const type = FileType.safeParse(part('file_type')?.toString());
  const name = part('file_name')?.toString();
  const bytes = part('file');
  if (!type.success || !name || bytes === undefined) throw new VendorError('ResourceParamInvalid');
  if (bytes.length === 0) throw new VendorError('FileEmpty');
  if (bytes.length > largestUpload) throw new VendorError('FileTooLarge');
  const file = keepFile(context, { name, type: type.data, uploader: { kind: 'bot' } }, bytes);
  return success({ file_key: file.key });
}

/** Keeps a file under a new key. */
export function keepFile(
  { store, newId }: SandboxContext,
  about: Omit<ChatFile, 'key' | 'size'>,
  bytes: Buffer,
): ChatFile {
  const key = newId(about.type === 'image' ? 'img_v3_' : 'file_v3_', 32);
  const file = { ...about, key, size: bytes.length };
  store.blobs.write(file.key, bytes);
  store.commit([{ kind: 'put_file', file }]);
  return file;
}

const Key = jsonText.pipe(
  z.union([
    z.object({ file_key: z.string() }).transform(({ file_key }) => file_key),
    z.object({ image_key: z.string() }).transform(({ image_key }) => image_key),
  ]),
);
/** By message type, the `type` to ask with. */
const downloadable: Partial<Record<Message['type'], string>> = { file: 'file', image: 'image' };

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-resource/get */
function download(context: SandboxContext, call: VendorCall): Buffer {
  const { chat: said } = context.store.state;
  const message = said.messages.get(call.param('message_id'));
  const asked = z.enum(['file', 'image']).safeParse(call.query.type);
  if (message === undefined || !asked.success) throw new VendorError('ResourceParamInvalid');
  const chat = chatOf(message.chatId);
  if (chat === null || !isBotIn(context, chat)) throw new VendorError('AppNotInChat');
  if (message.recalled) throw new VendorError('MessageDeleted');
  const isNever = ['interactive', 'folder', 'sticker'].includes(message.type);
  if (isNever) throw new VendorError('ResourceTypeUnsupported');
  const isHeld = Key.safeParse(message.content).data === call.param('file_key');
  if (!isHeld || downloadable[message.type] !== asked.data) throw new VendorError('FileNotInMessage');
  return context.store.blobs.read(call.param('file_key'));
}
