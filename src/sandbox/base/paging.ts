import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import type { VendorCall } from '../platform/vendor-route.ts';

/** One page of a list, in the shape every list endpoint answers. */
export interface Page<Item> {
  has_more: boolean;
  page_token?: string;
  total: number;
  items: readonly Item[];
}

const defaultPageSize = 20;

/** What is cut into pages. */
export interface PagedList<Item> {
  /** Page tokens of one list do not fit another. */
  id: string;
  items: readonly Item[];
}

/**
 * Cuts the page a call asks for out of a list. What lies behind a `page_token` is its place in the list: rows
 * that come and go between two calls shift the pages, as nothing documented forbids.
 * @throws VendorError 1254011 or 99992402 for the page size, 1254002 for a page token not given out for this list,
 * 1254002 or 1254030 for one that has expired
 */
export function pageOf<Item>(
  context: SandboxContext,
  call: VendorCall,
  { id, items }: PagedList<Item>,
  largest: number,
): Page<Item> {
  const size = pageSize(call.query.page_size, largest);
  const from = placeOf(context, call.query.page_token, id);
  const to = from + size;
  const page = items.slice(from, to);
  if (to >= items.length) return { has_more: false, total: items.length, items: page };
  return { has_more: true, page_token: tokenOf(id, to, context.now()), total: items.length, items: page };
}

function pageSize(asked: string | undefined, largest: number): number {
  if (asked === undefined || asked === '') return defaultPageSize;
  const size = Number(asked);
  if (!Number.isInteger(size)) throw invalidPageSize(asked, 'must be an integer');
  if (size <= 0) throw new VendorError('PageSizeNotPositive');
  if (size > largest) throw invalidPageSize(asked, `the max value is ${largest}`);
  return size;
}

function invalidPageSize(value: string, description: string): VendorError {
  return new VendorError('FieldValidationFailed', {
    detail: { field_violations: [{ field: 'page_size', value, description }] },
  });
}

function tokenOf(list: string, place: number, issuedAt: number): string {
  return Buffer.from(`${list} ${place} ${issuedAt}`).toString('base64url');
}

function placeOf({ settings, now }: SandboxContext, token: string | undefined, list: string): number {
  if (token === undefined || token === '') return 0;
  const [givenFor, place, issuedAt] = Buffer.from(token, 'base64url').toString().split(' ');
  if (givenFor !== list || !/^\d+$/.test(place ?? '')) throw new VendorError('Fail');
  const { pageTokenMs, expiredPageToken } = settings();
  if (pageTokenMs !== null && now() - Number(issuedAt) >= pageTokenMs) {
    throw new VendorError(expiredPageToken === 1254002 ? 'Fail' : 'InvalidPageToken');
  }
  return Number(place);
}
