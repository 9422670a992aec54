import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/http/metrics/create-metrics.ts';
import { parseExposition } from '../support/exposition.ts';
import { readCopy, readDockerfile } from './dockerfile.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the Dockerfile', () => {
  const stages = readDockerfile(new URL('../../deploy/Dockerfile', import.meta.url));
  const last = stages.at(-1)?.instructions ?? [];
  const ignored = read('.dockerignore').split('\n');

  it('takes only files that are there, that Docker sees, and stages that were built before', () => {
    const known: (string | null)[] = [];
    for (const { name, instructions } of stages) {
      for (const { argument } of instructions.filter(({ keyword }) => keyword === 'COPY')) {
        const { from, sources } = readCopy(argument);
        if (from !== null) expect(known).toContain(from);
        else
          for (const source of sources) {
            expect(existsSync(new URL(`../../${source}`, import.meta.url))).toBe(true);
            expect(ignored).toContain(`!${source}`);
          }
      }
      known.push(name);
    }
    expect(ignored[0]).toBe('*');
  });

  it('builds on the same Node in all stages', () => {
    expect(new Set(stages.map(({ base }) => base)).size).toBe(1);
  });

  it('runs as somebody ordinary, with a health check and a volume', () => {
    const argumentOf = (word: string) => last.find(({ keyword }) => keyword === word)?.argument;
    expect(argumentOf('USER')).toBe('node');
    expect(argumentOf('VOLUME')).toBe('/data');
    expect(argumentOf('HEALTHCHECK')).toContain('/readyz');
  });

  it('starts as npm start does, and so does the unit', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
    const command = JSON.parse(last.find(({ keyword }) => keyword === 'CMD')?.argument ?? '[]') as string[];
    expect(command.join(' ')).toBe(scripts.start);
    expect(read('deploy/nvc-learner-sync.service')).toContain(`\nExecStart=/usr/bin/${scripts.start}\n`);
  });
});

describe('what watches the service knows its metrics', () => {
  const figures = { read: () => Promise.reject(new Error('not asked')) };
  const health = () => ({ isWorkerUp: true, feishu: 'ok', bot: 'off' as const });
  const metrics = createMetrics({ figures, health, now: () => new Date(), version: '1' });
  const expressions = [
    ...[...read('deploy/grafana-dashboard.json').matchAll(/"expr": "(.*)"/g)].map(([, text = '']) => text),
    ...[...read('deploy/alerts.yaml').matchAll(/expr: (.*)/g)].map(([, text = '']) => text),
  ];

  it('there are many', () => {
    expect(expressions.length).toBeGreaterThan(30);
  });

  it.each(expressions)('%s', async (expression) => {
    const known = [...parseExposition(await metrics.text()).keys()];
    const named = expression.match(/\b(?:nvc|process|nodejs)_\w+/g) ?? [];
    for (const name of named) expect(known).toContain(name.replace(/_(?:bucket|sum|count)$/, ''));
    expect(named.length + Number(expression.startsWith('up{'))).toBeGreaterThan(0);
  });

  it('every alert says what is wrong and what to do', () => {
    const alerts = read('deploy/alerts.yaml').split('- alert: ').slice(1);
    expect(alerts.length).toBeGreaterThan(8);
    for (const alert of alerts) expect(alert).toMatch(/summary: \p{Script=Han}[\s\S]*description: ".{20,}"/u);
  });
});
