import { z } from 'zod';
import type { VendorErrorName } from '../platform/vendor-errors.ts';
import type { Cell } from '../state/base-model.ts';

/**
 * The field types of a Base: how a value is written, and what a wrong one is refused with
 * (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/bitable-record-data-structure-overview).
 */
export interface FieldType {
  /** Ways to show the type, the default first. */
  uiTypes: readonly string[];
  canBePrimary: boolean;
  /** What filters may ask, see `filter.ts`. */
  filteredAs: 'text' | 'number' | 'choice' | 'date' | 'checkbox' | 'presence' | 'nothing';
  /** null: the platform fills the cell itself. */
  written: { value: z.ZodType<Cell>; refusal: VendorErrorName } | null;
}

/** A text cell holds 100,000 characters; the refusal for more is 1254130. */
export const longestText = 100_000;
/** A link cell holds 500 records; which refusal more of them get is undocumented, 1254130 is a reading. */
export const mostLinks = 500;

const ref = z.strictObject({ id: z.string() });
/** Milliseconds within what a calendar can show. */
const date = z.int().min(-8.64e15).max(8.64e15);
const link = z.array(z.string()).readonly();

const text: FieldType = {
  uiTypes: ['Text', 'Barcode', 'Email'],
  canBePrimary: true,
  filteredAs: 'text',
  written: { value: z.string(), refusal: 'TextFieldConvFail' },
};

function plain(
  uiType: string,
  filteredAs: FieldType['filteredAs'],
  value: z.ZodType<Cell>,
  refusal: VendorErrorName,
): FieldType {
  return { uiTypes: [uiType], canBePrimary: false, filteredAs, written: { value, refusal } };
}

function filledByPlatform(
  uiType: string,
  filteredAs: FieldType['filteredAs'],
  canBePrimary = false,
): FieldType {
  return { uiTypes: [uiType], canBePrimary, filteredAs, written: null };
}

const fieldTypes: ReadonlyMap<number, FieldType> = new Map([
  [1, text],
  [
    2,
    {
      ...plain('Number', 'number', z.number(), 'NumberFieldConvFail'),
      uiTypes: ['Number', 'Progress', 'Currency', 'Rating'],
      canBePrimary: true,
    },
  ],
  [3, plain('SingleSelect', 'choice', z.string(), 'SingleSelectFieldConvFail')],
  [4, plain('MultiSelect', 'choice', z.array(z.string()).max(1000).readonly(), 'MultiSelectFieldConvFail')],
  [5, { ...plain('DateTime', 'date', date, 'DatetimeFieldConvFail'), canBePrimary: true }],
  [7, plain('Checkbox', 'checkbox', z.boolean(), 'CheckboxFieldConvFail')],
  [11, plain('User', 'choice', z.array(ref).max(1000).readonly(), 'UserFieldConvFail')],
  [
    13,
    {
      ...plain(
        'Phone',
        'text',
        z
          .string()
          .max(64)
          .regex(/^(\+)?\d*$/),
        'PhoneFieldConvFail',
      ),
      canBePrimary: true,
    },
  ],
  [
    15,
    {
      ...plain('Url', 'text', z.strictObject({ text: z.string(), link: z.string() }), 'UrlFieldConvFail'),
      canBePrimary: true,
    },
  ],
  [
    17,
    plain(
      'Attachment',
      'presence',
      z
        .array(z.strictObject({ file_token: z.string() }))
        .max(100)
        .readonly(),
      'AttachFieldConvFail',
    ),
  ],
  [18, plain('SingleLink', 'choice', link, 'LinkFieldConvFail')],
  [19, filledByPlatform('Lookup', 'nothing')],
  [20, filledByPlatform('Formula', 'nothing', true)],
  [21, plain('DuplexLink', 'choice', link, 'DuplexLinkFieldConvFail')],
  [
    22,
    {
      ...plain('Location', 'text', z.string().regex(/^-?[\d.]+,-?[\d.]+$/), 'FieldTypesDoNotMatch'),
      canBePrimary: true,
    },
  ],
  [23, plain('GroupChat', 'choice', z.array(ref).max(10).readonly(), 'FieldTypesDoNotMatch')],
  [1001, filledByPlatform('CreatedTime', 'date')],
  [1002, filledByPlatform('ModifiedTime', 'date')],
  [1003, filledByPlatform('CreatedUser', 'choice')],
  [1004, filledByPlatform('ModifiedUser', 'choice')],
  [1005, filledByPlatform('AutoNumber', 'text')],
]);

/** The type with this number; undefined for one that no field can have. */
export function fieldTypeOf(type: number): FieldType | undefined {
  return fieldTypes.get(type);
}
