import type { AnyVerb } from './verbs.ts';

/** The ledger act of each verb, with the sentence that a reader of the trail sees. */
export const ledgerActs = {
  accept: { act: 'releases.accepted', says: 'accepted the release' },
  reject: { act: 'releases.rejected', says: 'rejected the release' },
  plan: { act: 'releases.planned', says: 'approved the dates of the release' },
  start: { act: 'releases.started', says: 'started work on the release' },
  'accept-uat': { act: 'releases.uat-accepted', says: 'accepted the user acceptance test for the business' },
  'declare-ready': { act: 'releases.go-decided', says: 'decided go' },
  'no-go': { act: 'releases.no-go-decided', says: 'decided no-go' },
  'void-go': { act: 'releases.go-voided', says: 'the go became void: what it relied on changed' },
  'expire-go': { act: 'releases.go-expired', says: 'the go expired unused' },
  deploy: { act: 'releases.deployment-started', says: 'started the deployment' },
  stop: { act: 'releases.deployment-stopped', says: 'stopped the deployment before the point of no return' },
  'record-results': { act: 'releases.results-recorded', says: 'recorded results of applications' },
  complete: { act: 'releases.deployed', says: 'reported the deployment as done' },
  validate: { act: 'releases.validated', says: 'recorded the business validation' },
  'release-for-use': { act: 'releases.released-for-use', says: 'released for use' },
  'enter-warranty': { act: 'releases.warranty-entered', says: 'began the warranty' },
  'confirm-business': { act: 'releases.closure-confirmed-business', says: 'confirmed closure for the business' },
  'confirm-it': { act: 'releases.closure-confirmed-it', says: 'confirmed closure for IT' },
  close: { act: 'releases.closed', says: 'closed the release' },
  'back-out': { act: 'releases.backed-out', says: 'backed the release out' },
  'resume-work': { act: 'releases.work-resumed', says: 'resumed work after the back-out' },
  fail: { act: 'releases.closed-as-failed', says: 'closed the release as failed' },
  hold: { act: 'releases.held', says: 'put the release on hold' },
  resume: { act: 'releases.resumed', says: 'resumed the release' },
  cancel: { act: 'releases.cancelled', says: 'cancelled the release' },
} as const satisfies Readonly<Record<AnyVerb, { readonly act: string; readonly says: string }>>;

/** Moving a go-live whose dates were approved is signed as well. */
export const movedAct = 'releases.moved';

/** Ledger acts that no verb of the lifecycle says. */
export const otherActs = {
  'releases.proposed': 'proposed the release',
  'releases.changed': 'changed the release',
  'releases.moved': 'moved the go-live',
  'releases.gates-placed': 'changed which gates the release has, or what they ask',
  'releases.history-imported': 'imported the release as history of another system',
  'releases.gate-reopened': 'a gate opened again while the release was being deployed',
} as const;
