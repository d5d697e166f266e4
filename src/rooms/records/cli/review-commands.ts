import type { Command } from 'commander';
import { addOperationCommand, type CliContext } from '../../../foundation/cli/operation-commands.ts';
import * as contract from '../contract-review.ts';

const commands = {
  list: contract.listReviews,
  rules: contract.focusRules,
  show: contract.showReview,
  open: contract.openReview,
  dispose: contract.disposeFindings,
  extend: contract.extendReview,
  finish: contract.finishReview,
  withdraw: contract.withdrawReview,
} as const;

/** `interlock review open --release REL-1042`, `review show ATR-1001`, `review finish ATR-1001 --conclusion "…" --latest --sign`. */
export function addReviewCommands(program: Command, context: CliContext): void {
  const parent = program.command('review').description('Reviews of the audit trail of releases');
  for (const [name, operation] of Object.entries(commands))
    addOperationCommand(parent, name, operation, Object.values(commands), context);
}
