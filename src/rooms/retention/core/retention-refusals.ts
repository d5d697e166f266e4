import { defineRefusals } from '../../../foundation/refusal.ts';

export const retentionRefusals = defineRefusals('retention', {
  'everywhere-only': {
    kind: 'forbidden',
    says: () => 'The register holds for the whole organisation; your right reaches a part of it.',
    remedy: 'Ask somebody who holds the role for the whole organisation.',
  },
  'no-such-kind': {
    kind: 'notFound',
    says: (f: { kind: string }) => `No record is of the kind “${f.kind}”.`,
    remedy: 'Take a kind out of the register: GET /retention/register.',
  },
  'no-such-class': {
    kind: 'malformed',
    says: (f: { name: string; known: readonly string[] }) =>
      `There is no class of retention “${f.name}”; there are ${f.known.join(', ')}.`,
    remedy: 'Name one of these.',
  },
  'row-not-whole': {
    kind: 'rule',
    says: (f: { kind: string; missing: readonly string[] }) =>
      `“${f.kind}” has no row in the register yet, so the new one must be whole: ${f.missing.join(', ')} is missing.`,
    remedy: 'Say every flag of the row.',
  },
  'audit-shorter': {
    kind: 'rule',
    says: (f: { kind: string; years: number; retention: string; least: number }) =>
      `The trail of a record is kept at least as long as the record: ${f.years} years are less than the ${f.least} of the class “${f.retention}” (21 CFR 11.10(e)).`,
    remedy: 'Name as many years or more, or none: then the trail is kept as long as the record.',
  },
  'signed-all-the-same': {
    kind: 'rule',
    says: (f: { kind: string; steps: readonly string[] }) =>
      `Steps of this kind of record are signed (${f.steps.join(', ')}): the register cannot say that none is.`,
    remedy: 'Leave the signatures as the published table has them.',
  },
  'changes-nothing': {
    kind: 'rule',
    says: () => 'The row says so already.',
    remedy: 'Nothing needs to be done.',
  },
  'no-such-register-change': {
    kind: 'notFound',
    says: () => 'There is no such change of the register.',
    remedy: 'Take its key out of the list.',
  },
  'register-change-open': {
    kind: 'conflict',
    says: (f: { key: string }) => `A change of this row waits for a decision already: ${f.key}.`,
    remedy: 'Decide on that one first, or withdraw it.',
  },
  'register-change-over': {
    kind: 'conflict',
    says: (f: { state: string }) => `The change is ${f.state}: nothing can be done with it any more.`,
    remedy: 'Propose another one.',
  },
  'register-moved': {
    kind: 'conflict',
    says: (f: { kind: string }) => `The row of “${f.kind}” was changed since this change was proposed.`,
    remedy: 'Reject or withdraw it, and propose it anew on the row of now.',
  },
  'not-proposer': {
    kind: 'rule',
    says: () => 'Who proposed a change withdraws it; others reject it.',
    remedy: 'Ask who proposed it, or reject it.',
  },
  'no-such-record': {
    kind: 'notFound',
    says: () => 'There is no such record, or you may not see it.',
    remedy: 'Give its kind and its id or key.',
  },
  'no-such-hold': {
    kind: 'notFound',
    says: () => 'There is no such hold.',
    remedy: 'Take its key out of the list.',
  },
  'hold-over': {
    kind: 'conflict',
    says: (f: { key: string }) => `The hold ${f.key} has ended already.`,
    remedy: 'Look at it again; set another one where a new ground is there.',
  },
  'event-ahead': {
    kind: 'rule',
    says: (f: { on: string }) => `The event is recorded once it took place; ${f.on.slice(0, 10)} is ahead.`,
    remedy: 'Record it on that day or later.',
  },
  'nothing-deletes': {
    kind: 'forbidden',
    says: (f: { record: string; until: string | null; ground: string }) =>
      f.until === null
        ? `Nothing deletes ${f.record}, for anybody: it is kept, and its end is open. ${f.ground}. The attempt stands in the audit trail.`
        : `Nothing deletes ${f.record}, for anybody: it is kept until ${f.until.slice(0, 10)}. ${f.ground}. The attempt stands in the audit trail.`,
    remedy: 'Cancel or withdraw the record, or correct it; it stays readable.',
  },
});
