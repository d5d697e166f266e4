import { defineRefusals } from '../../../foundation/refusal.ts';

/** Refusals of the matrix of duties and of its waivers. */
export const separationRefusals = defineRefusals('access', {
  'everywhere-only': {
    kind: 'forbidden',
    says: () => 'What is kept apart holds in the whole organisation; your right counts in some units only.',
    remedy: 'Ask somebody whose role stands in the root unit.',
  },
  'no-such-matrix-change': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no change “${f.id}” of the matrix of duties.`,
    remedy: 'Look at the list of changes.',
  },
  'matrix-change-over': {
    kind: 'conflict',
    says: (f: { verb: string; state: string }) => `“${f.verb}” does not lead on from ${f.state}.`,
    remedy: 'Look at the change as it is now.',
  },
  'matrix-moved': {
    kind: 'conflict',
    says: (f: { version: number }) => `The matrix has become version ${f.version} since, and this change no longer fits it.`,
    remedy: 'Withdraw the change and propose it anew on what holds today.',
  },
  'matrix-unchanged': {
    kind: 'rule',
    says: () => 'The change adds no pair and drops none.',
    remedy: 'Name a pair to add or to drop.',
  },
  'no-such-role': {
    kind: 'rule',
    says: (f: { role: string }) => `There is no role “${f.role}”.`,
    remedy: 'The API lists roles at /roles.',
  },
  'pair-of-one': {
    kind: 'rule',
    says: (f: { pair: string }) => `${f.pair} are one role: nothing is kept apart from itself.`,
    remedy: 'Name two roles.',
  },
  'pair-built-in': {
    kind: 'rule',
    says: (f: { pair: string }) => `${f.pair} are kept apart by Interlock itself, whatever the matrix says.`,
    remedy: 'The matrix adds pairs to these; it takes none of them away.',
  },
  'pair-already': {
    kind: 'rule',
    says: (f: { pair: string }) => `${f.pair} are kept apart already.`,
    remedy: 'Leave the pair out, or drop it in the same change to give it another reason.',
  },
  'pair-not-there': {
    kind: 'rule',
    says: (f: { pair: string }) => `The matrix does not keep ${f.pair} apart.`,
    remedy: 'Look at the matrix in force.',
  },
  'pair-not-apart': {
    kind: 'rule',
    says: (f: { pair: string }) => `${f.pair} are not kept apart: there is nothing to waive.`,
    remedy: 'Grant the role.',
  },
  'built-in-stays': {
    kind: 'rule',
    says: (f: { pair: string }) =>
      `${f.pair} are kept apart by Interlock itself, and the compliance profile lets no waiver change that.`,
    remedy:
      'Choose somebody else for one of the two roles; the value separation.builtIn of the profile decides whether such pairs can be waived.',
  },
  'waiver-bounded': {
    kind: 'rule',
    says: (f: { expiresAt: string; latest: string; days: number }) =>
      `A waiver ends in the future and at most ${f.days} days ahead, not at ${f.expiresAt}.`,
    remedy: (f) => `Choose an end until ${f.latest}.`,
  },
  'waiver-open': {
    kind: 'conflict',
    says: (f: { key: string }) => `There is a waiver of these roles for this person already, or one is asked for: ${f.key}.`,
    remedy: 'Wait for its decision or its end.',
  },
  'no-such-waiver': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no waiver “${f.id}”, or you may not see it.`,
    remedy: 'Look at the list of waivers.',
  },
  'no-such-person': {
    kind: 'rule',
    says: (f: { person: string }) => `There is nobody active by “${f.person}”.`,
    remedy: 'Name the person by e-mail address or id.',
  },
  'waiver-over': {
    kind: 'conflict',
    says: (f: { verb: string; state: string }) => `“${f.verb}” does not lead on from ${f.state}.`,
    remedy: 'Look at the waiver as it is now.',
  },
  'not-proposer': {
    kind: 'forbidden',
    says: () => 'Whoever proposed or asked for it withdraws it; others reject it.',
    remedy: 'Ask who did.',
  },
  'reason-missing': {
    kind: 'rule',
    says: (f: { verb: string }) => `“${f.verb}” is done with a reason.`,
    remedy: 'Say why; it is recorded.',
  },
});
