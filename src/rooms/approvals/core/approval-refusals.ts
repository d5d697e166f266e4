import { defineRefusals } from '../../../foundation/refusal.ts';

type Person = { readonly id: string; readonly name: string };
type Missing = {
  requirement: string;
  name: string;
  asked: string;
  meaning: string;
  needed: number;
  given: number;
  /** Roles that are asked; `recorders` and `missing` are empty: nothing is to be recorded first. */
  deciders: readonly string[];
  recorders: readonly string[];
  missing: readonly string[];
  who: readonly Person[];
  more: number;
  since: string | null;
};

const people = (who: readonly Person[], more: number): string =>
  `${who.map((one) => one.name).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;

/** What approvals say "no" to: giving, withdrawing, and the steps that wait for them. */
export const approvalRefusals = defineRefusals('approvals', {
  missing: {
    kind: 'rule',
    says: (f: Missing) =>
      `${f.requirement} “${f.name}” asks for ${f.needed === 1 ? 'an approval' : `${f.needed} approvals`} (${f.meaning}) by ${f.asked}; ${f.given === 0 ? 'none counts' : `${f.given} of them ${f.given === 1 ? 'counts' : 'count'}`} now.`,
    remedy: (f: Missing) =>
      f.who.length === 0 && f.more > 0
        ? `${f.more === 1 ? 'One person' : `${f.more} people`} could give it: ${f.asked}.`
        : f.who.length === 0
          ? 'Nobody could give it at the moment: somebody who had no hand in the work needs the role.'
          : `It could be given by ${people(f.who, f.more)}.`,
  },
  'rejected-by': {
    kind: 'rule',
    says: (f: { name: string; at: string; reason: string }) => `${f.name} said no on ${f.at}: “${f.reason}”.`,
    remedy: 'A “no” blocks until whoever said it takes it back, or what it is about changes; nobody outvotes it.',
  },
  'fills-both': {
    kind: 'rule',
    says: (f: { own: boolean; step: string; requirement: string; part: string }) =>
      `${f.own ? 'You approved' : 'Somebody for whom you stand in, or who stands in for you, approved'} “${f.step}” under ${f.requirement}, which keeps its approvers from this: ${f.part}.`,
    remedy: 'Somebody else does this. An approval can be withdrawn as long as its step was not taken.',
  },
  excluded: {
    kind: 'rule',
    says: (f: { requirement: string; own: boolean; part: string }) =>
      `${f.requirement} is not answered by ${f.own ? 'whoever had' : 'a deputy of, or somebody with a deputy who had,'} this part in the work: ${f.part}.`,
    remedy: 'Somebody without a hand in the work gives it.',
  },
  'not-asked': {
    kind: 'forbidden',
    says: (f: { step: string; asked: readonly string[] }) =>
      f.asked.length === 0
        ? `Nothing has to be approved before “${f.step}” of this record.`
        : `You are not asked for this before “${f.step}”. Asked are: ${f.asked.join('; ')}.`,
    remedy: 'Look at what the step asks for, and by whom, with GET /approvals?subject=…',
  },
  'said-already': {
    kind: 'conflict',
    says: (f: { verdict: string; at: string }) =>
      `You said ${f.verdict === 'approved' ? 'yes' : 'no'} to this on ${f.at}, and it stands.`,
    remedy: 'Withdraw it first, if you have changed your mind.',
  },
  'one-voice': {
    kind: 'rule',
    says: (f: { name: string }) => `${f.name} has approved this already; a deputy and who they stand in for are one voice.`,
    remedy: 'Somebody who holds the role in their own right gives the other approval.',
  },
  'reason-missing': {
    kind: 'rule',
    says: () => 'A “no” says why.',
    remedy: 'Give the reason, in at least three characters.',
  },
  'no-such-approval': {
    kind: 'notFound',
    says: () => 'There is no such approval that you may see.',
    remedy: 'The approvals of a record are listed with it.',
  },
  'no-such-matter': {
    kind: 'notFound',
    says: (f: { named: string }) => `There is no step “${f.named}” of a record that you may see.`,
    remedy: 'Send the kind, the id or key and the step, such as release:REL-1042:plan.',
  },
  'not-yours': {
    kind: 'forbidden',
    says: (f: { name: string }) => `This was said by ${f.name}.`,
    remedy: 'Whoever said it takes it back; it also ends when what it is about changes.',
  },
  'withdrawn-already': {
    kind: 'conflict',
    says: (f: { at: string }) => `It was withdrawn on ${f.at}.`,
    remedy: 'Nothing is left to withdraw.',
  },
  'step-taken': {
    kind: 'rule',
    says: (f: { step: string; at: string }) => `“${f.step}” was taken on ${f.at}: the approval belongs to its record.`,
    remedy: 'Take the step back with its own verb, where the record has one.',
  },
});
