import { readFileSync } from 'node:fs';
import type { Context } from 'koa';
import { fillTemplate } from '../answers/fill-template.ts';

/** What the page shows besides itself. */
export interface ShownLogin {
  /** Where to go afterwards. */
  next: string;
  /** What was wrong with the last attempt. */
  problem: string | null;
  /** The person's open_id where an administrator needs it, to be copied. */
  openId: string | null;
}

/** Answers with a page of `web/login/`, filled in. */
export type ShowLogin = (ctx: Context, shown: ShownLogin) => void;

/**
 * Reads the page once.
 * @param notice stands before everything; empty for none
 */
export function readLoginPage(file: string, notice: string): ShowLogin {
  const template = readFileSync(file, 'utf8');
  return (ctx, { next, problem, openId }) => {
    const parts: Record<string, string> = {
      notice,
      next,
      nextInQuery: encodeURIComponent(next),
      problem: problem ?? '',
      openId: openId ?? '',
    };
    ctx.set('Cache-Control', 'no-store');
    ctx.type = 'html';
    ctx.body = fillTemplate(template, parts);
  };
}
