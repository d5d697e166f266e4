import type { Refusal } from '../../../foundation/refusal.ts';
import { bounded } from './bounded.ts';
import { ownedName, type PlanRow, type PlanSubject } from './diff-plan.ts';
import { integrationRefusals as no } from './refusals.ts';

/** A record that this plan would change and another one brought. */
export type TakeOver = {
  readonly subject: PlanSubject;
  readonly key: string;
  readonly plan: string;
  /** Line of the record in the file. */
  readonly line: number | null;
};

/**
 * Which rows change what another plan brought. `owners` are the plans of records that this plan has not brought, by `ownedName`. A record that both files
 * say alike is nobody's to take: it stays where it is.
 */
export const takeOversIn = (
  rows: readonly PlanRow[],
  owners: ReadonlyMap<string, string>,
  lineOf: (subject: PlanSubject, key: string) => number | null,
): readonly TakeOver[] =>
  rows.flatMap(({ action, subject, key }) => {
    const plan = action === 'change' ? owners.get(ownedName(subject, key)) : undefined;
    return plan === undefined ? [] : [{ subject, key, plan, line: lineOf(subject, key) }];
  });

const shown = (name: string): string => JSON.stringify(name);

/** What the text of a preview says of them, below its rows; empty where there are none. */
export function renderTakeOvers(takeOvers: readonly TakeOver[]): string {
  if (takeOvers.length === 0) return '';
  const lines = takeOvers.map(
    ({ subject, key, plan, line }) => `  ${subject} ${key}${line === null ? '' : ` (line ${line})`} from plan ${shown(plan)}`,
  );
  const many = takeOvers.length === 1 ? '1 record' : `${takeOvers.length} records`;
  return `\nTaken over from other plans\n${lines.join('\n')}\n\n${many} to take over: applied only with --take-over.\n`;
}

/** One refusal for each record that would be taken over without consent, as many as a person reads. */
export const notYours = (takeOvers: readonly TakeOver[], plan: string): readonly Refusal[] =>
  bounded(
    takeOvers.map((one) =>
      no['brought-by-another-plan'](
        { row: `${one.subject} ${one.key}`, line: one.line, other: one.plan, plan },
        { field: '/takeOver' },
      ),
    ),
  );
