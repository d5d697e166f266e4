import { setTimeout as pause } from 'node:timers/promises';
import type { handClock } from '../../foundation/clock.ts';
import type { Services } from '../../foundation/services.ts';
import { seal } from '../../rooms/ledger/store/seal.ts';
import { disposeFindings, finishReview } from '../../rooms/records/acts/act-on-review.ts';
import { drawPeriods } from '../../rooms/records/acts/draw-periods.ts';
import { openReview } from '../../rooms/records/acts/open-review.ts';
import { startProgramme } from '../../rooms/records/acts/run-programme.ts';
import { viewReview } from '../../rooms/records/acts/view-review.ts';
import { type Cast, expectDone } from './found-demo.ts';
import { signed } from './signed.ts';

const turns = 200;

/** The jobs do not run yet while the example is made: what is reviewed has to be sealed first. */
async function sealAll(app: Services): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    if ((await seal(app.database.db, app.clock.now())) === 0 && turn > 0) return;
    await pause(20);
  }
}

/** The auditor of the example reviews the trail of a release that is over, and signs. */
export async function reviewTrail(
  app: Services,
  cast: Cast,
  clock: ReturnType<typeof handClock>,
  release: string,
): Promise<void> {
  const auditor = cast.people.find(({ roles }) => roles.includes('auditor'));
  if (auditor === undefined) throw new Error('the example has no auditor');
  const later = () => clock.moveTo(new Date(clock.now().getTime() + 1_000));
  await sealAll(app);
  later();
  const { id } = expectDone(`open a review of ${release}`, await openReview(await cast.callOf(auditor.email), release));
  const { review } = expectDone('see the review', await viewReview(await cast.callOf(auditor.email), id));
  const odd = review.findings.find(({ why }) => why.length > 0)?.entryId;
  const wanted = review.findings.map(({ entryId, why }) => {
    if (why.length === 0) return { entry: entryId, disposition: 'no-issue' as const, text: null };
    return entryId === odd
      ? { entry: entryId, disposition: 'deviation' as const, text: 'Done without the form that the procedure asks for' }
      : {
          entry: entryId,
          disposition: 'explained' as const,
          text: 'Agreed in the weekly meeting; the minutes are with the project',
        };
  });
  later();
  expectDone(
    'say what came of the findings',
    await disposeFindings(await cast.callOf(auditor.email, review.version), id, wanted),
  );
  later();
  const conclusion = 'The trail is complete and tells the work as it was planned, but for one form that is missing.';
  const asked = { kind: 'audit-review', id, verb: 'finish', input: { conclusion } };
  const call = await cast.callOf(auditor.email, review.version + 1);
  expectDone(
    'finish the review',
    await signed(call, cast.password, asked, (signature) => finishReview(call, id, conclusion, signature)),
  );
}

/** Quality has the trail of the firm reviewed every month: the periods of the last two months wait for somebody. */
export async function startTrailReviews(app: Services, cast: Cast): Promise<void> {
  const quality = cast.people.find(({ roles }) => roles.includes('quality'));
  if (quality === undefined) throw new Error('the example has nobody of quality');
  const now = app.clock.now();
  const firstOn = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 1)).toISOString().slice(0, 10);
  const wanted = {
    name: 'Trail of the firm',
    unit: 'aurelia',
    everyMonths: 1,
    firstOn,
    random: 5,
    targets: ['kind:emergency', 'criticality:critical'],
    systems: [],
    dueDays: 14,
  };
  expectDone('start a programme of trail reviews', await startProgramme(await cast.callOf(quality.email), wanted));
  await drawPeriods(app);
}
