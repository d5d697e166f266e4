import { Button } from '@mantine/core';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { listSignatures, type Signature, showSignature } from '../contract.ts';
import { ChangedFields } from './ChangedFields.tsx';
import { SignatureLine, StandingBadge } from './SignatureParts.tsx';

function WhatChanged({ id }: { readonly id: string }) {
  const asked = useOperation(showSignature, { params: { id } });
  const changed = asked.data?.value.changed;
  if (changed === undefined) return <StatePanel state={stateOf(asked, { rows: 2 }) ?? { kind: 'loading', rows: 2 }} />;
  return <ChangedFields fields={changed} heads={['When it was signed', 'Now']} label="What changed since it was signed" />;
}

function Row({ signature, later }: { readonly signature: Signature; readonly later: boolean }) {
  const [shown, setShown] = useState(false);
  return (
    <li className={later ? 'sig-later' : undefined}>
      <div className="sig-row">
        <SignatureLine signature={signature} />
        <StandingBadge standing={signature.standing} />
      </div>
      <div className="sig-more">
        <AppLink href={`/signatures/${signature.id}`}>
          What it covers <span className="il-only-read">(the signature of {signature.signer.name})</span>
        </AppLink>
        {signature.standing === 'changed' ? (
          <details className="sig-fold" onToggle={(event) => setShown(event.currentTarget.open)}>
            <summary>What changed since</summary>
            {shown ? <WhatChanged id={signature.id} /> : null}
          </details>
        ) : null}
      </div>
    </li>
  );
}

export type SignaturesOfProps = {
  /** Kind and id (or key) of the record. */
  readonly kind: string;
  readonly id: string;
};

/** So many are in view at once; on paper there are all. */
const few = 4;

function List({ items }: { readonly items: readonly Signature[] }) {
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className="sig-list">
        {items.map((signature, index) => (
          <Row key={signature.id} signature={signature} later={!all && index >= few} />
        ))}
      </ul>
      {all || items.length <= few ? null : (
        <Button variant="default" size="compact-sm" className="il-no-print" onClick={() => setAll(true)}>
          Show all {items.length}
        </Button>
      )}
    </>
  );
}

/** The signatures on a record, newest first, each with what it means and whether it still covers the record. */
export function SignaturesOf({ kind, id }: SignaturesOfProps) {
  const asked = useOperation(listSignatures, { query: { subject: `${kind}:${id}` } });
  const items = asked.data?.value.items;
  const state = items === undefined ? (stateOf(asked, { rows: 2 }) ?? { kind: 'loading' as const, rows: 2 }) : null;
  return (
    <Card title="Signatures" {...(items === undefined ? {} : { count: items.length })}>
      {state === null ? null : <StatePanel state={state} />}
      {items?.length === 0 ? <p className="il-missing">Nothing of this record was signed yet.</p> : null}
      {items === undefined || items.length === 0 ? null : <List items={items} />}
    </Card>
  );
}
