import { ScrollX } from '../../../design/page/layout.tsx';
import { KeyTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { actionWords, type Preview, type PreviewRow, valueText } from './words.ts';

/** More rows make a page that nobody reads; the whole is in the text below. */
const shownAtMost = 200;

function Fields({ row }: { readonly row: PreviewRow }) {
  if (row.action === 'withdraw') return 'It is no longer in the file.';
  return (
    <ul className="in-fields">
      {row.fields.map(({ field, old, new: next }) => (
        <li key={field}>
          <span className="in-field">{field}</span>{' '}
          {row.action === 'create' ? (
            valueText(next)
          ) : (
            <>
              <del>{valueText(old)}</del> <ins>{valueText(next)}</ins>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

const Row = ({ row }: { readonly row: PreviewRow }) => (
  <tr>
    <th scope="row">
      {row.subject} <KeyTag>{row.key}</KeyTag>
    </th>
    <td>
      <StatusBadge tone={actionWords[row.action].tone}>{actionWords[row.action].text}</StatusBadge>
    </td>
    <td className="in-number">{row.line ?? '–'}</td>
    <td>
      <Fields row={row} />
      {row.takenOverFrom === null ? null : <p className="in-dim">Brought by the plan “{row.takenOverFrom}”</p>}
    </td>
  </tr>
);

/** What a file would do, record by record with old and new values; the whole of it as text, too. */
export function PlanRows({ preview }: { readonly preview: Preview }) {
  const more = preview.rows.length - shownAtMost;
  if (preview.rows.length === 0) return <p className="in-text">The file changes nothing: everything stands as it says.</p>;
  return (
    <>
      <ScrollX label="What the plan would do">
        <table className="il-table">
          <thead>
            <tr>
              <th scope="col">Record</th>
              <th scope="col">What happens</th>
              <th scope="col" className="in-number">
                Line
              </th>
              <th scope="col">Values</th>
            </tr>
          </thead>
          <tbody>
            {preview.rows.slice(0, shownAtMost).map((row) => (
              <Row key={`${row.subject} ${row.key}`} row={row} />
            ))}
          </tbody>
        </table>
      </ScrollX>
      {more <= 0 ? null : <p className="in-dim">{more.toLocaleString('en')} more records are in the text below.</p>}
      <details className="in-diff">
        <summary>All of it as text</summary>
        <ScrollX label="The plan as text">
          <pre>{preview.diff}</pre>
        </ScrollX>
      </details>
    </>
  );
}
