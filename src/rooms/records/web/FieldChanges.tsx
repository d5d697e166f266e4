import { fieldText, valueText } from './words.ts';

type FieldChange = { readonly field: string; readonly old: unknown; readonly new: unknown };

/** Old and new values of the fields that one entry changed. */
export function FieldChanges({ changes }: { readonly changes: readonly FieldChange[] }) {
  return (
    <table className="il-table">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((one) => (
          <tr key={one.field}>
            <th scope="row">{fieldText(one.field)}</th>
            <td>{valueText(one.old) || <span className="il-missing">empty</span>}</td>
            <td>{valueText(one.new) || <span className="il-missing">empty</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
