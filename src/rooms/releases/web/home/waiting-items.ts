import { counted } from '../../../../design/parts/in-sentence.ts';
import type { Tone } from '../../../../design/tokens.ts';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import type { accessReviewsWaiting } from '../../../access/contract.ts';
import type { waitingApprovals } from '../../../approvals/contract.ts';
import type { gatesWaiting } from '../../../gates/contract.ts';
import type { home } from '../../contract.ts';
import { verbWords } from '../words.ts';

export type WaitingItem = {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly text: string;
  readonly badge: string;
  readonly tone: Tone;
  /** A gate that is due in more than a month: shown on demand. */
  readonly later?: true | undefined;
};

type Waiting = ReplyOf<typeof gatesWaiting>['items'][number];
type Approval = ReplyOf<typeof waitingApprovals>['items'][number];
type AccessReview = ReplyOf<typeof accessReviewsWaiting>['items'][number];
const dayMs = 86_400_000;

/** How near a due time is, in words. */
export function dueWords(dueAt: string | null, now: number): { readonly badge: string; readonly tone: Tone } {
  if (dueAt === null) return { badge: 'No due date', tone: 'gray' };
  const days = (Date.parse(dueAt) - now) / dayMs;
  if (days < 0) return { badge: 'Overdue', tone: 'red' };
  if (days < 1) return { badge: 'Due within a day', tone: 'orange' };
  const whole = Math.ceil(days);
  return { badge: `Due in ${counted(whole, 'day')}`, tone: whole <= 7 ? 'yellow' : 'gray' };
}

const monthMs = 30 * dayMs;
const isFar = (gate: Waiting, now: number): boolean => gate.dueAt !== null && Date.parse(gate.dueAt) - now > monthMs;
const dueOrder = (gate: Waiting): number => (gate.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(gate.dueAt));

function gateItem(gate: Waiting, now: number): WaitingItem {
  const toFill = gate.record.map((criterion) => criterion.text);
  const what = [
    ...(gate.decide ? [`Decide: ${gate.met} of ${gate.total} criteria met`] : []),
    ...(toFill.length === 0
      ? []
      : [`Record: ${toFill.slice(0, 2).join('; ')}${toFill.length > 2 ? ` and ${toFill.length - 2} more` : ''}`]),
  ];
  return {
    id: gate.id,
    href: `${gate.subject.link}/gates?gate=${encodeURIComponent(gate.key)}`,
    title: `${gate.name}, ${gate.subject.label}`,
    text: what.join(' · '),
    ...dueWords(gate.dueAt, now),
    ...(isFar(gate, now) ? { later: true as const } : {}),
  };
}

const approvalItem = ({ subject, step, verb, says, requirements }: Approval): WaitingItem => ({
  id: `approval-${subject.id}-${step}-${verb}`,
  href: `${subject.link}/approvals`,
  title: subject.label,
  text: `${says} waits for your yes: ${requirements.map((one) => one.name).join('; ')}`,
  badge: 'Approve',
  tone: 'brand',
});

const accessItem = (review: AccessReview, now: number): WaitingItem => ({
  id: `access-${review.id}`,
  href: `/access-reviews/${review.key}`,
  title: `${review.key} Review of access in ${review.unit.name}`,
  text: `${counted(review.mine, 'item')} to answer${review.suspended === 0 ? '' : `, ${review.suspended} suspended until you do`}`,
  ...dueWords(review.dueAt, now),
});

/** What waits, the most pressing first: own releases in trouble, approvals, reviews of access, steps that nothing blocks, then gates by due time. Pure. */
export function waitingItems(
  shown: ReplyOf<typeof home>,
  approvals: readonly Approval[],
  gates: readonly Waiting[],
  access: readonly AccessReview[],
  now: number,
): readonly WaitingItem[] {
  return [
    ...shown.mine.map((line) => ({
      id: `mine-${line.id}`,
      href: `/releases/${line.key}`,
      title: line.name,
      text: line.why.join(' · '),
      badge: 'Yours',
      tone: 'red' as const,
    })),
    ...approvals.map(approvalItem),
    ...access.map((review) => accessItem(review, now)),
    ...shown.steps.map((line) => ({
      id: `step-${line.id}-${line.verb}`,
      href: `/releases/${line.key}`,
      title: line.name,
      text: `${verbWords[line.verb].says}: nothing stands in the way`,
      badge: 'You can act',
      tone: 'brand' as const,
    })),
    ...gates.toSorted((a, b) => dueOrder(a) - dueOrder(b)).map((gate) => gateItem(gate, now)),
  ];
}
