import type { Command } from 'commander';
import type { CliContext } from '../foundation/cli/operation-commands.ts';
import { addAccessCommands } from '../rooms/access/cli/commands.ts';
import { addDiscussionCommands } from '../rooms/discussion/cli/commands.ts';
import { addPlanCommands } from '../rooms/integrations/cli/commands.ts';
import { addLedgerCommands } from '../rooms/ledger/cli/commands.ts';
import { addProfileCommands } from '../rooms/policies/cli/commands.ts';
import { addDossierCommands } from '../rooms/records/cli/commands.ts';
import { addReviewCommands } from '../rooms/records/cli/review-commands.ts';
import { copyEnvelope, dossierContainer } from '../rooms/records/wiring.ts';
import { signatureJudge } from '../rooms/signatures/wiring.ts';

/** Commands that rooms offer beyond their operations: plan files, verification, dossiers, reviews, the compliance profile. */
export function addRoomCommands(program: Command, context: CliContext): void {
  addPlanCommands(program, context);
  addLedgerCommands(program, context, {
    judges: () => [signatureJudge()],
    containers: [dossierContainer],
    envelopes: [copyEnvelope],
    // The whole house is loaded where a database is verified, and for no other command.
    records: async (url) => (await import('./check-records.ts')).checkRecords(url),
  });
  addDossierCommands(program, context);
  addProfileCommands(program, context);
  addReviewCommands(program, context);
  addAccessCommands(program, context);
  addDiscussionCommands(program, context);
}
