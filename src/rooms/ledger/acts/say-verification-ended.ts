import type { Work } from '../../../foundation/transact.ts';
import type { Report } from '../core/verify.ts';

/** How a verification ended, for the trail; without a report it was interrupted. */
export function sayVerificationEnded(work: Work, id: string, report: Report | null): void {
  const ended =
    report === null
      ? { state: 'interrupted' }
      : { state: 'finished', verdict: report.verdict, checked: report.checked, damageAt: report.damage?.seq ?? null };
  work.say({
    act: report === null ? 'ledger.verification-interrupted' : 'ledger.verification-finished',
    subject: { kind: 'verification', id, key: null, unitIds: [] },
    version: 2,
    before: { state: 'running' },
    after: ended,
  });
}
