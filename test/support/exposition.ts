/** One value of a metric. */
export interface Sample {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

interface Family {
  type: string;
  samples: Sample[];
}

const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;

/**
 * Reads the text format of Prometheus as strictly as its page describes it:
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 * @throws Error for whatever a scraper would refuse
 */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line has no line feed');
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (keyword === 'TYPE') families.set(declared(name, families), { type: typeOf(rest), samples: [] });
    if (keyword !== undefined || line.startsWith('#')) continue;
    if (seen.has(line.slice(0, line.lastIndexOf(' ')))) throw new Error(`twice: ${line}`);
    seen.add(line.slice(0, line.lastIndexOf(' ')));
    const sample = readSample(line);
    familyOf(sample.name, families).samples.push(sample);
  }
  for (const [name, { type, samples }] of families) if (type === 'histogram') checkBuckets(name, samples);
  return families;
}

function declared(name: string, families: ReadonlyMap<string, Family>): string {
  if (!metricName.test(name) || families.has(name)) throw new Error(`declared badly or twice: ${name}`);
  return name;
}

function typeOf(word: string): string {
  if (!['counter', 'gauge', 'histogram', 'summary', 'untyped'].includes(word))
    throw new Error(`type ${word}`);
  return word;
}

function readSample(line: string): Sample {
  const [, name, labels = '', number = ''] = sampleLine.exec(line) ?? [];
  if (name === undefined) throw new Error(`no sample: ${line}`);
  const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number);
  if (Number.isNaN(value) && number !== 'NaN') throw new Error(`no number: ${line}`);
  return { name, labels: readLabels(labels), value };
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  label.lastIndex = 0;
  while (label.lastIndex < text.length) {
    const [, name = '', value = ''] = label.exec(text) ?? [];
    if (name === '' || name in labels) throw new Error(`bad labels: ${text}`);
    labels[name] = value;
  }
  return labels;
}

/** Samples of a histogram have names of their own. */
function familyOf(name: string, families: ReadonlyMap<string, Family>): Family {
  const family = families.get(name) ?? families.get(name.replace(/_(?:bucket|sum|count)$/, ''));
  if (family === undefined) throw new Error(`no type for ${name}`);
  return family;
}

function checkBuckets(name: string, samples: readonly Sample[]): void {
  const series = new Map<string, Sample[]>();
  for (const sample of samples) {
    const { le: _, ...others } = sample.labels;
    series.set(JSON.stringify(others), [...(series.get(JSON.stringify(others)) ?? []), sample]);
  }
  for (const [key, own] of series) {
    const buckets = own.filter((sample) => sample.name === `${name}_bucket`).map(({ value }) => value);
    const count = own.find((sample) => sample.name === `${name}_count`)?.value;
    if (buckets.some((value, index) => value < (buckets[index - 1] ?? 0))) throw new Error(`falls: ${name}`);
    if (count === undefined || buckets.at(-1) !== count) throw new Error(`+Inf is not all: ${name} ${key}`);
  }
}
