import type { Json } from '../../../foundation/canonical-json.ts';
import { LabelText } from './NameOf.tsx';
import { ValueText } from './ReadableLines.tsx';
import { labelsOf, readableValue } from './readable.ts';

export type ChangedField = { readonly field: string; readonly old: Json; readonly new: Json };
export type ChangedFieldsProps = {
  readonly fields: readonly ChangedField[];
  /** Heads of the two columns: "When it was signed", "Now". */
  readonly heads: readonly [before: string, after: string];
  readonly label: string;
};

const Shown = ({ field, value }: { readonly field: string; readonly value: Json }) =>
  value === null || value === undefined || value === '' ? (
    <span className="il-missing">empty</span>
  ) : (
    <ValueText value={readableValue(field, value)} />
  );

/** Field by field what differs, old and new side by side. */
export function ChangedFields({ fields, heads, label }: ChangedFieldsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="il-scroll-x" aria-label={label} tabIndex={0}>
      <table className="il-changes sig-changes">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">{heads[0]}</th>
            <th scope="col">{heads[1]}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((change) => (
            <tr key={change.field}>
              <th scope="row">
                {labelsOf(change.field).map((part, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a pointer keeps its parts in their order
                  <span key={index}>
                    {index === 0 ? '' : ' › '}
                    <LabelText label={part} />
                  </span>
                ))}
              </th>
              <td className="il-old">
                <Shown field={change.field} value={change.old} />
              </td>
              <td>
                <Shown field={change.field} value={change.new} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
