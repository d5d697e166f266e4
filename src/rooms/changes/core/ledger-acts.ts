import type { ChangeVerb } from '../contract-words.ts';

/** The ledger act of each verb, with the sentence that a reader of the trail sees. */
export const ledgerActs = {
  submit: { act: 'changes.submitted', says: 'submitted the change' },
  'submit-standard': {
    act: 'changes.submitted-as-standard',
    says: 'submitted the change as standard: its template authorised it',
  },
  assess: { act: 'changes.assessed', says: 'assessed the change' },
  agree: { act: 'changes.quality-agreed', says: 'agreed for quality' },
  object: { act: 'changes.quality-objected', says: 'said no for quality' },
  authorise: { act: 'changes.authorised', says: 'authorised the change: it may be built and tested' },
  permit: { act: 'changes.permitted', says: 'permitted the change outside of production' },
  build: { act: 'changes.built', says: 'reported the change as built' },
  test: { act: 'changes.tested', says: 'reported the change as tested' },
  'send-back': { act: 'changes.sent-back', says: 'sent the change back to be built' },
  approve: { act: 'changes.approved-for-production', says: 'approved the change for production' },
  schedule: { act: 'changes.scheduled', says: 'scheduled the change' },
  implement: { act: 'changes.implementation-started', says: 'began to implement the change' },
  complete: { act: 'changes.implemented', says: 'reported the change as implemented' },
  fail: { act: 'changes.failed', says: 'reported the change as failed' },
  'back-out': { act: 'changes.backed-out', says: 'backed the change out' },
  verify: { act: 'changes.verified', says: 'verified what came of the change' },
  close: { act: 'changes.closed', says: 'closed the change' },
  reject: { act: 'changes.rejected', says: 'rejected the change' },
  rework: { act: 'changes.reworked', says: 'took the change back to its draft' },
  'make-normal': { act: 'changes.made-normal', says: 'turned the standard change into a normal one' },
  hold: { act: 'changes.held', says: 'put the change on hold' },
  resume: { act: 'changes.resumed', says: 'resumed the change' },
  withdraw: { act: 'changes.withdrawn', says: 'withdrew the change' },
} as const satisfies Readonly<Record<ChangeVerb, { readonly act: string; readonly says: string }>>;

/** Ledger acts that no verb of the lifecycle says. */
export const otherActs = {
  'changes.requested': 'requested the change',
  'changes.edited': 'wrote on in the change',
} as const;
