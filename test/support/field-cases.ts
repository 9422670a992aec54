import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { zip } from '../roster/xlsx-file.ts';
import { control } from './tables.ts';

/** What the keys mean is said in `expected.json` under `format`; see the README beside it. */
const folder = new URL('../samples/field/', import.meta.url);

const codes = z.array(z.string()).optional();
const Rejected = z.object({
  line: z.union([z.number(), z.array(z.number())]),
  codes,
  sheet: z.string().optional(),
  says: z.string().optional(),
});
const Warning = z.object({
  line: z.number().optional(),
  codes,
  says: z.string().optional(),
});
const said = z.union([z.string(), z.array(z.string())]).optional();
const SpotCheck = z.object({
  userId: z.string(),
  nickname: said,
  phone: said,
  course: said,
  date: said,
  ifPresent: z.boolean().optional(),
});
const Sentences = z.object({ contains: z.array(z.string()), lacks: z.array(z.string()) });
const Outcome = z.strictObject({
  status: z.array(z.string()),
  codes,
  rows: z.union([z.number(), z.array(z.number())]).optional(),
  validRows: z.number().optional(),
  uniqueLearners: z.number(),
  enrollments: z.number(),
  blankEnrollments: z.number().optional(),
  notEnrolled: z.number().optional(),
  rejected: z.array(Rejected).optional(),
  rejectedCodes: codes,
  either: z.array(Rejected.extend({ learners: z.number().optional() })).optional(),
  skipped: z.array(z.number()).optional(),
  warnings: z.array(z.union([Warning, z.array(Warning)])).optional(),
  unwarned: z.array(z.number()).optional(),
  onlyOnce: z.array(z.string()).optional(),
  spotChecks: z.array(SpotCheck).optional(),
  absent: z.array(z.string()).optional(),
  options: z.unknown().optional(),
  message: Sentences.optional(),
  report: Sentences.optional(),
});
export type Outcome = z.infer<typeof Outcome>;

const Recipe = z.object({
  kind: z.enum(['xlsx', 'csv']),
  header: z.array(z.string()),
  rows: z.number(),
  blankRows: z.number(),
  rowsAfter: z.number(),
  blankLine: z.string().optional(),
  data: z.array(z.array(z.string())),
});
type Recipe = z.infer<typeof Recipe>;

const Step = z.strictObject({
  file: z.string().optional(),
  name: z.string().optional(),
  recipe: Recipe.optional(),
  course: z.string().optional(),
  date: z.string().optional(),
  asks: z.string().optional(),
  mayAsk: z.string().optional(),
  sheets: z.array(z.object({ name: z.string(), rows: z.number(), proposed: z.boolean() })).optional(),
  answerSheets: z.array(z.string()).optional(),
  expect: z.array(Outcome),
});
export type Step = z.infer<typeof Step>;

const Cell = z.union([z.string(), z.number()]);
const Case = z.strictObject({
  rule: z.string(),
  source: z.string(),
  what: z.string(),
  base: z
    .object({
      fields: z
        .array(z.object({ table: z.enum(['learner', 'enrollment']), field: z.string(), type: z.number() }))
        .optional(),
      records: z
        .array(
          z.object({
            table: z.enum(['learner', 'enrollment']),
            rows: z.array(z.record(z.string(), Cell)),
          }),
        )
        .optional(),
    })
    .optional(),
  steps: z.array(Step),
});
export type FieldCase = z.infer<typeof Case>;

export const fieldCases = Object.entries(
  z
    .object({ cases: z.record(z.string(), Case) })
    .parse(JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'))).cases,
);

/** The file of a step, under the name it is uploaded with. */
export function fieldFile({ file, name, recipe }: Step): { name: string; bytes: Uint8Array } {
  if (recipe !== undefined) return { name: name ?? `made.${recipe.kind}`, bytes: makeFile(recipe) };
  if (file === undefined) throw new Error('a step without a file');
  return { name: name ?? file, bytes: readFileSync(new URL(file, folder)) };
}

function makeFile(recipe: Recipe): Buffer {
  return recipe.kind === 'xlsx' ? makeXlsx(recipe) : makeCsv(recipe);
}

function makeCsv({ header, rows, blankRows, blankLine = '', data }: Recipe): Buffer {
  const lines = [header, ...data.slice(0, rows)].map((cells) => cells.join(','));
  const after = data.slice(rows).map((cells) => cells.join(','));
  return Buffer.from([...lines, ...Array<string>(blankRows).fill(blankLine), ...after, ''].join('\n'));
}

function makeXlsx({ header, rows, blankRows, data }: Recipe): Buffer {
  let line = 0;
  const filled = (cells: readonly string[]) => {
    line++;
    const texts = cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`);
    return `<row r="${line}">${texts.join('')}</row>`;
  };
  const blank = () => {
    line++;
    return `<row r="${line}" s="1" customFormat="1"><c r="A${line}" s="1"/></row>`;
  };
  const before = [header, ...data.slice(0, rows)].map(filled);
  const between = Array.from({ length: blankRows }, blank);
  const xml = [...before, ...between, ...data.slice(rows).map(filled)].join('');
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="r" Type="${type}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="名单" sheetId="1" r:id="r"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r" Type="${type}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${xml}</sheetData></worksheet>`,
  });
}

export function isOneOf(expected: string | string[] | undefined, value: string): boolean {
  return expected === undefined || [expected].flat().includes(value);
}

const tableNames = { learner: '学员总表', enrollment: '学习记录表' } as const;

/** What the Base holds before the first upload, and how its fields differ. */
export async function prepareBase({ base }: FieldCase, sandboxUrl: string): Promise<void> {
  for (const { table, field, type } of base?.fields ?? []) {
    const edit = { action: 'change', table: tableNames[table], field, type };
    await control(sandboxUrl, 'POST', 'fields', edit);
  }
  for (const { table, rows } of base?.records ?? []) {
    const records = rows.map((cells) => ({ cells }));
    await control(sandboxUrl, 'POST', 'records', { table: tableNames[table], records });
  }
}

/** Which sheets a person chooses: those that are proposed, unless the case says otherwise. */
export function answerOf(step: Step, sheets: readonly { name: string; proposed: boolean }[]): string[] {
  return step.answerSheets ?? sheets.filter(({ proposed }) => proposed).map(({ name }) => name);
}
