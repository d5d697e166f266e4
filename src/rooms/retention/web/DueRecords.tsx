import { Button, Checkbox, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { AppLink, useAppNavigate } from '../../../design/navigation.tsx';
import { FormDialog } from '../../../design/page/FormDialog.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { DateText } from '../../../design/parts/TimeText.tsx';
import { refusalFor } from '../../../design/refusal/refusal.ts';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { listDue, makeDisposal, mostDisposed } from '../contract.ts';
import { nameOf } from './words.ts';

type Due = ReplyOf<typeof listDue>['items'][number];

type ListItProps = { readonly chosen: readonly Due[]; readonly opened: boolean; readonly onClose: () => void };

function ListIt({ chosen, opened, onClose }: ListItProps) {
  const [reason, setReason] = useState('');
  const navigate = useAppNavigate();
  const ask = useAsk(makeDisposal, ({ key }) => navigate(`/retention/disposals/${key}`));
  const records = chosen.map(({ kind, id }) => ({ kind, id }));
  return (
    <FormDialog
      opened={opened}
      title={`List ${chosen.length} for disposal`}
      confirm="List them"
      busy={ask.busy}
      refusals={ask.refusals}
      ready={reason.trim().length >= 3}
      onSend={() => void ask.send({ body: { records, reason: reason.trim() } })}
      onClose={onClose}
    >
      <p>Nothing goes yet: you sign the list, and then somebody else of quality.</p>
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        value={reason}
        error={refusalFor(ask.refusals, '/reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

/** Records of a kind whose retention is over; those that are ticked can be listed for disposal. */
export function DueRecords() {
  const [kind, setKind] = useState('release');
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [opened, setOpened] = useState(false);
  const asked = useOperationPages(
    listDue,
    (cursor) => ({ query: { kind, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const pages = asked.data?.pages ?? [];
  const due = pages.flatMap((page) => page.items);
  const looked = pages.reduce((sum, page) => sum + page.looked, 0);
  const kinds = pages[0]?.kinds ?? [kind];
  const state = stateOf(asked, { rows: 2 });
  const chosen = due.filter(({ id }) => ticked.includes(id));
  const tick = (id: string, on: boolean) => setTicked(on ? [...ticked, id] : ticked.filter((one) => one !== id));
  return (
    <Card
      title="Retention is over"
      actions={
        <Button size="compact-sm" disabled={chosen.length === 0 || chosen.length > mostDisposed} onClick={() => setOpened(true)}>
          {chosen.length === 0 ? 'List for disposal' : `List ${chosen.length} for disposal`}
        </Button>
      }
    >
      {kinds.length < 2 ? null : (
        <Select
          label="Kind of record"
          allowDeselect={false}
          data={[...kinds]}
          value={kind}
          onChange={(value) => {
            setKind(value ?? 'release');
            setTicked([]);
          }}
        />
      )}
      {state !== null ? (
        <StatePanel state={state} />
      ) : (
        <>
          {due.length === 0 ? (
            <p className="il-missing">
              {asked.hasNextPage ? `None of the first ${looked} is due.` : `None is due: ${looked} were looked at.`}
            </p>
          ) : (
            <ul className="ret-due">
              {due.map((one) => (
                <li key={one.id}>
                  <Checkbox
                    label={nameOf(one)}
                    checked={ticked.includes(one.id)}
                    onChange={(event) => tick(one.id, event.currentTarget.checked)}
                  />
                  <span className="ret-quiet">
                    Kept until <DateText at={one.until} />
                    {one.link === null ? null : (
                      <>
                        {' '}
                        · <AppLink href={one.link}>Open {one.key}</AppLink>
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {asked.hasNextPage ? (
            <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
              Look further
            </Button>
          ) : null}
        </>
      )}
      <ListIt chosen={chosen} opened={opened} onClose={() => setOpened(false)} />
    </Card>
  );
}
