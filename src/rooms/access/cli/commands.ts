import type { Command } from 'commander';
import { addOperationCommand, type CliContext } from '../../../foundation/cli/operation-commands.ts';
import { separationReport } from '../../identity/contract.ts';
import * as contract from '../contract.ts';

const commands = {
  list: contract.listAccessReviews,
  waiting: contract.accessReviewsWaiting,
  show: contract.showAccessReview,
  open: contract.openAccessReview,
  decide: contract.decideAccess,
  extend: contract.extendAccessReview,
  close: contract.closeAccessReview,
  withdraw: contract.withdrawAccessReview,
  export: contract.exportAccessReview,
  rules: contract.listReviewRules,
  'set-rule': contract.setReviewRule,
  'end-rule': contract.endReviewRule,
} as const;

const dutyCommands = {
  matrix: contract.showDutyMatrix,
  report: separationReport,
  changes: contract.listMatrixChanges,
  'show-change': contract.showMatrixChange,
  propose: contract.proposeMatrixChange,
  'decide-change': contract.decideMatrixChange,
  waivers: contract.listDutyWaivers,
  'show-waiver': contract.showDutyWaiver,
  'ask-waiver': contract.requestDutyWaiver,
  'decide-waiver': contract.decideDutyWaiver,
  'waiver-acts': contract.waiverActs,
} as const;

/** `interlock access-review open --unit firm --due-at 2027-01-31T00:00:00Z`, `access-review show ACR-1001`, `access-review close ACR-1001 --conclusion "…" --latest --sign`; `duties matrix`, `duties decide-waiver DWV-1 grant --latest --sign`. */
export function addAccessCommands(program: Command, context: CliContext): void {
  const parent = program.command('access-review').description('Reviews of access: who still needs what they may do');
  for (const [name, operation] of Object.entries(commands))
    addOperationCommand(parent, name, operation, Object.values(commands), context);
  const duties = program.command('duties').description('Which roles nobody holds together, who does all the same, and waivers');
  for (const [name, operation] of Object.entries(dutyCommands))
    addOperationCommand(duties, name, operation, Object.values(dutyCommands), context);
}
