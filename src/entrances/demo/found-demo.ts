import type { ExampleGroup, ExamplePerson } from '../../../examples/pharma/people.ts';
import type { Actor } from '../../foundation/actor.ts';
import { stranger } from '../../foundation/actor.ts';
import { uuidv7 } from '../../foundation/ids.ts';
import type { Outcome } from '../../foundation/refusal.ts';
import type { Services } from '../../foundation/services.ts';
import type { Call } from '../../foundation/transact.ts';
import { addMember } from '../../rooms/identity/acts/add-member.ts';
import { askForCheck } from '../../rooms/identity/acts/ask-for-check.ts';
import { createGroup } from '../../rooms/identity/acts/create-group.ts';
import { grantRole } from '../../rooms/identity/acts/grant-role.ts';
import { proveIdentity } from '../../rooms/identity/acts/prove-identity.ts';
import { registerPerson } from '../../rooms/identity/acts/register-person.ts';
import { releaseLink } from '../../rooms/identity/acts/release-link.ts';
import { setPassword } from '../../rooms/identity/acts/set-password.ts';
import { setUp } from '../../rooms/identity/acts/set-up.ts';
import { signIn } from '../../rooms/identity/acts/sign-in.ts';
import { authenticate, firstAdministratorLink } from '../../rooms/identity/wiring.ts';
import { confirmProfileChange, proposeProfileChange } from '../../rooms/policies/acts/change-profile.ts';

export type Cast = {
  readonly people: readonly ExamplePerson[];
  readonly password: string;
  /** The call of somebody who is not signed in. */
  readonly nobody: Call;
  /** The call of a person, as their rights are now. */
  readonly callOf: (email: string, ifVersion?: number) => Promise<Call>;
  readonly grantRoles: () => Promise<void>;
  /** An inspector is let in for a time. */
  readonly admitInspectors: (until: Date) => Promise<void>;
  /** Lets quality check who everybody is: before that nobody signs. */
  readonly checkIdentities: () => Promise<void>;
};

/** The story of the example may not be refused: a refusal here is a fault of the example, told with all its reasons. */
export function expectDone<T>(what: string, outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(
    `The example stumbled over “${what}”:\n${outcome.refusals.map((refusal) => `  ${refusal.message} ${refusal.remedy} [${refusal.code}]`).join('\n')}`,
  );
}

const callFor = (app: Services, actor: Actor, ifVersion: number | null = null): Call => ({
  app,
  actor,
  requestId: uuidv7(app.clock.now().getTime()),
  ifVersion,
  idempotency: null,
});

