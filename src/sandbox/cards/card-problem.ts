import type { z } from 'zod';

/** Why a card is refused, as the message API words it (https://open.feishu.cn/document/server-docs/im-v1/message/create). */
export interface CardProblem {
  /** The `ErrCode` inside the message. */
  subCode: number;
  message: string;
}

interface Words {
  path?: string;
  reason: string;
  value?: string;
}

function cardProblem(subCode: number, { path, reason, value }: Words): CardProblem {
  const parts = [
    `ErrCode: ${subCode}`,
    ...(path === undefined ? [] : [`ErrPath: ${path}`]),
    `ErrMsg: ${reason}`,
    ...(value === undefined ? [] : [`ErrorValue: ${value}`]),
  ];
  const message = `Failed to create card content, ext=${parts.join('; ')}; `;
  return { subCode, message };
}

export function notJson(value: string): CardProblem {
  return cardProblem(200621, {
    reason: 'parse card json err, please check whether the card json is correct',
    value,
  });
}

/** A tag or property that JSON 2.0 does not have there. */
export function unsupported(path: string, value: string): CardProblem {
  const reason = 'cards of schema V2 no longer support this capability';
  return cardProblem(200861, { path, reason, value: `unsupported ${value}` });
}

/** Too many elements, too many tables, or containers too deep; the last one's code is undocumented. */
export function overLimit(reason: string): CardProblem {
  return cardProblem(11310, { reason });
}

export const firstGeneration = cardProblem(200830, {
  reason: 'a card of schema V2 can not be updated to schema V1',
});

export const locked = cardProblem(11310, { reason: 'card action is lock' });

export function invalidUser(value: string): CardProblem {
  const reason = 'There is an invalid user resource(at/person) in your card';
  return cardProblem(100290, { reason, value });
}

export function invalidRows(path: string, value: string): CardProblem {
  return cardProblem(200914, { path, reason: 'table rows is invalid', value });
}

export function unknownRowName(path: string, value: string): CardProblem {
  return cardProblem(200915, { path, reason: 'table rows name is invalid', value });
}

export function invalidFormName(path: string, value: string): CardProblem {
  return cardProblem(200530, { path, reason: 'the name of a form component is empty or repeated', value });
}

/** The first thing wrong with the shape: unknown properties have a code of their own, wrong values are bad JSON. */
export function shapeProblem(error: z.ZodError, root: string): CardProblem {
  const [issue] = error.issues;
  const path = [root, ...(issue?.path ?? [])].join(' -> ');
  if (issue?.code === 'unrecognized_keys') return unsupported(path, `property ${issue.keys.join(', ')}`);
  return notJson(`${path}: ${issue?.message}`);
}
