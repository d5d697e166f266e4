import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { ShownRefusal } from '../../../design/refusal/refusal.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { ledgerState } from '../contract.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { type AuditTab, AuditTabs } from './AuditTabs.tsx';
import './ledger.css';

export type AskOfLedgerProps = {
  readonly tab: AuditTab;
  readonly title: string;
  /** @param size how many entries are sealed; undefined while that is asked. */
  readonly sub: (size: number | undefined) => string;
  readonly actions: ReactNode;
  readonly sizeLabel: string;
  /** Further fields, before the size. */
  readonly fields?: ReactNode;
  readonly confirm: string;
  readonly busy: boolean;
  readonly refused: { readonly title: string; readonly refusals: readonly ShownRefusal[] };
  /** `cutOff` is the size of the ledger that was entered; empty: all that is sealed. */
  readonly onSend: (cutOff: { readonly ledgerSize?: number }) => void;
  readonly children: ReactNode;
};

/** Something that is made out of the trail up to a size of it, by the filters of the trail, and leaves an entry: a report, a sample. */
export function AskOfLedger(props: AskOfLedgerProps) {
  const { tab, title, sub, actions, sizeLabel, fields, confirm, busy, refused, onSend, children } = props;
  const asked = useOperation(ledgerState);
  const [size, setSize] = useState('');
  const [round, setRound] = useState(0);
  const state = stateOf(asked, { rows: 6 });
  return (
    <>
      <PageHead title={title} sub={sub(asked.data?.value.lastSeq)} actions={actions}>
        <AuditTabs active={tab} />
        <AuditFilters key={round} onClear={() => setRound(round + 1)} />
      </PageHead>
      <PageBody>
        <div className="lg-stack">
          {state === null ? null : <StatePanel state={state} />}
          <form
            className="lg-filters"
            onSubmit={(event) => {
              event.preventDefault();
              onSend(size.trim() === '' ? {} : { ledgerSize: Number(size) });
            }}
          >
            {fields}
            <TextInput
              label={sizeLabel}
              placeholder="All that is sealed"
              inputMode="numeric"
              value={size}
              onChange={(event) => setSize(event.currentTarget.value.replaceAll(/\D/g, ''))}
            />
            <Button type="submit" loading={busy}>
              {confirm}
            </Button>
          </form>
          <RefusalPanel refusals={refused.refusals} title={refused.title} />
          {children}
        </div>
      </PageBody>
    </>
  );
}
