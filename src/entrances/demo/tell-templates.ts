import type { handClock } from '../../foundation/clock.ts';
import { proposeRule, stepRule } from '../../rooms/gates/acts/keep-rule.ts';
import { registerTemplate, writeTemplate } from '../../rooms/gates/acts/keep-template.ts';
import { stepTemplate } from '../../rooms/gates/acts/step-template.ts';
import { type Cast, expectDone } from './found-demo.ts';
import { signed } from './signed.ts';

const at = (mailbox: string): string => `${mailbox}@aurelia.example`;
const item = (key: string, text: string, more: object = {}) => ({
  key,
  text,
  type: 'checklist' as const,
  fact: null,
  wants: null,
  expression: null,
  checker: null,
  answerHours: null,
  critical: false,
  operator: null,
  threshold: null,
  unit: null,
  source: null,
  freshnessHours: null,
  responsible: null,
  evidence: null,
  ...more,
});

const review = [
  item('cause', 'The cause of the emergency is known and recorded', {
    responsible: 'system-owner',
    evidence: 'Link to the problem record',
  }),
  item('retrospective', 'What was changed without the usual steps was reviewed', {
    responsible: 'validation-lead',
    evidence: 'Record of the review',
  }),
];
const readiness = [
  item('tests', 'Test cases passed', {
    type: 'measure' as const,
    operator: '>=' as const,
    threshold: 98,
    unit: '%',
    freshnessHours: 72,
    responsible: 'test-manager',
    evidence: 'Test summary report',
  }),
  item('rehearsed', 'The way back was rehearsed', { responsible: 'implementation-manager', evidence: 'Record of the rehearsal' }),
];
const watched = [...readiness, item('training', 'Users of every site are trained', { responsible: 'business-process-owner' })];

/** The people of the example write templates of gates, approve them and put one rule of the matrix in force; another one waits for quality. */
export async function tellTemplates(cast: Cast, clock: ReturnType<typeof handClock>): Promise<void> {
  const later = () => clock.moveTo(new Date(clock.now().getTime() + 1_000));
  const author = at('validation.lead');
  const approver = at('quality');
  const approve = async (kind: 'gate-template' | 'gate-rule', id: string, version: number, reason: string): Promise<void> => {
    later();
    const call = await cast.callOf(approver, version);
    const asked = { kind, id, verb: 'approve', input: { reason } };
    const step = kind === 'gate-template' ? stepTemplate : stepRule;
    expectDone(
      `approve ${reason}`,
      await signed(call, cast.password, asked, (signature) => step(call, id, { verb: 'approve', reason, signature })),
    );
  };
  const write = async (name: string, gateKey: string, purpose: string, criteria: typeof review, deciders: readonly string[]) => {
    later();
    const made = expectDone(
      `write “${name}”`,
      await registerTemplate(await cast.callOf(author), {
        name,
        gateKey,
        purpose,
        content: { deciders, greenHours: null, criteria },
      }),
    );
    await approve('gate-template', made.id, made.version, 'It asks what procedure QP-12 asks');
    return made;
  };
  const emergency = await write(
    'Review of the emergency',
    'emergency-review',
    'What was done in haste is looked at before the record is closed.',
    review,
    ['quality'],
  );
  const quality = await write(
    'Readiness of GxP releases',
    'gxp-readiness',
    'Evidence that a release of GxP systems can go live.',
    readiness,
    ['quality', 'validation-lead'],
  );
  later();
  const content = { deciders: ['quality', 'validation-lead'], greenHours: 48, criteria: watched };
  expectDone('write the next edition', await writeTemplate(await cast.callOf(author, quality.version + 1), quality.id, content));
  later();
  const facets = ['kind:emergency', 'gxp:yes'];
  const reason = 'Procedure QP-12: an emergency on GxP systems is reviewed before it is closed';
  const rule = expectDone(
    'propose a rule',
    await proposeRule(await cast.callOf(author), {
      subjectKind: 'release',
      step: 'close',
      template: emergency.id,
      facets,
      reason,
    }),
  );
  await approve('gate-rule', rule.id, rule.version, 'It is what the inspectors asked for');
  later();
  expectDone(
    'propose another rule',
    await proposeRule(await cast.callOf(at('release.manager')), {
      subjectKind: 'release',
      step: 'ready',
      template: quality.id,
      facets: ['class:major', 'gxp:yes', 'criticality:critical', 'criticality:high'],
      reason: 'Major releases of critical GxP systems show the same evidence',
    }),
  );
}
