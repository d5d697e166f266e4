import type { handClock } from '../../foundation/clock.ts';
import type { Services } from '../../foundation/services.ts';
import { giveApproval } from '../../rooms/approvals/acts/give-approval.ts';
import { type ChangeInput, proposeChange, type TermsInput } from '../../rooms/approvals/acts/propose-change.ts';
import { signChange } from '../../rooms/approvals/acts/sign-change.ts';
import { applicationsBy } from '../../rooms/portfolio/door.ts';
import { releasesByPlanRef } from '../../rooms/releases/door.ts';
import { type Cast, expectDone } from './found-demo.ts';
import { signed } from './signed.ts';

const at = (mailbox: string): string => `${mailbox}@aurelia.example`;

const terms = (name: string, step: string, unit: string, more: Partial<TermsInput>): TermsInput => ({
  name,
  subjectKind: 'release',
  step,
  role: 'quality',
  group: null,
  seats: 1,
  meaning: 'approved',
  unit,
  scope: [],
  excludes: [],
  validityDays: null,
  covers: null,
  ...more,
});

const proposed = (input: Partial<ChangeInput> & Pick<ChangeInput, 'reason'>): ChangeInput => ({
  kind: 'new',
  requirement: null,
  base: null,
  terms: null,
  effectiveFrom: null,
  ...input,
});

/** People of the example who lay down what must be approved, and who approve. */
class Approvers {
  readonly #app: Services;
  readonly #cast: Cast;
  readonly #pass: () => void;

  constructor(app: Services, cast: Cast, pass: () => void) {
    this.#app = app;
    this.#cast = cast;
    this.#pass = pass;
  }

  async propose(by: string, input: ChangeInput): Promise<{ readonly id: string; readonly version: number }> {
    this.#pass();
    return expectDone(`propose “${input.reason}”`, await proposeChange(await this.#cast.callOf(at(by)), input));
  }

  async sign(by: string, change: { readonly id: string; readonly version: number }): Promise<void> {
    this.#pass();
    const call = await this.#cast.callOf(at(by), change.version);
    const asked = { kind: 'approval-change', id: change.id, verb: 'sign', input: {} };
    expectDone(
      'sign a change',
      await signed(call, this.#cast.password, asked, (signature) => signChange(call, change.id, signature)),
    );
  }

  async say(
    by: string,
    release: string,
    step: string,
    verb: 'verify' | 'approve' | 'reject',
    reason: string | null,
  ): Promise<void> {
    this.#pass();
    const [head] = await releasesByPlanRef(this.#app.database.db, [release]);
    if (head === undefined) throw new Error(`there is no release ${release}`);
    const named = `release:${head.key}:${step}`;
    const call = await this.#cast.callOf(at(by));
    const input = reason === null ? {} : { reason };
    expectDone(
      `${verb} ${named}`,
      await signed(call, this.#cast.password, { kind: 'approval', id: named, verb, input }, (signature) =>
        giveApproval(call, named, verb, { reason }, signature),
      ),
    );
  }
}

/**
 * What must be approved in the example, laid down by two people each; some of it is approved, one step waits, quality says no to another, and one change waits for its
 * signatures. It happens just before today.
 */
export async function askApprovals(app: Services, cast: Cast, clock: ReturnType<typeof handClock>): Promise<void> {
  const people = new Approvers(app, cast, () => clock.moveTo(new Date(clock.now().getTime() + 100)));
  const [lims] = await applicationsBy(app.database.db, { keys: ['APP-LIMS'] });
  const dates = await people.propose(
    'validation.lead',
    proposed({
      reason: 'The system owner answers for the night in which a large change goes in',
      terms: terms('The system owner agrees to the dates of major releases', 'plan', 'supply-chain', {
        role: 'system-owner',
        scope: ['class:major'],
        excludes: ['requested'],
      }),
    }),
  );
  await people.sign('quality', dates);
  const readiness = await people.propose(
    'validation.lead',
    proposed({
      reason: 'Procedure QP-12: readiness of GxP systems is verified by quality',
      terms: terms('Quality verifies readiness of GxP releases', 'declare-ready', 'quality', {
        meaning: 'verified',
        scope: ['gxp:yes'],
        excludes: ['requested', 'owns', 'tested'],
        validityDays: 60,
      }),
    }),
  );
  await people.sign('second.quality', readiness);
  if (lims !== undefined) {
    const laboratory = await people.propose(
      'change.manager',
      proposed({
        reason: 'Results of the laboratory release batches',
        terms: terms('Quality verifies readiness of LIMS', 'declare-ready', 'laboratory', {
          meaning: 'verified',
          scope: [`application:${lims.id}`],
          excludes: ['requested', 'owns', 'tested'],
        }),
      }),
    );
    await people.sign('quality', laboratory);
    await people.say(
      'second.quality',
      'lims-sample-routing',
      'declare-ready',
      'reject',
      'Two critical defects are open and 91.5 % of the test cases passed; 98 % are needed',
    );
  }
  const second = await people.propose(
    'quality',
    proposed({
      reason: 'Nobody decides go on their own reading of the evidence',
      terms: terms('A second release manager reviews the evidence before go', 'declare-ready', 'quality', {
        role: 'release-manager',
        meaning: 'reviewed',
        excludes: ['decided-go'],
      }),
    }),
  );
  await people.sign('second.quality', second);
  await people.say('system.owner', 'erp-warehouse', 'plan', 'approve', null);
  await people.say('quality', 'qms-capa', 'declare-ready', 'verify', null);
  await people.propose(
    'change.manager',
    proposed({
      kind: 'new',
      reason: 'Audit observation 7: closure was confirmed by one side of the house only',
      terms: terms('Quality reviews the record before closure', 'close', 'quality', {
        meaning: 'reviewed',
        scope: ['gxp:yes'],
        excludes: ['deployed', 'validated'],
      }),
    }),
  );
}
