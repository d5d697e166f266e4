import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, ScrollX } from '../../../design/page/layout.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useSearch } from '../../../foundation/web/address.ts';
import { useCall } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { drawSample } from '../contract.ts';
import { AskOfLedger } from './AskOfLedger.tsx';
import { queryOf } from './trail-query.ts';
import { actorOf, fieldsText, historyHref, subjectOf } from './values.ts';

type Sample = ReplyOf<typeof drawSample>;

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
  const draw = useCall(drawSample);
  const [seed, setSeed] = useState('');
  const { sort: _sort, ...filters } = queryOf(search);
  return (
    <AskOfLedger
      tab="sample"
      title="Sample of the audit trail"
      sub={(size) =>
        `Drawn at random${size === undefined ? '' : ` from ${size} sealed entries`}; each drawing leaves an entry with its seed.`
      }
      actions={<AppLink href="/audit?act=ledger.sample-drawn">Samples that were drawn</AppLink>}
      sizeLabel="Size of the ledger"
      fields={
        <TextInput
          label="Seed"
          placeholder="Made by the server"
          value={seed}
          onChange={(event) => setSeed(event.currentTarget.value)}
        />
      }
      confirm="Draw"
      busy={draw.isPending}
      refused={{ title: 'No sample was drawn', refusals: refusalsOf(draw.data) }}
      onSend={(cutOff) => draw.mutate({ query: { ...filters, ...(seed.trim() === '' ? {} : { seed: seed.trim() }), ...cutOff } })}
    >
      {draw.data?.ok === true ? <Drawn sample={draw.data.value} /> : null}
    </AskOfLedger>
  );
}
