import { AppLink, useAppNavigate } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { openPeriodReview, type Period, showPeriod } from '../contract.ts';
import { periodWords } from './words.ts';
import './records.css';

const trail = [{ label: 'Periods to review', href: '/review-periods' }];

/** Opens the review, or leads to the one that is there. */
function Review({ period }: { readonly period: Period }) {
  const navigate = useAppNavigate();
  const open = useAsk(openPeriodReview, (review) => navigate(`/audit-reviews/${review.key}`));
  if (period.review !== null)
    return <AppLink href={`/audit-reviews/${period.review.key}`}>The review {period.review.key}</AppLink>;
  return (
    <ActButton
      variant="filled"
      can={period.can.review}
      label="Open the review"
      text="By somebody who had no hand in what was drawn. It covers what was written in the period on it."
      busy={open.busy}
      refusals={open.refusals}
      needsReason={false}
      onOpen={open.reset}
      onSend={async () => (await open.send({ params: { id: period.id }, body: {} })).ok}
    />
  );
}

type Releases = Period['drawn'];

function List({ releases, none }: { readonly releases: Releases; readonly none: string }) {
  if (releases.length === 0) return <p className="il-missing">{none}</p>;
  return (
    <ul className="rec-rules rec-keys">
      {releases.map(({ id, key, high }) => (
        <li key={id}>
          <AppLink href={`/inspection/${encodeURIComponent(key)}`}>{key}</AppLink>
          {high.length === 0 ? '' : `: ${high.join(', ')}`}
        </li>
      ))}
    </ul>
  );
}

function Drawing({ period }: { readonly period: Period }) {
  return (
    <FieldList
      fields={[
        { label: 'Programme', value: `${period.programme.name} (${period.programme.key})` },
        { label: 'From', value: <TimeText at={period.startsAt} /> },
        { label: 'Up to', value: <TimeText at={period.endsAt} /> },
        { label: 'Drawn', value: <TimeText at={period.drawnAt} /> },
        { label: 'Review due', value: <TimeText at={period.dueAt} /> },
        { label: 'How', value: period.rule },
        { label: 'Seed', value: <code className="rec-hash">{period.seed}</code> },
        {
          label: 'Systems',
          value: period.systems.length === 0 ? 'None' : period.systems.map(({ key }) => key).join(', '),
        },
      ]}
    />
  );
}

/** One period: what was drawn of what was there, with which seed, and its review. */
export function Screen({ params }: ScreenProps) {
  const key = params.key ?? '';
  const asked = useOperation(showPeriod, { params: { id: key } });
  const state = stateOf(asked, { rows: 8, height: 44 });
  const period = asked.data?.value;
  if (state !== null || period === undefined)
    return (
      <>
        <PageHead title="Period to review" keyText={key} trail={trail} />
        <PageBody>{state === null ? null : <StatePanel state={state} />}</PageBody>
      </>
    );
  const { text, tone } = periodWords[period.state];
  return (
    <>
      <PageHead
        title={period.programme.name}
        keyText={period.key}
        trail={trail}
        badges={<StatusBadge tone={tone}>{text}</StatusBadge>}
        sub={
          <span>
            {period.unit.name}. {period.releases} releases were worked on in the period.
          </span>
        }
        actions={<Review period={period} />}
      />
      <PageBody>
        <div className="rec-stack">
          <Card title="How it was drawn">
            <Drawing period={period} />
          </Card>
          <div className="il-card-grid">
            <Card title="High-risk, all of them" count={period.targeted.length}>
              <List releases={period.targeted} none="None was high-risk." />
            </Card>
            <Card title="Drawn at random" count={period.drawn.length}>
              <List releases={period.drawn} none="None was drawn." />
            </Card>
            <Card title="Not drawn" count={period.others.length}>
              <List releases={period.others} none="All are looked at." />
            </Card>
          </div>
        </div>
      </PageBody>
    </>
  );
}
