/**
 * Cells in every shape in which Feishu has been seen to return them. Empty ones are left out, null, or empty objects:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/bitable-record-data-structure-overview
 */

const earliest = Date.UTC(1000, 0, 2);
const latest = Date.UTC(9999, 11, 31);

/** The text of a cell: of all segments of a text, of a single select, a phone, a number, a formula; '' if empty. */
export function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(cell);
  if (Array.isArray(cell)) return cell.map(cellText).join('');
  if (!isObject(cell)) return '';
  return cellText('text' in cell ? cell.text : cell.value);
}

/** The ids of the linked records, each once. */
export function linkedIds(cell: unknown): string[] {
  return [...new Set(idsIn(cell))];
}

/** An instant in epoch milliseconds; null if empty or not of a year with four digits. */
export function cellInstant(cell: unknown): number | null {
  return typeof cell === 'number' && cell >= earliest && cell < latest ? cell : null;
}

/** Whether a cell holds anything: empty ones come in many shapes, and an unchecked box is one of them. */
export function isFilled(cell: unknown): boolean {
  if (Array.isArray(cell)) return cell.some(isFilled);
  if (isObject(cell)) return Object.values(cell).some(isFilled);
  return cell !== undefined && cell !== null && cell !== '' && cell !== false;
}

/** Written as ids, read as `{link_record_ids}`, by older calls as `[{record_ids}]`. */
function idsIn(cell: unknown): string[] {
  if (typeof cell === 'string') return cell === '' ? [] : [cell];
  if (Array.isArray(cell)) return cell.flatMap(idsIn);
  return isObject(cell) ? idsIn(cell.link_record_ids ?? cell.record_ids) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
