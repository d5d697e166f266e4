import type { Command } from 'commander';
import { addOperationCommand, type CliContext } from '../../../foundation/cli/operation-commands.ts';
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

/** `interlock access-review open --unit firm --due-at 2027-01-31T00:00:00Z`, `access-review show ACR-1001`, `access-review close ACR-1001 --conclusion "…" --latest --sign`. */
export function addAccessCommands(program: Command, context: CliContext): void {
  const parent = program.command('access-review').description('Reviews of access: who still needs what they may do');
  for (const [name, operation] of Object.entries(commands))
    addOperationCommand(parent, name, operation, Object.values(commands), context);
}
