import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { parseBaseReference } from '../base-url.ts';
import { answerOf, type Calls } from '../calls/call.ts';

const NodeBody = z.object({
  data: z.object({ node: z.object({ obj_type: z.string(), obj_token: z.string() }) }),
});

/**
 * The token under which the Base takes calls. A wiki page is asked for the Base it shows:
 * https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/wiki-v2/space/get_node
 * @param text URL or token, as configured
 * @throws AppError `wrong_base_token` if it is neither, or the wiki page is no Base
 */
export async function locateBase(calls: Calls, text: string): Promise<string> {
  const reference = parseBaseReference(text);
  if (reference === null) throw new AppError('wrong_base_token');
  if (reference.kind === 'base') return reference.token;
  const { node } = answerOf(await readNode(calls, reference.token)).data;
  if (node.obj_type !== 'bitable') throw new AppError('wrong_base_token');
  return node.obj_token;
}

function readNode(calls: Calls, token: string) {
  return calls.read({
    name: 'wiki get_node',
    send: (client, authorization) => client.wiki.v2.space.getNode({ params: { token } }, authorization),
    body: NodeBody,
  });
}
