/** Names of what values point at, by id: people, units, applications, records. */
export type Names = ReadonlyMap<string, string>;

const instantText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;
const codeText = /^[a-z]+(-[a-z]+)+$/;

/** "conditionalUntil" as "conditional until", "in-progress" as "in progress". */
const wordsOf = (name: string): string =>
  /^[a-z]+([A-Z][a-z]*)*$/.test(name)
    ? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/ ids?$/, '')
    : name.replaceAll('-', ' ');

/** "/goLive/start" as "go live, start"; a part that is an id is told by its name. */
export const sayField = (pointer: string, names: Names): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => names.get(part) ?? wordsOf(part))
    .join(', ') || 'the whole record';

/** A value with a label in place of a code: a name for an id, words for a code, the zone beside a time. */
export function sayValue(value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return JSON.stringify(value);
  const name = names.get(value);
  if (name !== undefined) return name;
  if (instantText.test(value)) return `${value.slice(0, 10)} ${value.slice(11, 16)} UTC`;
  return codeText.test(value) ? value.replaceAll('-', ' ') : value;
}

type Told = {
  readonly by: string;
  readonly roles: readonly string[];
  readonly says: string;
  readonly record: string;
  readonly changes: readonly { readonly field: string; readonly old: unknown; readonly new: unknown }[];
};

/** Changes that a sentence names; the rest is counted. */
const named = 3;

/** An entry of the trail as one sentence: who, in which role, did what to which record, and what became of its fields. */
export function sentenceOf({ by, roles, says, record, changes }: Told, names: Names): string {
  const who = roles.length === 0 ? by : `${by} (${roles.join(', ')})`;
  const told = changes
    .slice(0, named)
    .map((one) => `${sayField(one.field, names)} from ${sayValue(one.old, names)} to ${sayValue(one.new, names)}`);
  const more = changes.length - told.length;
  const rest = more > 0 ? [`${more} more ${more === 1 ? 'field' : 'fields'}`] : [];
  return [`${who} ${says}: ${record}`, ...told, ...rest].join('; ');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every id in the fields and values of entries. */
export const idsIn = (
  entries: readonly { readonly changes: readonly { readonly field: string; readonly old: unknown; readonly new: unknown }[] }[],
): readonly string[] => [
  ...new Set(
    entries
      .flatMap(({ changes }) => changes)
      .flatMap(({ field, old, new: now }) => [...field.split('/'), old, now])
      .filter((part): part is string => typeof part === 'string' && uuid.test(part)),
  ),
];
