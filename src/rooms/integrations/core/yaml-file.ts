import type { PlanPath } from './plan-problem.ts';
import { type PlainYaml, readPlainYaml } from './read-plain-yaml.ts';
import { type Place, readYaml, type YamlFile } from './read-yaml.ts';

/** Lines and columns of offsets, counted from 1; the line ends are looked for once. */
function placesIn(text: string): (offset: number) => Place {
  let starts: number[] | null = null;
  return (offset) => {
    if (starts === null) {
      starts = [0];
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    }
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/**
 * Places in a file that was read the short way. It kept no place but where the records begin: what is asked for inside of a record is looked up in that
 * record alone, read the long way, and the rest, which is short where it is not a record, in the whole file.
 */
function placesOf(text: string, { tops, items }: PlainYaml): YamlFile['placeOf'] {
  const placeAt = placesIn(text);
  let whole: YamlFile | null = null;
  let record: { readonly from: number; readonly file: YamlFile } | null = null;
  const inRecord = (from: number, to: number): YamlFile => {
    if (record?.from !== from) record = { from, file: readYaml(text.slice(from, to)) };
    return record.file;
  };
  const inWhole = (at: PlanPath, onKey: boolean): Place => {
    whole ??= readYaml(text);
    return whole.placeOf(at, onKey);
  };
  const ofRecord = (at: PlanPath, onKey: boolean): Place | null => {
    const [section, index, ...deeper] = at;
    if (typeof section !== 'string' || typeof index !== 'number') return null;
    const item = items.get(section)?.[index];
    const next = items.get(section)?.[index + 1];
    if (item === undefined || next === undefined) return null;
    if (deeper.length === 0 && item.from !== null) return placeAt(item.from);
    const { line, column } = inRecord(item.line, next.line).placeOf([0, ...deeper], onKey);
    return { line: line + placeAt(item.line).line - 1, column };
  };
  const ofTop = ([section, ...deeper]: PlanPath, onKey: boolean): Place | null => {
    if (deeper.length > 0) return null;
    const top = typeof section === 'string' ? tops.get(section) : undefined;
    const offset = onKey ? top?.key : top?.value;
    const start = top === undefined ? [...tops.values()][0]?.key : offset;
    return start == null ? null : placeAt(start);
  };
  return (at, onKey = false) => ofRecord(at, onKey) ?? ofTop(at, onKey) ?? inWhole(at, onKey);
}

/** A YAML text as plain values with their places: the short way where it is written as most are, else the long way. */
export function readYamlFile(text: string): YamlFile {
  const plain = readPlainYaml(text);
  return plain === null ? readYaml(text) : { value: plain.value, findings: [], faults: [], placeOf: placesOf(text, plain) };
}
