import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'own-identity': {
    kind: 'forbidden',
    says: () => 'Nobody records that they checked their own identity.',
    remedy: 'Ask somebody else who checks identities.',
  },
  'checks-after-own-reset': {
    kind: 'forbidden',
    says: () => 'You reset a component of this account: whoever does that does not also vouch for whose it is.',
    remedy: 'Ask somebody else who checks identities.',
  },
  'checker-unchecked': {
    kind: 'forbidden',
    says: () => 'Your own identity was not checked since your components were set up, so you cannot vouch for somebody else’s.',
    remedy: 'Have your own identity checked first.',
  },
  'first-checks-checker': {
    kind: 'rule',
    says: () => 'Nobody who checks identities was checked yet: the first check is of somebody who holds that right.',
    remedy: 'Let two people who hold the right check each other; then check everybody else.',
  },
  'checked-when': {
    kind: 'rule',
    says: (f: { earliest: string; latest: string }) => `A check is recorded within a month: from ${f.earliest} to ${f.latest}.`,
    remedy: 'Enter the day on which you saw the person, or check again.',
  },
});

type Day = string;

export type CheckFacts = {
  readonly checkerId: string;
  readonly personId: string;
  /** The checker's own components were checked. */
  readonly checkerChecked: boolean;
  /** Somebody who may check was ever checked. */
  readonly begun: boolean;
  /** The person who is checked may check others. */
  readonly personMayCheck: boolean;
  readonly resetBy: readonly string[];
};

/**
 * Why this checker cannot vouch for this person (21 CFR 11.100(b), 11.200(a)(3)): one person alone must never end with a usable signature of another, so the
 * checker is somebody else than whoever reset a component, and somebody who was checked themself: no account that an administrator invents can vouch.
 */
export function checkFaults(f: CheckFacts): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (f.checkerId === f.personId) refusals.push(no['own-identity']({}));
  if (f.resetBy.includes(f.checkerId)) refusals.push(no['checks-after-own-reset']({}));
  if (f.begun && !f.checkerChecked) refusals.push(no['checker-unchecked']({}, { link: '/me' }));
  if (!f.begun && !f.personMayCheck) refusals.push(no['first-checks-checker']({}));
  return refusals;
}

const day = 86_400_000;
const dayOf = (at: number): Day => new Date(at).toISOString().slice(0, 10);

/** The day of a check: not ahead (a day's grace for zones), and not longer ago than a month. */
export function checkDayFaults(checkedOn: Day, now: Date): readonly Refusal[] {
  const earliest = dayOf(now.getTime() - 31 * day);
  const latest = dayOf(now.getTime() + day / 2);
  return checkedOn < earliest || checkedOn > latest ? [no['checked-when']({ earliest, latest }, { field: '/checkedOn' })] : [];
}
