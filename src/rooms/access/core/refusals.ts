import { defineRefusals } from '../../../foundation/refusal.ts';

export const accessRefusals = defineRefusals('access', {
  'no-such-review': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no review of access “${f.id}”, or you may not see it.`,
    remedy: 'Look at the list of reviews; ask for the right if you need it.',
  },
  'no-such-unit': {
    kind: 'rule',
    says: (f: { unit: string }) => `There is no unit “${f.unit}” whose access you could have reviewed.`,
    remedy: 'Name a unit by its key that exists and in which you hold the right.',
  },
  'review-open': {
    kind: 'conflict',
    says: () => 'A review of the access of this unit is open already.',
    remedy: 'Go on with that one: what came since is taken into it.',
  },
  'review-over': {
    kind: 'rule',
    says: (f: { state: string }) => `The review is ${f.state}; nothing of it is changed any more.`,
    remedy: 'Open another review of the same unit.',
  },
  'due-bounds': {
    kind: 'rule',
    says: (f: { most: number }) => `A review is due between tomorrow and ${f.most} days from now.`,
    remedy: 'Give people some days to answer, and no quarter of a year.',
  },
  'too-much-access': {
    kind: 'tooLarge',
    says: (f: { most: number }) => `The unit holds more than ${f.most} grants; one review takes no more.`,
    remedy: 'Review the units below it one by one.',
  },
  'no-such-item': {
    kind: 'rule',
    says: (f: { item: string }) => `The item ${f.item} is none of this review.`,
    remedy: 'Name items by their ids, as the review shows them.',
  },
  'own-item': {
    kind: 'forbidden',
    says: () => 'Nobody reviews their own access, nor that of somebody for whom they stand in or who stands in for them.',
    remedy: 'Leave it to another reviewer of the unit or of one above it.',
  },
  'item-gone': {
    kind: 'rule',
    says: () => 'This access is gone already; there is nothing to keep or to change.',
    remedy: 'Leave it, or grant it anew where it is needed.',
  },
  'items-open': {
    kind: 'rule',
    says: (f: { open: number; of: number }) => `${f.open} of ${f.of} items have no answer.`,
    remedy: 'Say of each whether it is kept, removed or changed.',
  },
  'not-carried-out': {
    kind: 'rule',
    says: (f: { items: number }) =>
      `Read again, ${f.items} ${f.items === 1 ? 'item stands' : 'items stand'} as before, although they were to be removed or changed.`,
    remedy: 'Have an administrator carry it out, or decide otherwise.',
  },
  'came-since': {
    kind: 'rule',
    says: (f: { items: number }) =>
      `${f.items} ${f.items === 1 ? 'grant' : 'grants'} came before the review was due and have no place in it.`,
    remedy: 'Take in what came since, and decide on it.',
  },
  'snapshot-differs': {
    kind: 'rule',
    says: () => 'The items of the snapshot are not those whose digest was kept when it was taken.',
    remedy: 'Have the ledger verified at once, and open another review.',
  },
  'still-suspended': {
    kind: 'rule',
    says: (f: { items: number }) => `${f.items} ${f.items === 1 ? 'item is' : 'items are'} suspended by this review.`,
    remedy: 'Decide on these first: nobody could do so any more once it is withdrawn.',
  },
  'no-such-rule': {
    kind: 'notFound',
    says: (f: { id: string }) => `There is no rule “${f.id}” for reviews of access, or you may not see it.`,
    remedy: 'Look at the list of rules.',
  },
  'rule-begins-past': {
    kind: 'rule',
    says: (f: { day: string }) => `The first review would have begun on ${f.day}, which is past.`,
    remedy: 'Name today or a later day.',
  },
  'rule-overlaps': {
    kind: 'rule',
    says: (f: { days: number; months: number }) =>
      `With ${f.days} days for the answers the reviews of every ${f.months} month(s) would overlap.`,
    remedy: 'Give fewer days, or review less often.',
  },
});