/** Founds the organisation with its first administrator, who names a second one; everybody else is registered by both, and sets their own password. */
export async function foundDemo(
  app: Services,
  people: readonly ExamplePerson[],
  groups: readonly ExampleGroup[],
  password: string,
): Promise<Cast> {
  const nobody = callFor(app, stranger);
  const [founder, second] = people.filter((person) => person.roles.includes('administrator'));
  if (founder === undefined || second === undefined) throw new Error('the example has no two administrators');
  const token = await firstAdministratorLink(app);
  if (token !== null) {
    expectDone(
      'found the organisation',
      await setUp(nobody, {
        token,
        email: founder.email,
        name: founder.name,
        password,
        organisationName: 'Aurelia Pharma',
        organisationKey: 'aurelia',
      }),
    );
  }
  const actors = new Map<string, Actor>();
  const actorOf = async (email: string): Promise<Actor> => {
    const known = actors.get(email);
    if (known !== undefined) return known;
    const session = expectDone(
      `sign in ${email}`,
      await signIn(nobody, { email, password, address: '127.0.0.1', userAgent: 'example' }),
    );
    const found = await authenticate(app, { cookie: session.token, bearer: null, address: '127.0.0.1' });
    if ('refusal' in found) throw new Error(found.refusal.message);
    actors.set(email, found.actor);
    return found.actor;
  };
  const callOf = async (email: string, ifVersion?: number): Promise<Call> =>
    callFor(app, await actorOf(email), ifVersion ?? null);
  const reason = 'Part of the example';
  const grant = async (person: string, role: string, unit: string): Promise<void> =>
    void expectDone(`make ${person} ${role}`, await grantRole(await callOf(founder.email), { person, role, unit, reason }));
  for (const { email, name, unit } of [second, ...people.filter((person) => person !== founder && person !== second)]) {
    const registered = expectDone(`register ${email}`, await registerPerson(await callOf(founder.email), { email, name }));
    if (registered.token === null) throw new Error(`no link was made for ${email}`);
    const code = registered.needsRelease
      ? expectDone(`release the link of ${email}`, await releaseLink(await callOf(second.email), email, reason)).code
      : null;
    expectDone(`set the password of ${email}`, await setPassword(nobody, registered.token, password, code));
    if (email === second.email) await grant(email, 'administrator', unit);
  }
  return {
    people,
    password,
    nobody,
    callOf,
    grantRoles: async () => {
      for (const { key, name, role, unit, members } of groups) {
        expectDone(`make the group ${key}`, await createGroup(await callOf(founder.email), { key, name }));
        expectDone(`make ${key} ${role}`, await grantRole(await callOf(founder.email), { group: key, role, unit, reason }));
        for (const member of members)
          expectDone(`add ${member} to ${key}`, await addMember(await callOf(founder.email), key, member));
      }
      const byGroup = (email: string, role: string) =>
        groups.some((group) => group.role === role && group.members.includes(email));
      for (const { email, roles, unit } of people) {
        for (const role of roles) {
          if (role === 'administrator' || role === 'inspector' || byGroup(email, role)) continue;
          await grant(email, role, unit);
        }
      }
      actors.clear();
    },
    admitInspectors: async (until) => {
      for (const { email, roles, unit } of people) {
        if (!roles.includes('inspector')) continue;
        const wanted = { person: email, role: 'inspector', unit, until, reason: 'Announced inspection of the example' };
        expectDone(`let ${email} inspect`, await grantRole(await callOf(founder.email), wanted));
      }
    },
    checkIdentities: async () => {
      // The example has no authenticators to hand out: its administrator says so, and its people sign with their password alone. Nor does anybody come to it daily.
      const reason = 'An example without authenticators, visited now and then; a real installation keeps the strict profile';
      // Nothing is sealed while the story of the year is told, so its gates are decided without the trail; `tellPolicies` tightens that again.
      const values = {
        'signature.components': 'password-only',
        'account.dormantDays': 400,
        'gates.trailBeforeDecision': 'criteria',
      };
      const change = expectDone(
        'propose that the example signs with passwords',
        await proposeProfileChange(await callOf(founder.email, 0), { values, reason }),
      );
      const checkers = people.filter((person) => person.roles.includes('quality')).map((person) => person.email);
      const [first, second] = checkers;
      if (first === undefined || second === undefined) throw new Error('the example has no two people who check identities');
      if (change === null) throw new Error('the example signs with passwords already');
      expectDone(
        'let the example sign with passwords',
        await confirmProfileChange(await callOf(first, change.version), change.id, { reason, password }),
      );
      const inOrder = [
        second,
        first,
        ...people.map((person) => person.email).filter((email) => email !== first && email !== second),
      ];
      for (const email of inOrder) {
        const asked = expectDone(`ask for a check of ${email}`, await askForCheck(await callOf(email), { password }));
        if (asked.code === null) throw new Error(`${email} was given no code to show`);
        const checkedOn = app.clock.now().toISOString().slice(0, 10);
        const by = email === first ? second : first;
        const check = { code: asked.code, how: 'Staff card, seen at the desk', checkedOn };
        expectDone(`check who ${email} is`, await proveIdentity(await callOf(by), email, check));
      }
    },
  };
}
