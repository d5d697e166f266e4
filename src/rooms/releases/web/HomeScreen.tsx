import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useZone } from '../../../design/DesignRoot.tsx';
import { AppLink } from '../../../design/navigation.tsx';
import { CardGrid, Figures, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { formatWeekday } from '../../../design/time/format-instant.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { accessReviewsWaiting } from '../../access/contract.ts';
import { waitingApprovals } from '../../approvals/contract.ts';
import { gatesWaiting } from '../../gates/contract.ts';
import { whoAmI } from '../../identity/contract.ts';
import { LostSignatures } from '../../signatures/web/door.tsx';
import { home } from '../contract-home.ts';
import { FirstSteps } from './home/FirstSteps.tsx';
import { NextGoLives } from './home/NextGoLives.tsx';
import { TodayCard } from './home/TodayCard.tsx';
import { WaitingCard } from './home/WaitingCard.tsx';
import './releases.css';

// Nothing is shown of them until they have asked: their code need not come with the page.
const AlarmsWaiting = lazy(async () => ({ default: (await import('../../alarms/web/door.tsx')).AlarmsWaiting }));
const SuppressionsWaiting = lazy(async () => ({ default: (await import('../../alarms/web/door.tsx')).SuppressionsWaiting }));
const InboxWaiting = lazy(async () => ({ default: (await import('../../discussion/web/door.tsx')).InboxWaiting }));

function greeting(hour: number): string {
  if (hour < 5 || hour >= 18) return 'Good evening';
  return hour < 12 ? 'Good morning' : 'Good afternoon';
}

const hourIn = (now: number, zone: string): number =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(now));

type Numbers = {
  readonly open: number;
  readonly goLiveIn30Days: number;
  readonly late: number;
  readonly collisions: number;
  readonly deploying: number;
};

const figure = (label: string, value: number, href: string) => ({
  label,
  value: (
    <AppLink href={href} className="rel-figure">
      {value.toLocaleString('en')}
      <span className="il-only-read"> releases, show them</span>
    </AppLink>
  ),
});

const isoAfter = (days: number): string => new Date(Math.floor(Date.now() / 86_400_000 + days) * 86_400_000).toISOString();

const figuresOf = (numbers: Numbers) => [
  figure('Open releases', numbers.open, '/releases?view=open'),
  figure('Go live in 30 days', numbers.goLiveIn30Days, `/releases?open=true&from=${isoAfter(0)}&to=${isoAfter(30)}`),
  figure('Late', numbers.late, '/releases?late=true'),
  figure('On a collision course', numbers.collisions, '/releases?open=true&collisions=any'),
  figure('Deploying now', numbers.deploying, '/releases?state=deploying'),
];

/** Home: what waits for me, what goes live next, what happens today, five numbers. */
export function Screen() {
  const zone = useZone();
  const me = useOperation(whoAmI).data?.value;
  const configures = me !== undefined && !me.rights.includes('releases.read') && me.rights.includes('identity.administer');
  const asked = useOperation(home, {}, { enabled: !configures });
  const gates = useOperation(gatesWaiting, { query: { limit: 50 } }, { enabled: !configures });
  const access = useOperation(accessReviewsWaiting, {}, { enabled: me?.rights.includes('access.review') === true });
  const approvals = useOperation(waitingApprovals, {}, { enabled: !configures });
  const first = me?.person.name.split(' ').find((word) => !word.endsWith('.')) ?? '';
  const now = Date.now();
  const state = configures ? null : stateOf(asked, { rows: 10, height: 44 });
  const mayPropose = me?.rights.includes('releases.propose') === true;
  return (
    <>
      <PageHead
        title={`${greeting(hourIn(now, zone))}${first === '' ? '' : `, ${first}`}`}
        sub={formatWeekday(now, zone)}
        actions={
          mayPropose ? (
            <Button component={AppLink} href="/releases?new=1">
              Propose a release
            </Button>
          ) : undefined
        }
      />
      <PageBody>
        <Suspense>
          {me?.rights.includes('alarms.acknowledge') === true ? <AlarmsWaiting /> : null}
          {me?.rights.includes('alarms.approve-suppressions') === true ? <SuppressionsWaiting /> : null}
          {me?.rights.includes('discussion.hear') === true ? <InboxWaiting /> : null}
        </Suspense>
        {configures ? <FirstSteps /> : null}
        {state !== null ? <StatePanel state={state} /> : null}
        {asked.data === undefined ? null : (
          <>
            <Figures items={figuresOf(asked.data.value.numbers)} />
            <LostSignatures />
            <CardGrid>
              <WaitingCard home={asked.data.value} approvals={approvals} access={access} gates={gates} />
              <NextGoLives lines={asked.data.value.nextGoLives} />
              <TodayCard lines={asked.data.value.nextGoLives} gates={gates.data?.value.items ?? []} />
            </CardGrid>
          </>
        )}
      </PageBody>
    </>
  );
}
