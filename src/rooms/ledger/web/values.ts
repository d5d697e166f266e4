import type { FieldChange } from '../../../design/parts/HistoryList.tsx';
import type { Entry } from '../contract.ts';

/** A value of a record as text: nothing is rounded, nothing translated, for this is evidence. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return JSON.stringify(value, null, typeof value === 'object' ? 1 : undefined);
}

/** "/goLive/start" as "goLive › start" */
export const fieldText = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ') || 'whole record';

const machineId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which fields an entry changed, for a cell: each once, without the ids of the parts that they lie in. The entry itself tells all. */
export const fieldsText = (pointers: readonly string[]): string =>
  [
    ...new Set(
      pointers.map((pointer) => {
        const parts = pointer.split('/').slice(1);
        const idAt = parts.findIndex((part) => machineId.test(part));
        const told = idAt < 0 ? parts.slice(0, 3) : parts.slice(0, idAt);
        return fieldText(`/${told.join('/')}`);
      }),
    ),
  ].join(', ');

export const changesOf = (entry: Entry): readonly FieldChange[] =>
  entry.changes.map((change) => ({
    field: fieldText(change.field),
    before: valueText(change.old),
    after: valueText(change.new),
  }));

export const actorOf = ({ actor }: Entry): string => actor.name ?? (actor.kind === 'person' ? 'Erased person' : actor.kind);

export const subjectOf = ({ subject }: Entry): string => subject.key ?? subject.label ?? subject.id.slice(0, 8);

export const historyHref = ({ subject }: Entry): string => `/records/${subject.kind}/${subject.key ?? subject.id}`;

/** "api-token" as "API token" */
export function kindText(kind: string): string {
  const words = kind.replaceAll('-', ' ').replace(/^api\b/, 'API');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

const instantText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
export const isInstant = (text: string): boolean => instantText.test(text) && !Number.isNaN(Date.parse(text));

/** "conditionalUntil" as "Conditional until"; a key or an id stays as it is. */
export function wordsOfField(name: string): string {
  if (!/^[a-z]+([A-Z][a-z]*)*$/.test(name)) return name;
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Seconds as a person says them. */
export function lagText(ms: number): string {
  if (ms < 1_000) return 'under a second';
  if (ms < 120_000) return `${Math.round(ms / 1_000)} seconds`;
  return `${Math.round(ms / 60_000)} minutes`;
}
