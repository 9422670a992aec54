import { z } from 'zod';
import type { BaseContext } from '../base/base-context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { ChatFile, Message, Sender } from './chat-model.ts';
import { jsonText } from './json-text.ts';
import { isBotIn } from './open-message.ts';
import { chatOf } from './people.ts';

const largestUpload = 30 * 1024 * 1024;

/** Uploading a file to send, and downloading one that was sent. */
export function fileRoutes(context: BaseContext): VendorRoute[] {
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
function upload(context: BaseContext, { body }: VendorCall): object {
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
  { store, newId }: BaseContext,
  about: { name: string; type: string; uploader: Sender },
  bytes: Buffer,
): ChatFile {
  const file = { ...about, key: newId('file_v3_', 32), size: bytes.length };
  store.blobs.write(file.key, bytes);
  store.commit([{ kind: 'put_file', file }]);
  return file;
}

const FileContent = jsonText.pipe(z.object({ file_key: z.string() }));

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-resource/get */
function download(context: BaseContext, call: VendorCall): Buffer {
  const { chat: said } = context.store.state;
  const message = said.messages.get(call.param('message_id'));
  const asked = z.enum(['file', 'image']).safeParse(call.query.type);
  if (message === undefined || !asked.success) throw new VendorError('ResourceParamInvalid');
  const chat = chatOf(message.chatId);
  if (chat === null || !isBotIn(context, chat)) throw new VendorError('AppNotInChat');
  if (message.recalled) throw new VendorError('MessageDeleted');
  if (message.type === 'interactive') throw new VendorError('ResourceTypeUnsupported');
  if (!holds(message, call.param('file_key'))) throw new VendorError('FileNotInMessage');
  return context.store.blobs.read(call.param('file_key'));
}

function holds({ type, content }: Message, fileKey: string): boolean {
  return type === 'file' && FileContent.safeParse(content).data?.file_key === fileKey;
}
