import type { ReactNode } from 'react';

export type Field = { readonly label: string; readonly value: ReactNode; readonly hint?: string | undefined };
export type FieldListProps = { readonly fields: readonly Field[]; readonly columns?: 1 | 2 | 3 | undefined };

const isMissing = (value: ReactNode): boolean => value === null || value === undefined || value === '';

/** Names and values of a record. What is missing says so. */
export function FieldList({ fields, columns = 1 }: FieldListProps) {
  return (
    <dl className="il-fields" data-columns={columns}>
      {fields.map((field) => (
        <div key={field.label}>
          <dt title={field.hint}>{field.label}</dt>
          <dd>{isMissing(field.value) ? <span className="il-missing">Not set</span> : field.value}</dd>
        </div>
      ))}
    </dl>
  );
}
