import { readFileSync } from 'node:fs';
import { escapeHtml } from '../escape-html.ts';

/** What the form shows besides itself. */
export interface ShownLogin {
  /** Where to go afterwards. */
  next: string;
  /** What was wrong with the last attempt. */
  problem: string | null;
}

/** The form of `web/login/login.html`, filled in. */
export type LoginPage = (shown: ShownLogin) => string;

/** Reads the page once. */
export function readLoginPage(file: string): LoginPage {
  const template = readFileSync(file, 'utf8');
  return ({ next, problem }) => {
    const parts: Record<string, string> = { next, problem: problem ?? '' };
    return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(parts[name] ?? ''));
  };
}
