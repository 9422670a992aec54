import { parseArgs } from 'node:util';
import type { DeliveryTarget } from './events/delivery-request.ts';
import { type Sandbox, startSandbox } from './start-sandbox.ts';

const usage = `用法：npm run sandbox -- [--port 4100] [--data 目录] [--empty]
      [--settings '{"searchLagMs":10000}'] [--faults '[{"path":"*/batch_create","action":{"kind":"drop"}}]']
      [--event-url 事件请求地址 --verification-token 值 --encrypt-key 值]`;

// A closed output (EPIPE) must not end the process.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

if (process.argv.includes('--help')) {
  process.stdout.write(`${usage}\n`);
  process.exit();
}

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4100' },
      data: { type: 'string' },
      empty: { type: 'boolean', default: false },
      settings: { type: 'string', default: '{}' },
      faults: { type: 'string', default: '[]' },
      'event-url': { type: 'string' },
      'verification-token': { type: 'string', default: '' },
      'encrypt-key': { type: 'string', default: '' },
    },
  });
  const { 'event-url': eventUrl } = values;
  if (eventUrl !== undefined && !URL.canParse(eventUrl)) throw new Error('--event-url 不是有效的网址。');
  const sandbox = await startSandbox({
    host: '127.0.0.1',
    port: Number(values.port),
    dataDir: values.data ?? null,
    seed: values.empty ? 'empty' : 'example',
    settings: JSON.parse(values.settings),
    faults: JSON.parse(values.faults),
  });
  process.stdout.write(greeting(sandbox, values.data));
  if (eventUrl !== undefined) {
    void deliverOnceUp(sandbox, {
      url: eventUrl,
      verificationToken: values['verification-token'],
      encryptKey: values['encrypt-key'],
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close());
  }
} catch (error) {
  process.stderr.write(`${reason(error)}\n${usage}\n`);
  process.exitCode = 1;
}

/** The service is started after its platform, so its address is asked again until it answers. */
async function deliverOnceUp(sandbox: Sandbox, target: DeliveryTarget): Promise<void> {
  process.stdout.write(`正在等待 ${target.url} 应答…\n`);
  await sandbox.deliverOnceUp(target);
  process.stdout.write('事件将发送到该地址。\n');
}

function greeting(sandbox: Sandbox, dataDir: string | undefined): string {
  return `演示模式，未写入真实飞书：演示用的飞书开放平台已启动。
查看两张表：${sandbox.url}/sandbox
${dataDir === undefined ? '数据只在内存中，停止后不保留。' : `数据保存在：${dataDir}`}

要让服务连接它，请设置：
FEISHU_DOMAIN=${sandbox.url}
FEISHU_APP_ID=${sandbox.appId}
FEISHU_APP_SECRET=${sandbox.appSecret}
BITABLE_APP_TOKEN=${sandbox.baseToken}
`;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? '端口已被占用，请用 --port 另选一个（0 为任意空闲端口）。' : `无法启动：${error.message}`;
}
