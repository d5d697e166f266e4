import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useAct, useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { DossierLink, Mark, SignedButton } from '../../signatures/web/door.tsx';
import { disposeFindings, extendReview, finishReview, type Review, showReview, withdrawReview } from '../contract.ts';
import { ReviewEntries } from './ReviewEntries.tsx';
import { Findings } from './ReviewFindings.tsx';
import { numberText, stateWords } from './words.ts';
import './records.css';

const nothing = () => {};
const trail = [{ label: 'Reviews', href: '/audit-reviews' }];
type Shown = { readonly review: Review; readonly version: number };

function Acts({ review, version }: Shown) {
  const extend = useAsk(extendReview, nothing);
  const withdraw = useAsk(withdrawReview, nothing);
  const rest = useAsk(disposeFindings, nothing);
  const finish = useAct(finishReview);
  const open = review.items.filter(({ disposition, why }) => disposition === null && why.length === 0);
  const params = { id: review.id };
  const print = (
    <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={() => globalThis.print()}>
      Print
    </Button>
  );
  if (review.state !== 'open') return print;
  return (
    <>
      {open.length === 0 ? null : (
        <ActButton
          can={review.can.dispose}
          label="No issue in the rest of the sample"
          text={`You looked at ${open.length} drawn entries at which no rule points, and found nothing.`}
          busy={rest.busy}
          refusals={rest.refusals}
          needsReason={false}
          onOpen={rest.reset}
          onSend={async () => {
            const findings = open.map(({ entry }) => ({ entry, disposition: 'no-issue' as const }));
            return (await rest.send({ params, version, body: { findings } })).ok;
          }}
        />
      )}
      <ActButton
        can={review.can.extend}
        label="Take in what came since"
        text="Further entries are looked at; what was said of the others stays, and the same seed draws again."
        busy={extend.busy}
        refusals={extend.refusals}
        needsReason={false}
        onOpen={extend.reset}
        onSend={async () => (await extend.send({ params, version })).ok}
      />
      <ActButton
        can={review.can.withdraw}
        label="Withdraw"
        text="The review ends here and stays readable."
        danger
        busy={withdraw.busy}
        refusals={withdraw.refusals}
        onOpen={withdraw.reset}
        onSend={async ({ reason, reasonCode }) => (await withdraw.send({ reasonCode, params, version, body: { reason } })).ok}
      />
      <SignedButton
        can={review.can.finish}
        label="Finish the review"
        text="What you write here is the conclusion of the review; it is signed with all findings."
        needsReason
        variant="filled"
        wanted={(conclusion) => ({
          subject: { kind: 'audit-review', id: review.id },
          verb: 'finish',
          input: { conclusion },
          version,
        })}
        send={(conclusion, signature, seen) => finish.mutateAsync({ params, version: seen, body: { conclusion, signature } })}
      />
    </>
  );
}

/** Whether it counts at this moment, said before anything else. */
function Standing({ review }: { readonly review: Review }) {
  const { void: isVoid, intact, later } = review.standing;
  if (!intact)
    return (
      <div className="il-warning" role="alert">
        The entries that this review covers are not those in the ledger now. Have the ledger verified at once.
      </div>
    );
  if (!isVoid || review.state === 'withdrawn') return null;
  return (
    <div className="il-warning rec-void" role="status">
      <div>
        {review.state === 'finished'
          ? 'This review is void: the record was changed after it.'
          : 'The record was changed since this review took in its trail: take in what came since.'}
        <ul>
          {later.map((one) => (
            <li key={one.entry}>
              {one.by} {one.says}, <TimeText at={one.at} /> ({numberText(one.number)})
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Facts({ review }: { readonly review: Review }) {
  return (
    <FieldList
      fields={[
        {
          label: 'Record',
          value: (
            <AppLink
              href={`/${review.subject.kind === 'release' ? 'inspection' : 'review-periods'}/${encodeURIComponent(review.subject.key ?? review.subject.id)}`}
            >
              {review.subject.key ?? review.subject.id}
            </AppLink>
          ),
        },
        { label: 'Covers', value: `${review.entries} entries, up to No. ${review.ledgerSize} of the ledger` },
        { label: 'SHA-256 over their hashes', value: <code className="rec-hash">{review.trailSha256}</code> },
        { label: 'Sample', value: `${review.sample.size} of ${review.sample.population}: ${review.sample.rule}` },
        { label: 'Seed', value: <code className="rec-hash">{review.sample.seed}</code> },
        { label: 'Opened', value: <TimeText at={review.openedAt} /> },
        { label: 'Opened by', value: review.openedBy.name },
        ...(review.conclusion === null ? [] : [{ label: 'Conclusion', value: review.conclusion }]),
        ...(review.withdrawnWhy === null ? [] : [{ label: 'Withdrawn', value: review.withdrawnWhy }]),
        ...(review.endedAt === null ? [] : [{ label: 'Ended', value: <TimeText at={review.endedAt} /> }]),
        ...(review.endedBy === null ? [] : [{ label: 'Ended by', value: review.endedBy.name }]),
      ]}
    />
  );
}

/** One review: what it covers, what it looks at, what came of it, and whether it still counts. */
export function Screen({ params }: ScreenProps) {
  const key = params.key ?? '';
  const asked = useOperation(showReview, { params: { id: key } });
  const state = stateOf(asked, { rows: 10, height: 56 });
  const review = asked.data?.value;
  const version = asked.data?.version ?? 0;
  if (state !== null || review === undefined)
    return (
      <>
        <PageHead title="Review of an audit trail" keyText={key} trail={trail} />
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      </>
    );
  const { text, tone } = stateWords[review.state];
  return (
    <>
      <PageHead
        title={`Review of the audit trail of ${review.subject.key ?? review.subject.kind}`}
        keyText={review.key}
        trail={trail}
        badges={
          <>
            <StatusBadge tone={tone}>{text}</StatusBadge>
            {review.state === 'finished' && review.standing.void ? <StatusBadge tone="red">Void</StatusBadge> : null}
            {review.deviations === 0 ? null : <StatusBadge tone="orange">{review.deviations} deviations</StatusBadge>}
          </>
        }
        sub={
          <span>
            {review.unit}. {review.findings} findings,{' '}
            {review.undecided === 0 ? 'all with a disposition' : `${review.undecided} still to decide`}.
          </span>
        }
        actions={
          <>
            <DossierLink kind="audit-review" id={review.key} />
            <Acts review={review} version={version} />
          </>
        }
      />
      <PageBody>
        <div className="rec-stack">
          <Standing review={review} />
          <Card title="What it covers">
            <Facts review={review} />
            {review.state === 'finished' ? <Mark mark={review.signature} asked /> : null}
          </Card>
          <Card title="Findings" count={review.items.length}>
            <Findings review={review} version={version} />
          </Card>
          <ReviewEntries review={review.id} />
        </div>
      </PageBody>
    </>
  );
}
