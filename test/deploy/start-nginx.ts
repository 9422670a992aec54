import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from '../support/find-program.ts';

export interface RunningNginx {
  /** Of the certificate that it shows. */
  certificate: Buffer;
  /** What it has logged of requests. */
  accessLog(): string;
  close(): Promise<void>;
}

export interface NginxPlaces {
  service: string;
  httpPort: number;
  httpsPort: number;
}

const example = new URL('../../deploy/nginx.conf', import.meta.url);

/** The example, with the places of a test in it. Each change must find what it changes. */
function exampleFor({ service, httpPort, httpsPort }: NginxPlaces, folder: string): string {
  const changes: [string, string][] = [
    ['listen 80;', `listen 127.0.0.1:${httpPort};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${httpsPort} ssl;`],
    ['/etc/ssl/sync.example.org/fullchain.pem', join(folder, 'certificate.pem')],
    ['/etc/ssl/sync.example.org/privkey.pem', join(folder, 'key.pem')],
    ['http://127.0.0.1:3000', service],
    ['/var/log/nginx/access.log', join(folder, 'access.log')],
  ];
  return changes.reduce(
    (text, [from, to]) => {
      if (text.split(from).length !== 2) throw new Error(`the example does not have once: ${from}`);
      return text.replace(from, to);
    },
    readFileSync(example, 'utf8'),
  );
}

/** Real nginx with the example as its only site, in the foreground and in a folder of its own. */
export async function startNginx(places: NginxPlaces): Promise<RunningNginx> {
  const folder = mkdtempSync(join(tmpdir(), 'nvc-nginx-'));
  // Started by root, its workers are somebody else.
  chmodSync(folder, 0o755);
  const certificate = makeCertificate(folder);
  writeFileSync(join(folder, 'site.conf'), exampleFor(places, folder));
  writeFileSync(join(folder, 'nginx.conf'), around(folder));
  const program = findProgram('nginx') ?? 'nginx';
  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  while (!(await isListening(places.httpPort))) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`);
    await sleep(20);
  }
  return {
    certificate,
    accessLog: () => readFileSync(join(folder, 'access.log'), 'utf8'),
    async close() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

/** What a distribution's own nginx.conf has around its sites, without anything outside of the folder. */
function around(folder: string): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  return `daemon off;
pid ${join(folder, 'pid')};
error_log stderr warn;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
  access_log off;
  ${places.join('\n  ')}
  include ${join(folder, 'site.conf')};
}
`;
}

function makeCertificate(folder: string): Buffer {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  execFileSync(
    findProgram('openssl') ?? 'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  return readFileSync(certificate);
}

async function isListening(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).then(
    () => true,
    () => false,
  );
}
