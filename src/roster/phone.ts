import { dayAsWritten } from './calendar-day.ts';
import { cleanCode } from './clean-cell.ts';
import { isScientific } from './damaged-value.ts';

export type PhoneReading =
  /** `phone` is empty where the cell holds none that can be trusted. */
  | { kind: 'accepted'; phone: string; warning: 'phone_masked' | 'phone_invalid' | 'phone_multiple' | null }
  | { kind: 'rejected'; code: 'phone_scientific' };

const plainMobile = /^1\d{10}$/;
const separator = /[;,、/|]/;
const masked = /\*/;
const grouping = /[\s().\-\u2010-\u2015]/g;
/** A number that a program has made a decimal fraction. */
const fraction = /^([+\d][\d\s-]*)\.0+$/;
const chinaPrefix = /^(?:\+86|86(?=1\d{10}$))/;
/** Behind it the area code of a landline has no 0: `+86 10 12345678`. 400 and 800 are none. */
const chinaLandline = /^\+86(?=(?:10\d{8}|(?![48]00)[2-9]\d{8,10})$)/;
/** An 11-digit mobile number, or an area code (which begins with 0) with a landline number. */
const chinaNumber = /^(?:1\d{10}|0\d{9,11})$/;
/** At most 15 digits with the country code: https://www.itu.int/rec/T-REC-E.164 */
const foreignNumber = /^\+(?!86)[1-9]\d{6,14}$/;
/** Nothing Chinese begins like this, so it is a number from abroad, or a landline, without its prefix. */
const unprefixedNumber = /^(?!1)\d{8,15}$/;
/** A service number or one with an extension, which mean nothing without their marks. */
const service = '400-?\\d{3,4}-?\\d{3,4}';
const extension = ' ?(?:-|转|分机|#|,? ?ext\\.?) ?\\d{1,6}';
const withExtension = `(?:1\\d{10}|(?:\\(?0\\d{2,3}\\)?[- ]?)?\\d{7,8}|${service})${extension}`;
const asWritten = new RegExp(`^(?:\\+86[- ]?)?(?:${service}|${withExtension})$`, 'i');
/** What these name is an account, unless its number can be nothing but a phone. */
const account = /qq|(?<!同)微信(?!同)|we?chat|wx|身份证/i;
/** At least seven digits, some of which may be masked. */
const mayBeNumber = /(?:[\d*][^\d*]*){7}/;
/** What may be a number among other words. */
const numberInText = new RegExp(`\\+?\\d[\\d\\s()\\-\\u2010-\\u2015]{5,}\\d(?:${extension}(?!\\d))?`, 'gi');

/**
 * Reads a phone cell: digits only, without `+86`; any other country code stays with its `+`, and a service number or one
 * with an extension as it is written. A masked or impossible number is not stored, of several the first is; each comes with
 * a warning. A number in scientific notation is rejected, because it proves that a spreadsheet has damaged the file.
 */
export function readPhone(text: string): PhoneReading {
  if (plainMobile.test(text)) return accepted(text);
  const value = cleanCode(text).replace(fraction, '$1');
  if (value === '') return accepted('');
  if (isScientific(value)) return { kind: 'rejected', code: 'phone_scientific' };
  const single = toPhone(value);
  if (single !== null) return accepted(single);
  const parts = splitParts(value);
  const mayBeElse = account.test(value) || parts.some(isPiece);
  const [first] = parts
    .flatMap((part) => toPhone(part) ?? [])
    .filter((phone) => !mayBeElse || isCertain(phone));
  if (first !== undefined) {
    const numbers = parts.filter((part) => mayBeNumber.test(part));
    return { kind: 'accepted', phone: first, warning: numbers.length > 1 ? 'phone_multiple' : null };
  }
  return readRemark(value);
}

/** What two spellings of one number have in common: `+`, `00` and marks do not count. For comparing only. */
export function phoneKey(phone: string): string {
  return phone.replace(/^\+|^00/, '').replace(grouping, '');
}

/** A remark that holds a number: `19900001234(微信同号)`, `手机:19900001234`. */
function readRemark(value: string): PhoneReading {
  const numbers = new Set((value.match(numberInText) ?? []).flatMap(numberOfText));
  const [first] = numbers;
  if (first !== undefined) {
    return { kind: 'accepted', phone: first, warning: numbers.size > 1 ? 'phone_multiple' : null };
  }
  return { kind: 'accepted', phone: '', warning: masked.test(value) ? 'phone_masked' : 'phone_invalid' };
}

/** Among words, only what cannot be anything else: not the number of an account somewhere. */
function numberOfText(text: string): string[] {
  const number = withoutPrefix(text);
  if (isCertain(number)) return [number];
  return /^(?:\+|0|1\d{10}|400)/.test(text) && asWritten.test(text) ? [text] : [];
}

function isCertain(number: string): boolean {
  return chinaNumber.test(number) || foreignNumber.test(number);
}

function accepted(phone: string): PhoneReading {
  return { kind: 'accepted', phone, warning: null };
}

/** Blanks part numbers only where nothing else does: they also group the digits of one number. */
function splitParts(value: string): string[] {
  const parts = value.split(separator.test(value) ? separator : ' ').filter((part) => part.trim() !== '');
  return [...new Set(parts)].filter((part) => !isDay(part));
}

/** Digits that are no number by themselves: others beside them may belong to them. */
function isPiece(part: string): boolean {
  return /\d/.test(part) && !mayBeNumber.test(part);
}

function toPhone(text: string): string | null {
  const number = withoutPrefix(text);
  if (isCertain(number)) return number;
  const written = text.trim();
  if (asWritten.test(written)) return written;
  return unprefixedNumber.test(number) && !isDay(written) ? number : null;
}

/** With its marks; its digits alone may be a number as well. */
function isDay(text: string): boolean {
  return /\D/.test(text) && dayAsWritten(text.trim()) !== null;
}

function withoutPrefix(text: string): string {
  return text.replace(grouping, '').replace(/^00/, '+').replace(chinaLandline, '0').replace(chinaPrefix, '');
}
