import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { entryProof, ledgerState } from '../contract.ts';

type Stamp = { readonly size: number; readonly authority: string; readonly at: string };

const by = (stamp: Stamp | null, nothing: string) =>
  stamp === null ? (
    nothing
  ) : (
    <>
      <TimeText at={stamp.at} /> <span className="lg-quiet">{stamp.authority}</span>
    </>
  );

function Bounds({ id }: { readonly id: string }) {
  const existed = useOperation(entryProof, { params: { id }, query: {} }).data?.value.existed;
  if (existed === undefined || (existed.after === null && existed.before === null)) return null;
  return (
    <FieldList
      fields={[
        {
          label: 'Not yet in the log',
          value: by(existed.after, 'No earlier time stamp'),
          hint: 'By the clock of an authority outside',
        },
        { label: 'In the log', value: by(existed.before, 'Waits for a time stamp') },
      ]}
    />
  );
}

/** Between which time stamps an entry was made; nothing where it is not signed yet, or nothing near it is stamped. */
export function StampBounds({ id, seq }: { readonly id: string; readonly seq: number | null }) {
  const signedSize = useOperation(ledgerState).data?.value.signedSize ?? 0;
  return seq === null || seq > signedSize ? null : <Bounds id={id} />;
}
