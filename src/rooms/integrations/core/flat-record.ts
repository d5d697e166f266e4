import { byText } from './canonical-order.ts';

export type FlatValue = string | number | boolean | null;

/** Field by field: `goLive.start`, `phases[uat].end`, `scope.units`. What is absent is not listed. */
export type FlatRecord = ReadonlyMap<string, FlatValue>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const nameOfItem = (item: unknown, index: number): string => {
  if (isRecord(item) && typeof item.key === 'string') return item.key;
  return isRecord(item) && typeof item.name === 'string' ? item.name : String(index + 1);
};

function collect(value: unknown, field: string, into: Map<string, FlatValue>): void {
  if (isScalar(value)) into.set(field, value);
  else if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    if (value.length > 0) into.set(field, value.join(', '));
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, `${field}[${nameOfItem(item, index)}]`, into);
  } else if (isRecord(value)) {
    for (const [key, part] of Object.entries(value)) {
      if (!(key === 'key' && field.endsWith(']'))) collect(part, field === '' ? key : `${field}.${key}`, into);
    }
  }
}

/** The key of the record itself is no field; it names the row. */
export function flatRecord(record: object): FlatRecord {
  const into = new Map<string, FlatValue>();
  collect(record, '', into);
  into.delete('key');
  return new Map([...into].toSorted(([one], [two]) => byText(one, two)));
}
