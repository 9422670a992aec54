/** A record of the stand-in Feishu as a person sees it: days in the Base's zone, links with their record ids. */
export interface ShownRecord {
  recordId: string;
  cells: Record<string, string | { recordId: string }[]>;
}

export interface ShownTables {
  learners: ShownRecord[];
  enrollments: ShownRecord[];
}

export async function readTables(sandboxUrl: string): Promise<ShownTables> {
  return {
    learners: await readTable(sandboxUrl, '学员总表'),
    enrollments: await readTable(sandboxUrl, '学习记录表'),
  };
}

async function readTable(sandboxUrl: string, table: string): Promise<ShownRecord[]> {
  const records: ShownRecord[] = [];
  for (;;) {
    const query = `offset=${records.length}&limit=1000`;
    const response = await fetch(`${sandboxUrl}/sandbox/api/tables/${encodeURIComponent(table)}?${query}`);
    const page = (await response.json()) as { total: number; records: ShownRecord[] };
    records.push(...page.records);
    if (records.length >= page.total) return records;
  }
}

/** A control call to the stand-in, such as a fault or a person's edit. */
export async function control(
  sandboxUrl: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${sandboxUrl}/sandbox/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

export interface VendorCall {
  method: string;
  path: string;
  code: number | null;
}

export async function callsOf(sandboxUrl: string): Promise<VendorCall[]> {
  const answer = (await control(sandboxUrl, 'GET', 'calls')) as { calls: VendorCall[] } | VendorCall[];
  return Array.isArray(answer) ? answer : answer.calls;
}

function linksOf(record: ShownRecord, field: string): string[] {
  const cell = record.cells[field];
  return Array.isArray(cell) ? cell.map(({ recordId }) => recordId) : [];
}

/** Both tables without record ids, so that two runs can be compared. */
export function contentOf({ learners, enrollments }: ShownTables): {
  learners: string[];
  enrollments: string[];
} {
  const owner = new Map(learners.map(({ recordId, cells }) => [recordId, cells.用户ID]));
  return {
    learners: learners
      .map((record) => {
        const { 学习记录: _links, ...cells } = record.cells;
        return JSON.stringify([cells, linksOf(record, '学习记录').length]);
      })
      .sort(),
    enrollments: enrollments
      .map(({ cells: { 关联到学员总表: links, ...cells } }) =>
        JSON.stringify([
          cells,
          Array.isArray(links) ? links.map(({ recordId }) => owner.get(recordId)) : links,
        ]),
      )
      .sort(),
  };
}

/** Every enrollment links exactly one learner, its own, and that learner links back. */
export function brokenLinks({ learners, enrollments }: ShownTables): string[] {
  const byId = new Map(learners.map((learner) => [learner.recordId, learner]));
  const broken = enrollments.filter((enrollment) => {
    const [learnerId, ...others] = linksOf(enrollment, '关联到学员总表');
    const learner = byId.get(learnerId ?? '');
    if (learner === undefined || others.length > 0) return true;
    const isOwn = String(learner.cells.用户ID).trim() === String(enrollment.cells.用户ID).trim();
    return !isOwn || !linksOf(learner, '学习记录').includes(enrollment.recordId);
  });
  return broken.map(({ recordId }) => recordId);
}
