import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';
import { isValidSpan, type Span } from '../../../foundation/span.ts';
import { clashesWithin } from './hard-clashes.ts';
import type { HoldDraft } from './hold.ts';

const saySpan = (span: Span): string => `${span.start.toISOString()} to ${span.end.toISOString()}`;

const no = defineRefusals('interlocks', {
  'resource-taken': {
    kind: 'conflict',
    says: (f: {
      resource: string;
      slot: string;
      by: string;
      from: string;
      until: string;
      nextFree: { start: string; end: string } | null;
    }) => `${f.resource} is held firmly by ${f.by} from ${f.from} to ${f.until}; nobody else can hold it firmly at that time.`,
    remedy: (f) =>
      f.nextFree === null
        ? 'Agree with the other party who moves; nothing is free within two years.'
        : `Move to ${f.nextFree.start} – ${f.nextFree.end}, the next span that is free, or agree with the other party who moves.`,
  },
  'own-holds-overlap': {
    kind: 'rule',
    says: (f: { resource: string; one: string; other: string }) =>
      `${f.resource} would be held firmly twice by the same record: ${f.one} and ${f.other}.`,
    remedy: 'Join the two spans, or move one of them.',
  },
  'span-empty': {
    kind: 'rule',
    says: (f: { slot: string; start: string; end: string }) =>
      `“${f.slot}” ends (${f.end}) no later than it starts (${f.start}).`,
    remedy: 'Let it end after its start: the end itself no longer belongs to it.',
  },
  'slot-twice': {
    kind: 'rule',
    says: (f: { slot: string }) => `Two claims of the same record are called “${f.slot}”.`,
    remedy: 'Give each claim a name of its own.',
  },
  'no-such-collision': {
    kind: 'notFound',
    says: () => 'There is no such collision, or you may not see either of its parties.',
    remedy: 'Look at the list of collisions, also of cleared ones.',
  },
  'no-such-owner': {
    kind: 'malformed',
    says: (f: { owner: string }) => `“${f.owner}” names no record.`,
    remedy: 'Write kind:id or kind:key, such as release:REL-1042.',
  },
  'no-such-resource': {
    kind: 'notFound',
    says: (f: { kind: string; id: string }) => `There is no ${f.kind} “${f.id}”, or you may not see it.`,
    remedy: 'Ask about what stands in your lists.',
  },
  'no-such-unit': {
    kind: 'malformed',
    says: (f: { unit: string }) => `There is no unit “${f.unit}”.`,
    remedy: 'Name a unit by its id or key.',
  },
  'bad-cursor': {
    kind: 'malformed',
    says: () => 'The cursor is not one that this list gave.',
    remedy: 'Start again without a cursor.',
  },
});

export { no as interlockRefusals };

const slotsTwice = (slots: readonly string[]): readonly Refusal[] =>
  [...new Set(slots.filter((slot, index) => slots.indexOf(slot) !== index))].map((slot) => no['slot-twice']({ slot }));

const emptySpans = (claims: readonly (Span & { readonly slot: string })[]): readonly Refusal[] =>
  claims
    .filter((claim) => !isValidSpan(claim))
    .map((claim) => no['span-empty']({ slot: claim.slot, start: sayDate(claim.start), end: sayDate(claim.end) }));

const sayDate = (date: Date): string => (Number.isNaN(date.getTime()) ? 'no date' : date.toISOString());

/** What is wrong with claims by themselves, whatever stands in the index. */
export const faultsOfClaims = (claims: readonly (Span & { readonly slot: string })[]): readonly Refusal[] => [
  ...slotsTwice(claims.map((claim) => claim.slot)),
  ...emptySpans(claims),
];

/** What is wrong with the holds of one owner by themselves. */
export const faultsOfHolds = (drafts: readonly HoldDraft[]): readonly Refusal[] => [
  ...faultsOfClaims(drafts),
  ...clashesWithin(drafts).map(([one, other]) =>
    no['own-holds-overlap']({ resource: one.resource.label, one: saySpan(one), other: saySpan(other) }),
  ),
];
