import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../http/start-app.ts';

const web = fileURLToPath(new URL('../../web/', import.meta.url));
const files = readdirSync(web, { recursive: true, encoding: 'utf8' });

/** How text becomes markup, or code. What people wrote is only ever put in as text. */
const makesMarkup =
  /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML|srcdoc|\beval\b|new Function|javascript:|setAttribute\(\s*['"](?:on|href|src|style)/i;

it.each(files.filter((name) => name.endsWith('.js')))('%s puts in text as text', (name) => {
  expect(makesMarkup.exec(readFileSync(join(web, name), 'utf8'))?.[0]).toBeUndefined();
});

it.each(files.filter((name) => name.endsWith('.html')))(
  '%s holds no code that its policy would have to allow',
  (name) => {
    const page = readFileSync(join(web, name), 'utf8');
    expect(page).not.toMatch(
      /<script(?![^>]*\bsrc=)|\son\w+\s*=|\sstyle\s*=|<style|javascript:|<base|<iframe/i,
    );
  },
);

describe('the form to log in', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ access: { kind: 'password', password: 'a long password', secret: 'secret' } });
  });
  afterAll(() => app.close());

  it.each(['/"><script>alert(1)</script>', "/'onfocus='alert(1)", '/{{problem}}', '/$&$`'])(
    'takes %s along as text',
    async (next) => {
      const page = await (await fetch(`${app.url}/login?next=${encodeURIComponent(next)}`)).text();
      expect(page.match(/<script|onfocus='/)).toBeNull();
      expect(page.match(/<input type="hidden" name="next" value="[^"<>]*">/g)).toHaveLength(1);
      expect(page).not.toContain('{{');
    },
  );
});
