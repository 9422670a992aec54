import { afterEach, expect, it } from 'vitest';
import { done, json, refusal } from './answers.ts';
import { type Answer, startChatServer } from './chat-server.ts';

type Server = Awaited<ReturnType<typeof startChatServer>>;
let server: Server;
afterEach(() => server.close());

const commands = [
  { name: 'help', description: '使用说明' },
  { name: 'rerun', description: '重新同步' },
];
const known = (...items: [string, string, string][]): Answer =>
  json({
    code: 0,
    data: {
      items: items.map(([command_id, command, default_value]) => ({
        command_id,
        command,
        description: { default_value },
      })),
    },
  });

async function register(...answers: Answer[]): Promise<string[]> {
  server = await startChatServer(answers);
  await server.registerCommands(commands);
  return server.requests.map(({ line }) => line.replace('/open-apis/application/v7/app_slash_commands', ''));
}
const body = (index: number) => JSON.parse(String(server.requests[index]?.body));

it('commands that Feishu does not know are added', async () => {
  expect(await register(known(), done)).toEqual(['GET ', 'POST ', 'POST ']);
  expect(body(1)).toEqual({
    command: 'help',
    description: { default_value: '使用说明', i18n: { zh_cn: '使用说明' } },
  });
});

it('commands that Feishu knows already are left as they are', async () => {
  expect(
    await register(known(['c1', 'help', '使用说明'], ['c2', 'rerun', '重新同步'], ['c3', 'other', 'x'])),
  ).toEqual(['GET ']);
});

it('commands that Feishu words otherwise are reworded', async () => {
  expect(await register(known(['c1', 'help', '帮助'], ['c2', 'rerun', '重新同步']), done)).toEqual([
    'GET ',
    'PATCH /c1',
  ]);
  expect(body(1)).toEqual({ description: { default_value: '使用说明', i18n: { zh_cn: '使用说明' } } });
});

it.each<[string, Answer]>([
  ['meets a Feishu without such commands', json({}, 404)],
  ['meets a busy Feishu', refusal(99991400)],
])('an app that %s goes on without, and asks only once', async (_, answer) => {
  expect(await register(answer)).toEqual(['GET ']);
});

it('an app that lacks the scopes goes on without, and asks for each only once', async () => {
  expect(await register(refusal(99991672))).toEqual(['GET ', 'POST ']);
});

it('an app that may not list its commands adds them all the same, known ones in vain', async () => {
  expect(await register(refusal(99991672), refusal(40000000), done)).toEqual(['GET ', 'POST ', 'POST ']);
  expect(body(2)).toMatchObject({ command: 'rerun' });
});

it('commands on a later page are known too', async () => {
  const first: Answer = json({ code: 0, data: { items: [], has_more: true, page_token: 'p2' } });
  expect(await register(first, known(['c1', 'help', '使用说明'], ['c2', 'rerun', '重新同步']))).toEqual([
    'GET ',
    'GET ?page_token=p2',
  ]);
});

it('what another process has added in the same moment does no harm', async () => {
  expect(await register(known(), refusal(40000000), done)).toEqual(['GET ', 'POST ', 'POST ']);
});
