import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const day = 86_400_000;
const longestMs = 366 * day;

const no = defineRefusals('identity', {
  'deputation-backwards': {
    kind: 'rule',
    says: () => 'The deputation would end before it starts.',
    remedy: 'Let it end after its start.',
  },
  'deputation-over': {
    kind: 'rule',
    says: () => 'The deputation would be over already.',
    remedy: 'Choose an end that lies ahead.',
  },
  'deputation-backdated': {
    kind: 'rule',
    says: () => 'The deputation would have begun more than a day ago: nobody is entitled afterwards to what they did before.',
    remedy: 'Let it begin now.',
  },
  'deputation-too-long': {
    kind: 'rule',
    says: () => 'A deputation lasts 366 days at most.',
    remedy: 'Choose an earlier end, or grant the deputy the role itself.',
  },
  'own-deputy': { kind: 'rule', says: () => 'Nobody stands in for themselves.', remedy: 'Name somebody else.' },
  'administrator-names-self': {
    kind: 'forbidden',
    says: () => 'An administrator does not make themselves the deputy of somebody.',
    remedy: 'Let the person name their deputy, or ask another administrator.',
  },
});

type Wanted = { readonly personId: string; readonly deputyId: string; readonly startsAt: Date; readonly endsAt: Date };

/** A deputy is somebody else, for a limited time, named by the person or by an administrator who is not the deputy. */
export function deputationFaults(wanted: Wanted, actorId: string, now: Date): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (wanted.personId === wanted.deputyId) refusals.push(no['own-deputy']({}, { field: '/deputy' }));
  else if (wanted.deputyId === actorId) refusals.push(no['administrator-names-self']({}, { field: '/deputy' }));
  const length = wanted.endsAt.getTime() - wanted.startsAt.getTime();
  if (length <= 0) refusals.push(no['deputation-backwards']({}, { field: '/endsAt' }));
  else if (wanted.endsAt <= now) refusals.push(no['deputation-over']({}, { field: '/endsAt' }));
  if (wanted.startsAt.getTime() < now.getTime() - day) refusals.push(no['deputation-backdated']({}, { field: '/startsAt' }));
  if (length > longestMs) refusals.push(no['deputation-too-long']({}, { field: '/endsAt' }));
  return refusals;
}

export type DeputationState = 'future' | 'current' | 'past' | 'withdrawn';

/** Half-open: at its end a deputation is over. */
export function deputationState(
  of: { readonly starts_at: Date; readonly ends_at: Date; readonly withdrawn_at: Date | null },
  now: Date,
): DeputationState {
  if (of.withdrawn_at !== null) return 'withdrawn';
  if (of.ends_at <= now) return 'past';
  return of.starts_at <= now ? 'current' : 'future';
}
