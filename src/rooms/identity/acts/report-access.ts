import type { Tx } from '../../../foundation/database/database.ts';
import { defineRefusals, done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import { inSnapshot } from '../../../foundation/snapshot.ts';
import type { Call } from '../../../foundation/transact.ts';
import { probe } from '../core/authority-matrix.ts';
import { roleNames } from '../core/roles.ts';
import { namesNothing } from '../core/unknown.ts';
import * as then from '../store/access-as-of.ts';
import { type PersonName, peopleBy } from '../store/look-up.ts';
import { findUnit } from '../store/units.ts';

const no = defineRefusals('identity', {
  'report-not-yet': {
    kind: 'rule',
    says: (f: { at: string }) => `${f.at} has not come yet.`,
    remedy: 'Name a moment that is past, or leave it out for now.',
  },
  'report-too-long': {
    kind: 'tooLarge',
    says: (f: { most: number }) => `More than ${f.most} grants counted then; one report tells no more.`,
    remedy: 'Name a unit or a role.',
  },
  'report-of-what': {
    kind: 'rule',
    says: (f: { right: string }) => `No right is called “${f.right}”.`,
    remedy: 'Name a right as the API guide does, such as releases.accept, or a role.',
  },
});

export type Held = {
  readonly personId: string;
  /** For whom they held it as a deputy. */
  readonly deputyFor: string | null;
  readonly grant: then.GrantThen;
};
export type Report = {
  readonly at: Date;
  readonly roles: readonly string[];
  readonly held: readonly Held[];
  readonly people: ReadonlyMap<string, PersonName>;
};
export type Asked = {
  readonly at: Date | null;
  readonly right: string | undefined;
  readonly role: string | undefined;
  readonly unit: string | undefined;
};

/** Whose each grant was at a moment: the person or the members of the group, without those who were disabled, and whoever stood in for them. */
async function holdersOf(tx: Tx, grants: readonly then.GrantThen[], at: Date): Promise<readonly Held[]> {
  const own: Held[] = [];
  for (const grant of grants) {
    if (await then.suspendedAt(tx, grant, at)) continue;
    const holders = grant.personId === null ? await then.membersAt(tx, grant.groupId ?? '', at) : [grant.personId];
    own.push(...holders.map((personId) => ({ personId, deputyFor: null, grant })));
  }
  const disabled = new Set<string>();
  for (const id of new Set(own.map(({ personId }) => personId))) if (await then.disabledAt(tx, id, at)) disabled.add(id);
  const active = own.filter(({ personId }) => !disabled.has(personId));
  const people = [...new Set(active.map(({ personId }) => personId))];
  const deputies = Map.groupBy(await then.deputiesAt(tx, people, at), ({ personId }) => personId);
  const deputed = active.flatMap(({ personId, grant }) =>
    (deputies.get(personId) ?? []).map(({ deputyId }) => ({ personId: deputyId, deputyFor: personId, grant })),
  );
  return [...active, ...deputed];
}

/**
 * Who held a right or a role at a moment, by which grant, who had asked for it and who had granted it (Annex 11 clause 12.3). Rebuilt: grants from their dates,
 * members of groups, suspensions and disabled people from the ledger.
 */
export const reportAccess = (call: Call, asked: Asked): Promise<Outcome<Report>> =>
  inSnapshot(call.app, async (app, tx) => {
    const now = app.clock.now();
    const at = asked.at ?? now;
    if (at > now) return refuse(no['report-not-yet']({ at: at.toISOString() }, { field: '/at' }));
    const { right } = asked;
    if (right !== undefined && !app.rights.has(right)) return refuse(no['report-of-what']({ right }, { field: '/right' }));
    const unit = asked.unit === undefined ? undefined : await findUnit(tx, asked.unit);
    if (asked.unit !== undefined && unit === undefined) return refuse(namesNothing('unit', asked.unit, '/unit'));
    const wanted = roleNames
      .filter((role) => asked.role === undefined || role === asked.role)
      .filter((role) => right === undefined || app.ports.authority.may(probe(role), right, null).length === 0);
    const found = await then.grantsAt(tx, wanted, unit?.id ?? null, at);
    if (found.length > then.mostGrants) return refuse(no['report-too-long']({ most: then.mostGrants }));
    const reach = app.ports.authority.reach(call.actor, 'identity.read-access');
    const grants = found.filter((grant) => reach === 'all' || reach.has(grant.unit.id));
    const all = await holdersOf(tx, grants, at);
    const ids = all.flatMap(({ personId, deputyFor, grant }) => [personId, deputyFor, grant.requestedBy, grant.grantedBy]);
    const people = await peopleBy(tx, { ids: [...new Set(ids.filter((id) => id !== null))] });
    return done({ at, roles: wanted, held: all, people: new Map(people.map((one) => [one.id, one] as const)) });
  });
