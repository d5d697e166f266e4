import { countRows, type FieldChange, type PlanAction, type PlanRow, type PlanSubject } from './diff-plan.ts';
import type { FlatValue } from './flat-record.ts';

const signs: Readonly<Record<PlanAction, string>> = { create: '+', change: '~', withdraw: '-', unchanged: ' ' };

const plurals: Readonly<Record<PlanSubject, string>> = {
  unit: 'Units',
  application: 'Applications',
  dependency: 'Dependencies',
  calendar: 'Working calendars',
  window: 'Windows',
  freeze: 'Freezes',
  release: 'Releases',
  history: 'Imported history',
};

/** Characters that turn the direction of text or show nothing. */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Quoted as JSON does, so that a line break or an escape sequence of a terminal shows as text. */
const shown = (value: FlatValue): string =>
  value === null
    ? '(none)'
    : JSON.stringify(value).replaceAll(invisible, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

const fieldLine = ({ field, old, new: next }: FieldChange, action: PlanAction): string =>
  action === 'create' ? `      ${field}: ${shown(next)}` : `      ${field}: ${shown(old)} -> ${shown(next)}`;

const recordLines = (row: PlanRow): string[] => [
  `  ${signs[row.action]} ${row.subject} ${row.key}`,
  ...row.fields.map((field) => fieldLine(field, row.action)),
];

/** What `interlock plan` prints: only what would change, then the sums. */
export function renderDiff(rows: readonly PlanRow[]): string {
  const changing = Map.groupBy(
    rows.filter((row) => row.action !== 'unchanged'),
    (row) => row.subject,
  );
  const blocks = [...changing].map(([subject, of]) => [plurals[subject], ...of.flatMap(recordLines)].join('\n'));
  const { create, change, withdraw, unchanged } = countRows(rows);
  const sum = `${create} to create, ${change} to change, ${withdraw} to withdraw, ${unchanged} unchanged.`;
  return `${[...blocks, changing.size === 0 ? `Nothing to do. ${sum}` : sum].join('\n\n')}\n`;
}
