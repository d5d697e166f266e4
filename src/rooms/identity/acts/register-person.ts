import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { namesNothing } from '../core/unknown.ts';
import { insertPerson } from '../store/people.ts';
import { rootUnitId, unitForUse } from '../store/units.ts';
import { makePasswordLink, type PasswordLink } from './make-password-link.ts';
import { sayPerson } from './say.ts';

const no = defineRefusals('identity', {
  'email-taken': {
    kind: 'conflict',
    says: (f: { email: string }) =>
      `“${f.email}” already belongs to a person; an address is never given to somebody else, also when its person is disabled.`,
    remedy: 'Enable that person again, or use another address.',
  },
});

export type NewPerson = { readonly email: string; readonly name: string; readonly unit?: string | undefined };
export type Registered = {
  readonly id: string;
  readonly version: number;
  readonly expiresAt: string;
  readonly needsRelease: boolean;
};

/** Registers a person and makes the one-time link with which they set their own password (21 CFR 11.300: known to its owner only). */
export async function registerPerson(
  call: Call,
  wanted: NewPerson,
): Promise<Outcome<Registered & { readonly token: string | null }>> {
  // The token stays outside of what is kept for the Idempotency-Key: a repeat answers without it.
  const made: PasswordLink[] = [];
  const outcome = await transact<Registered>(call, async (work) => {
    const registered = await registerPersonIn(work, wanted);
    if (!registered.ok) return registered;
    const { id, version, unitId } = registered.value;
    const link = await makePasswordLink(work, { id, version, unit_id: unitId }, null);
    made.push(link);
    return done({ id, version, expiresAt: link.expiresAt.toISOString(), needsRelease: link.needsRelease });
  });
  return outcome.ok ? done({ ...outcome.value, token: made.at(-1)?.token ?? null }) : outcome;
}

export async function registerPersonIn(
  work: Work,
  wanted: NewPerson,
): Promise<Outcome<{ readonly id: string; readonly version: number; readonly unitId: string }>> {
  const nowhere = work.mayNot('identity.administer', null);
  if (nowhere.length > 0) return refused(nowhere);
  const named = wanted.unit ?? (await rootUnitId(work.tx)) ?? '';
  const unit = await unitForUse(work.tx, named);
  if (unit === undefined) return refuse(namesNothing('unit', named, '/unit'));
  const denied = work.mayNot('identity.administer', unit.id);
  if (denied.length > 0) return refused(denied);
  const id = uuidv7(work.now.getTime());
  if (!(await insertPerson(work.tx, { id, email: wanted.email, name: wanted.name, unit_id: unit.id }, work.now)))
    return refuse(no['email-taken']({ email: wanted.email }, { field: '/email' }));
  await sayPerson(work, 'identity.person-registered', id, null);
  return done({ id, version: 1, unitId: unit.id });
}
