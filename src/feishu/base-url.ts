/** Which Base is meant, as far as its address says. */
export interface BaseReference {
  /** A wiki page has a token of its own, which leads to the Base but is not the Base's token. */
  kind: 'base' | 'wiki';
  token: string;
  /** The address without query, to build links on; null where only a token was given. */
  url: string | null;
}

const word = /^(wiki\/)?([A-Za-z0-9]+)(?:[?#_]|$)/;
const address = /^(https?:\/\/[^/?#\s]+\/(base|wiki)\/([A-Za-z0-9]+))(?:[/?#_]|$)/;

/** A Base in one word, as syncs keep it: its token, or `wiki/` and the token of the page that shows it. */
export function wordFor({ kind, token }: BaseReference): string {
  return kind === 'wiki' ? `wiki/${token}` : token;
}

/**
 * Reads the address of a Base or of the wiki page that holds it, or what `wordFor` makes of one. A Base embedded in a document has
 * the token `<Base>_<table>`. Query and `#` are dropped.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/bitable-overview
 * @returns null if the text is neither
 */
export function parseBaseReference(text: string): BaseReference | null {
  const trimmed = text.trim();
  const [, url, kind, pathToken] = address.exec(trimmed) ?? [];
  if (url !== undefined && pathToken !== undefined) {
    return { kind: kind === 'wiki' ? 'wiki' : 'base', token: pathToken, url };
  }
  const [, page, bare] = word.exec(trimmed) ?? [];
  if (bare === undefined) return null;
  return { kind: page === undefined ? 'base' : 'wiki', token: bare, url: null };
}

/**
 * Reads a table by its name, its id, or the address under which a browser shows it, where `table=` has its id.
 * @returns its id, or the text as it is; null for an address that names no table
 */
export function parseTableReference(text: string): string | null {
  const trimmed = text.trim();
  if (!/^https?:\/\//.test(trimmed)) return trimmed;
  return /[?&]table=(tbl[A-Za-z0-9]+)/.exec(trimmed)?.[1] ?? null;
}
