import { Button, Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateText, TimeText } from '../../../design/parts/TimeText.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import { useCall } from '../../../foundation/web/hooks.ts';
import { refusalsOf } from '../../../foundation/web/refusals-of.ts';
import { readByLink } from '../contract.ts';
import { PlanTables } from './PlanTables.tsx';
import './communications.css';

/** The page of the read-only link: a version of the plan, for whoever has the token. The token stays in the fragment, which no server and no log ever sees. */
export function PlanByLink({ token }: { readonly token: string }) {
  const [number, setNumber] = useState<number | null>(null);
  const { mutate, data, isPending } = useCall(readByLink);
  useEffect(() => mutate({ body: { token, ...(number === null ? {} : { number }) } }), [mutate, token, number]);
  const told = data?.ok === true ? data.value : null;
  useEffect(() => {
    document.title = `${told?.title ?? 'Published plan'} · Interlock`;
  }, [told?.title]);
  if (told === null)
    return (
      <main className="com-outside">
        <h1>Published plan</h1>
        {isPending || data === undefined ? (
          <StatePanel state={{ kind: 'loading' }} />
        ) : (
          <RefusalPanel refusals={refusalsOf(data)} title="The plan is not shown" />
        )}
      </main>
    );
  const { edition } = told;
  return (
    <main className="com-outside" aria-busy={isPending}>
      <header>
        <h1>{told.title}</h1>
        <p className="com-quiet">
          {told.unit}. Version {edition.number}, published <TimeText at={edition.publishedAt} />, for{' '}
          <DateText at={edition.from} /> to <DateText at={edition.until} />. This link ends <TimeText at={told.linkUntil} />.
        </p>
      </header>
      <div className="com-versions">
        <Select
          label="Version"
          allowDeselect={false}
          w={220}
          data={told.versions.map((one) => ({
            value: String(one.number),
            label: one.number === told.newest ? `${one.number}, the newest` : String(one.number),
          }))}
          value={String(edition.number)}
          onChange={(chosen) => setNumber(chosen === null ? null : Number(chosen))}
        />
        <Button variant="default" onClick={() => globalThis.print()}>
          Print
        </Button>
      </div>
      <PlanTables edition={edition} />
    </main>
  );
}
