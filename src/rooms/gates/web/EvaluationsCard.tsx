import { Button } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { Card } from '../../../design/page/layout.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperationPages } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type GateView, gateEvaluations } from '../contract.ts';
import { occasionWords, statusWords } from './words.ts';

type Kept = ReplyOf<typeof gateEvaluations>['items'][number];
type Change = Kept['changed'][number];

const seen = (one: Change['is']): string =>
  one === null ? 'not asked' : `${statusWords[one.status].text.toLowerCase()}${one.actual === null ? '' : ` (${one.actual})`}`;

function sayChange({ was, is, how }: Change): string {
  if (how === 'asked') return `asked, ${seen(is)}`;
  if (how === 'no-longer-asked') return 'asked no more';
  if (how === 'asked-anew') return `asked anew, ${seen(is)}`;
  return `${seen(was)} → ${seen(is)}`;
}

function Standing({ kept }: { readonly kept: Kept }) {
  if (kept.standing === 'broken')
    return (
      <>
        <StatusBadge tone="red">Broken</StatusBadge>
        <p className="il-warning">This row is not what was kept: {kept.brokenWhy.join('; ')}.</p>
      </>
    );
  return kept.standing === 'intact' ? (
    <StatusBadge tone="teal">Intact</StatusBadge>
  ) : (
    <StatusBadge tone="gray">Kept before seals</StatusBadge>
  );
}

function Sealed({ kept, gateId }: { readonly kept: Kept; readonly gateId: string }) {
  const rows = [
    ['Gate version', kept.gateVersion ?? 'not kept then'],
    ['Rules', kept.rules ?? 'not kept then'],
    ['Build', kept.build ?? 'not kept then'],
    ['Hash of the inputs', kept.hash],
    ['Seal', kept.seal ?? 'none'],
  ] as const;
  return (
    <details className="gate-earlier">
      <summary>Versions, hash and seal</summary>
      <dl className="gate-sealed">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' && value.length === 64 ? <code>{value}</code> : value}</dd>
          </div>
        ))}
      </dl>
      {kept.entry === null ? (
        <p className="il-missing">The audit trail does not name it.</p>
      ) : (
        <AppLink href={`/records/gate/${gateId}`}>
          {kept.entry.seq === null ? 'Its entry of the audit trail' : `Entry ${kept.entry.seq} of the audit trail`}
        </AppLink>
      )}
    </details>
  );
}

function Evaluation({ kept, gateId }: { readonly kept: Kept; readonly gateId: string }) {
  return (
    <li>
      <p className="il-history-when">
        <TimeText at={kept.at} />
      </p>
      <p>
        <b>{occasionWords[kept.occasion]}</b>, {kept.met} of {kept.total} criteria green. {kept.by.name}. <Standing kept={kept} />
      </p>
      {kept.changed.length === 0 ? (
        <p className="gate-quiet">No criterion changed.</p>
      ) : (
        <ul className="gate-changes">
          {kept.changed.map((change) => (
            <li key={change.key}>
              {change.text}: {sayChange(change)}
            </li>
          ))}
        </ul>
      )}
      {kept.greenSince === null ? null : (
        <p className="gate-quiet">
          Green since <TimeText at={kept.greenSince} />
        </p>
      )}
      <Sealed kept={kept} gateId={gateId} />
    </li>
  );
}

/** Every evaluation that was kept, newest first: what changed since the one before, and whether it is still what was kept. */
export function EvaluationsCard({ gate }: { readonly gate: GateView }) {
  const asked = useOperationPages(
    gateEvaluations,
    (cursor) => ({ params: { id: gate.id }, query: { limit: 10, ...(cursor === undefined ? {} : { cursor }) } }),
    (page) => page,
  );
  const state = stateOf(asked, { rows: 4 });
  const kept = (asked.data?.pages ?? []).flatMap((page) => page.items);
  return (
    <Card title="Evaluations">
      {state === null ? null : <StatePanel state={state} />}
      <ol className="il-history">
        {kept.map((one) => (
          <Evaluation key={one.id} kept={one} gateId={gate.id} />
        ))}
      </ol>
      {asked.hasNextPage ? (
        <Button variant="default" size="compact-sm" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          Show older evaluations
        </Button>
      ) : null}
    </Card>
  );
}
