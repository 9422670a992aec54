import { describe, expect, it } from 'vitest';
import { parseBaseReference } from '../../src/feishu/base-url.ts';

const token = 'CLRVbtTrRaQbLlsA11jcA0mynKg';
const url = `https://nvc.feishu.cn/base/${token}`;
const base = { kind: 'base', token, url };
const bare = { kind: 'base', token, url: null };

describe('parseBaseReference', () => {
  it.each([
    ['the address of a Base', url, base],
    ['with table and view', `${url}?table=tbl1&view=vew1`, base],
    ['with a trailing #', `${url}#`, base],
    ['with a trailing slash', ` ${url}/ `, base],
    [
      'of a Lark tenant',
      url.replace('feishu.cn', 'larksuite.com'),
      {
        ...base,
        url: url.replace('feishu.cn', 'larksuite.com'),
      },
    ],
    [
      'the address of a wiki page',
      'https://nvc.feishu.cn/wiki/WikiNode1?table=tbl1',
      {
        kind: 'wiki',
        token: 'WikiNode1',
        url: 'https://nvc.feishu.cn/wiki/WikiNode1',
      },
    ],
    ['a bare token', token, bare],
    ['a token copied with #', `${token}#`, bare],
    ['a token copied with the query', `${token}?table=tbl1`, bare],
    ['a Base embedded in a document', `${token}_tbl1`, bare],
    ['nothing', ' ', null],
    ['a sentence', '多维表格', null],
    ['the address of something else', 'https://nvc.feishu.cn/docx/Doc1', null],
    ['a path that would leave the API', '../admin', null],
  ])('%s', (_name, text, expected) => {
    expect(parseBaseReference(text)).toEqual(expected);
  });
});
