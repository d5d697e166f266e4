import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { ReasonFields } from '../../../design/refusal/ReasonFields.tsx';
import { Refusals } from '../../../design/refusal/Refusals.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { PersonField } from '../../identity/web/door.tsx';
import {
  type ApplicationRow,
  applicationPatch,
  bulkChangeApplications,
  criticality,
  lifecycleStage,
  relevance,
} from '../contract.ts';
import { choicesOf, criticalityWords, relevanceWords, stageWords } from './words.ts';

type Results = ReplyOf<typeof bulkChangeApplications>['results'];
type Choice = { readonly value: string; readonly label: string; readonly sub?: string | undefined };

const leave = 'Leave as it is';
const fields = [
  { name: 'criticality', label: 'Criticality', words: criticalityWords, shape: criticality },
  { name: 'gxp', label: 'GxP relevance', words: relevanceWords, shape: relevance },
  { name: 'sox', label: 'SOX relevance', words: relevanceWords, shape: relevance },
  { name: 'lifecycleStage', label: 'Lifecycle stage', words: stageWords, shape: lifecycleStage },
] as const;

function ResultList({ results, rows }: { readonly results: Results; readonly rows: readonly ApplicationRow[] }) {
  const names = new Map(rows.map((row) => [row.id, `${row.key} ${row.name}`]));
  const failed = results.filter((result) => !result.ok);
  return (
    <>
      <p role="status">
        {results.length - failed.length} changed, {failed.length} refused.
      </p>
      {failed.map((result) => (
        <section key={result.id} aria-label={names.get(result.id) ?? result.id}>
          <b>{names.get(result.id) ?? result.id}</b>
          <Refusals refusals={result.refusals ?? []} />
        </section>
      ))}
    </>
  );
}

/** The same change for several applications; each is judged by itself and answers for itself. */
export function BulkChange({ rows, onDone }: { readonly rows: readonly ApplicationRow[]; readonly onDone: () => void }) {
  const [opened, setOpened] = useState(false);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [owner, setOwner] = useState<Choice | null>(null);
  const [reason, setReason] = useState('');
  const [reasonCode, setCode] = useState<string>();
  const [results, setResults] = useState<Results | null>(null);
  const ask = useAsk(bulkChangeApplications, (reply) => setResults(reply.results));
  const change = { ...chosen, ...(owner === null ? {} : { owner: owner.value }) };
  const close = () => {
    setOpened(false);
    if (results !== null) onDone();
    setResults(null);
    setChosen({});
    setOwner(null);
    ask.reset();
  };
  const send = () => {
    if (results !== null) return close();
    const parsed = applicationPatch.safeParse(change);
    if (!parsed.success) return;
    const items = rows.map((row) => ({ id: row.id, version: row.version, change: parsed.data }));
    void ask.send({ reasonCode, body: { items, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) } });
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
        Change…
      </Button>
      <FormDialog
        opened={opened}
        title={`Change ${rows.length} applications`}
        confirm={results === null ? `Change ${rows.length}` : 'Close'}
        busy={ask.busy}
        refusals={ask.refusals}
        ready={results !== null || Object.keys(change).length > 0}
        onSend={send}
        onClose={close}
      >
        {results === null ? (
          <>
            {fields.map((field) => (
              <Select
                key={field.name}
                label={field.label}
                placeholder={leave}
                data={choicesOf(field.words)}
                value={chosen[field.name] ?? null}
                clearable
                clearButtonProps={{ 'aria-label': `Leave ${field.label} as it is` }}
                onChange={(value) => {
                  const { [field.name]: _, ...rest } = chosen;
                  setChosen(value === null ? rest : { ...rest, [field.name]: value });
                }}
              />
            ))}
            <PersonField label="Owner" placeholder={leave} chosen={owner} onChange={setOwner} />
            <ReasonFields
              text={reason}
              description="Asked once, kept in the entry of each application."
              onText={setReason}
              code={reasonCode}
              onCode={setCode}
              refusals={ask.refusals}
            />
          </>
        ) : (
          <ResultList results={results} rows={rows} />
        )}
      </FormDialog>
    </>
  );
}
