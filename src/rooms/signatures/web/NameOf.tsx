import { useOperation } from '../../../foundation/web/hooks.ts';
import { showPerson } from '../../identity/contract.ts';
import { recordHistory } from '../../ledger/contract.ts';
import type { Label } from './readable.ts';

type NameProps = { readonly id: string; readonly kind: string | null };

const Unnamed = ({ id }: { readonly id: string }) => (
  <span className="il-missing" title={`No record that you may see has the id ${id}`}>
    {id.slice(0, 8)}
  </span>
);

const Coming = () => <span className="il-missing">…</span>;

function PersonName({ id }: { readonly id: string }) {
  const asked = useOperation(showPerson, { params: { id } });
  const name = asked.data?.value.name;
  if (asked.isPending) return <Coming />;
  return name === undefined ? <Unnamed id={id} /> : name;
}

/** The name that the trail has for a record, for whoever may read it. */
function RecordName({ id, kind }: { readonly id: string; readonly kind: string }) {
  const asked = useOperation(recordHistory, { params: { kind, id }, query: { limit: 1 } });
  const subject = asked.data?.value.items[0]?.subject;
  const name = subject?.label ?? subject?.key ?? undefined;
  if (asked.isPending) return <Coming />;
  return name === undefined ? <Unnamed id={id} /> : name;
}

/** A person or record by its name, where the reader knows it; else the beginning of its id, which is what was signed. */
export function NameOf({ id, kind }: NameProps) {
  if (kind === null) return <Unnamed id={id} />;
  return kind === 'person' ? <PersonName id={id} /> : <RecordName id={id} kind={kind} />;
}

export const LabelText = ({ label }: { readonly label: Label }) =>
  'text' in label ? label.text : <NameOf id={label.id} kind={label.kind} />;
