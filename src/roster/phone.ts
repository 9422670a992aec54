import { cleanCode } from './clean-cell.ts';
import { isScientific } from './spreadsheet-damage.ts';

export type PhoneReading =
  /** `phone` is empty where the cell holds none that can be trusted. */
  | { kind: 'accepted'; phone: string; warning: 'phone_masked' | 'phone_invalid' | 'phone_multiple' | null }
  | { kind: 'rejected'; code: 'phone_scientific' };

const separator = /[;,、/|]/;
const masked = /\*/;
const grouping = /[\s().\-\u2010-\u2015]/g;
const chinaPrefix = /^(?:\+86|86(?=1\d{10}$))/;
/** An 11-digit mobile number, or an area code (which begins with 0) with a landline number. */
const chinaNumber = /^(?:1\d{10}|0\d{9,11})$/;
/** At most 15 digits with the country code: https://www.itu.int/rec/T-REC-E.164 */
const foreignNumber = /^\+(?!86)[1-9]\d{6,14}$/;

/**
 * Reads a phone cell: digits only, without `+86`; any other country code stays with its `+`.
 * A masked or impossible number is not stored, of several the first is; each comes with a warning.
 * A number in scientific notation is rejected, because it proves that a spreadsheet has damaged the file.
 */
export function readPhone(text: string): PhoneReading {
  const value = cleanCode(text);
  if (value === '') return { kind: 'accepted', phone: '', warning: null };
  if (isScientific(value)) return { kind: 'rejected', code: 'phone_scientific' };
  const single = toPhone(value);
  if (single !== null) return { kind: 'accepted', phone: single, warning: null };
  const parts = splitParts(value);
  const first = parts.map(toPhone).find((phone) => phone !== null);
  if (first !== undefined) {
    return { kind: 'accepted', phone: first, warning: parts.length > 1 ? 'phone_multiple' : null };
  }
  return { kind: 'accepted', phone: '', warning: masked.test(value) ? 'phone_masked' : 'phone_invalid' };
}

/** Blanks part numbers only where nothing else does: they also group the digits of one number. */
function splitParts(value: string): string[] {
  const parts = value.split(separator.test(value) ? separator : ' ').filter((part) => part.trim() !== '');
  return [...new Set(parts)];
}

function toPhone(text: string): string | null {
  const number = text.replace(grouping, '').replace(/^00/, '+').replace(chinaPrefix, '');
  return chinaNumber.test(number) || foreignNumber.test(number) ? number : null;
}
