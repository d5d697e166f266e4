import type { ReactNode } from 'react';
import { TimeText } from './TimeText.tsx';

export type FieldChange = { readonly field: string; readonly before: ReactNode; readonly after: ReactNode };
export type HistoryEntry = {
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  readonly who: string;
  readonly role?: string | undefined;
  readonly text: ReactNode;
  readonly reason?: string | undefined;
  readonly changes?: readonly FieldChange[] | undefined;
  readonly href?: string | undefined;
};

export type HistoryListProps = {
  readonly label: string;
  readonly entries: readonly HistoryEntry[];
  readonly zone?: string | undefined;
  /** Button or link for older entries. */
  readonly more?: ReactNode;
};

const shown = (value: ReactNode): ReactNode =>
  value === null || value === undefined || value === '' ? <span className="il-missing">empty</span> : value;

function Changes({ changes }: { readonly changes: readonly FieldChange[] }) {
  return (
    <table className="il-changes">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Old</th>
          <th scope="col">New</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{change.field}</th>
            <td className="il-old">{shown(change.before)}</td>
            <td>{shown(change.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Entry({ entry, zone }: { readonly entry: HistoryEntry; readonly zone: string | undefined }) {
  const changes = entry.changes ?? [];
  return (
    <li>
      <p className="il-history-when">
        <TimeText at={entry.at} zone={zone} />
      </p>
      <p>
        <b>{entry.who}</b>
        {entry.role === undefined ? ' ' : `, ${entry.role}, `}
        {entry.text}
      </p>
      {entry.reason === undefined ? null : <p className="il-reason">Reason: {entry.reason}</p>}
      {changes.length === 0 ? null : <Changes changes={changes} />}
    </li>
  );
}

/** Who did what when and why, newest first, old and new value side by side. */
export function HistoryList({ label, entries, zone, more }: HistoryListProps) {
  return (
    <section aria-label={label}>
      <ol className="il-history">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} zone={zone} />
        ))}
      </ol>
      {more}
    </section>
  );
}
