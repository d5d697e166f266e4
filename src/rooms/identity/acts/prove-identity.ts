import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, type Refusal, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { readCheckCode } from '../core/check-code.ts';
import { checkDayFaults, checkFaults } from '../core/check-rules.ts';
import { personDisabled } from '../core/person-disabled.ts';
import { provingRoles } from '../core/proving-roles.ts';
import { notFound } from '../core/unknown.ts';
import { credentialForUpdate } from '../store/credentials.ts';
import { heldRoles } from '../store/held-roles.ts';
import { anyCheckerChecked, closeFirstCheck, saveCheck, standingOf, takeRequest } from '../store/identity-checks.ts';
import { type PersonRow, personForUpdate } from '../store/people.ts';
import { readSecurityProfile } from '../store/security-profile.ts';
import { rootUnitId } from '../store/units.ts';
import { sees } from './open-records.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'check-code-wrong': {
    kind: 'rule',
    says: () => 'This is not the code that the person was given, or it is older than a quarter of an hour.',
    remedy: 'Let the person ask for a new code under “Your account” while you are there.',
  },
});

export type CheckOfIdentity = { readonly code: string; readonly how: string; readonly checkedOn: string };

/**
 * Somebody who checks identities vouches for a person (21 CFR 11.100(b)). An attempt that the rules of two persons refuse is an alarm in the trail, written after
 * the act was rolled back.
 */
export async function proveIdentity(
  call: Call,
  named: string,
  check: CheckOfIdentity,
): Promise<Outcome<{ readonly id: string }>> {
  const alarms: { readonly person: PersonRow; readonly refused: readonly string[] }[] = [];
  const outcome = await transact(call, (work) =>
    proveIn(work, named, check, (person, refused) => alarms.push({ person, refused: refused.map((one) => one.code) })),
  );
  const alarm = alarms.at(-1);
  if (!outcome.ok && alarm !== undefined) {
    await transact({ ...call, idempotency: null }, async (work) => {
      sayAccount(work, 'identity.check-refused', alarm.person, { alarm: { refused: [...alarm.refused] } });
      return done(null);
    });
  }
  return outcome;
}

async function proveIn(
  work: Work,
  named: string,
  check: CheckOfIdentity,
  alarm: (person: PersonRow, refused: readonly Refusal[]) => void,
): Promise<Outcome<{ readonly id: string }>> {
  const nowhere = work.mayNot('identity.prove', null);
  if (nowhere.length > 0) return refused(nowhere);
  const person = await personForUpdate(work.tx, named);
  if (person === undefined) return refuse(notFound('person', named));
  const denied = work.mayNot('identity.prove', person.unit_id ?? (await rootUnitId(work.tx)));
  if (denied.length > 0 && !(await sees(work, person.id))) return refuse(notFound('person', named));
  const faults = [...denied, ...personDisabled(person), ...checkDayFaults(check.checkedOn, work.now)];
  if (faults.length > 0) return refused(faults);
  await credentialForUpdate(work.tx, person.id);
  const begun = await anyCheckerChecked(work.tx, work.now);
  const [held] = await heldRoles(work.tx, [person.id], work.now);
  const ofChecker = provingRoles.some((role) => held?.held.has(role) === true);
  const alarming = await twoPersonFaults(work, person, { begun, ofChecker });
  if (alarming.length > 0) {
    alarm(person, alarming);
    return refused(alarming);
  }
  const authenticatorIds = await takeRequest(work.tx, person.id, readCheckCode(check.code), work.now);
  if (authenticatorIds === null) return refuse(no['check-code-wrong']({}, { field: '/code' }));
  const id = uuidv7(work.now.getTime());
  const { how, checkedOn } = check;
  await saveCheck(work.tx, { id, personId: person.id, by: work.actor.id, checkedOn, how, authenticatorIds, ofChecker }, work.now);
  if (!begun) await closeFirstCheck(work.tx);
  sayAccount(work, begun ? 'identity.identity-checked' : 'identity.first-checker-checked', person, {
    check: { id, checkedOn, how, covers: ['password', ...authenticatorIds] },
  });
  return done({ id: person.id });
}

async function twoPersonFaults(
  work: Work,
  person: PersonRow,
  { begun, ofChecker }: { readonly begun: boolean; readonly ofChecker: boolean },
): Promise<readonly Refusal[]> {
  const { profile } = await readSecurityProfile(work.tx);
  const mine = await standingOf(work.tx, work.actor.id);
  const theirs = await standingOf(work.tx, person.id);
  return checkFaults({
    checkerId: work.actor.id,
    personId: person.id,
    checkerChecked: mine.password && (mine.factor || profile.signingComponents === 'password-only'),
    begun,
    personMayCheck: ofChecker,
    resetBy: theirs.resetBy,
  });
}
