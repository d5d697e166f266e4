import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody, ScrollX } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch } from '../../../foundation/web/address.ts';
import { useCall, useOperation } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { drawSample, ledgerState } from '../contract.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { queryOf } from './trail-query.ts';
import { actorOf, fieldsText, historyHref, subjectOf } from './values.ts';
import './ledger.css';

type Sample = ReplyOf<typeof drawSample>;
const trail = [{ label: 'Audit trail', href: '/audit' }];

const mostFields = 6;

/** The first fields of an entry; its history tells all. */
function shortFields(pointers: readonly string[]): string {
  const shown = fieldsText(pointers.slice(0, mostFields));
  return pointers.length > mostFields ? `${shown} and ${pointers.length - mostFields} more` : shown;
}

function Drawn({ sample }: { readonly sample: Sample }) {
  return (
    <>
      <Card title="How it was drawn">
        <FieldList
          fields={[
            { label: 'Seed', value: <code className="lg-hash">{sample.seed}</code> },
            { label: 'Size of the ledger', value: String(sample.ledgerSize) },
            { label: 'Drawn', value: `${sample.size} of ${sample.population}: ${sample.rule}` },
          ]}
        />
      </Card>
      <Card title="Sample" count={sample.items.length}>
        {sample.items.length === 0 ? (
          <p className="il-missing">No sealed entry matches.</p>
        ) : (
          <ScrollX label="Sample of the audit trail">
            <table className="il-table">
              <thead>
                <tr>
                  <th scope="col">No.</th>
                  <th scope="col">When</th>
                  <th scope="col">Who did what</th>
                  <th scope="col">Record</th>
                  <th scope="col">Fields</th>
                  <th scope="col">Reason</th>
                </tr>
              </thead>
              <tbody>
                {sample.items.map((entry) => (
                  <tr key={entry.id}>
                    <th scope="row">{entry.seq}</th>
                    <td>
                      <TimeText at={entry.at} />
                    </td>
                    <td>
                      {actorOf(entry)} {entry.says}
                    </td>
                    <td>
                      <KeyTag href={historyHref(entry)}>{subjectOf(entry)}</KeyTag>
                    </td>
                    <td>{shortFields(entry.changes.map((change) => change.field))}</td>
                    <td>{entry.reason ?? ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollX>
        )}
      </Card>
    </>
  );
}

/** A random sample of the trail: the seed stands in the ledger, so that anybody draws the same again. */
export function Screen() {
  const search = useSearch();
  const asked = useOperation(ledgerState);
  const size = asked.data?.value.lastSeq;
  const state = stateOf(asked, { rows: 6 });
  const draw = useCall(drawSample);
  const [seed, setSeed] = useState('');
  const [ledgerSize, setLedgerSize] = useState('');
  const [round, setRound] = useState(0);
  const { sort: _sort, ...filters } = queryOf(search);
  const send = () =>
    draw.mutate({
      query: {
        ...filters,
        ...(seed.trim() === '' ? {} : { seed: seed.trim() }),
        ...(ledgerSize.trim() === '' ? {} : { ledgerSize: Number(ledgerSize) }),
      },
    });
  return (
    <>
      <PageHead
        title="Sample of the audit trail"
        trail={trail}
        sub={
          size === undefined
            ? 'Drawn at random; each drawing leaves an entry with its seed.'
            : `Drawn at random from ${size} sealed entries; each drawing leaves an entry with its seed.`
        }
        actions={<AppLink href="/audit?act=ledger.sample-drawn">Samples that were drawn</AppLink>}
      >
        <AuditFilters key={round} onClear={() => setRound(round + 1)} />
      </PageHead>
      <PageBody>
        <div className="lg-stack">
          {state === null ? null : <StatePanel state={state} />}
          <form
            className="lg-filters"
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
          >
            <TextInput
              label="Seed"
              placeholder="Made by the server"
              value={seed}
              onChange={(event) => setSeed(event.currentTarget.value)}
            />
            <TextInput
              label="Size of the ledger"
              placeholder="All that is sealed"
              inputMode="numeric"
              value={ledgerSize}
              onChange={(event) => setLedgerSize(event.currentTarget.value.replaceAll(/\D/g, ''))}
            />
            <Button type="submit" loading={draw.isPending}>
              Draw
            </Button>
          </form>
          <RefusalPanel refusals={refusalsOf(draw.data)} title="No sample was drawn" />
          {draw.data?.ok === true ? <Drawn sample={draw.data.value} /> : null}
        </div>
      </PageBody>
    </>
  );
}
