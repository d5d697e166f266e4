import { type Route, route } from '../../../foundation/http/route.ts';
import { defineRefusals, done, refuse } from '../../../foundation/refusal.ts';
import { inSnapshot } from '../../../foundation/snapshot.ts';
import { separationReport } from '../contract-separation.ts';
import { sayRole } from '../core/roles.ts';
import { type HeldPair, heldPairs } from '../core/separation.ts';
import { apartNow } from '../store/apart.ts';
import { everybodysRoles } from '../store/held-roles.ts';
import { alarmsOf, pairKey } from '../store/separation-alarms.ts';

const no = defineRefusals('identity', {
  'whole-organisation-only': {
    kind: 'forbidden',
    says: () => 'Who holds roles that are kept apart is shown to whoever may see access in the whole organisation.',
    remedy: 'Ask somebody whose role stands in the root unit.',
  },
});

const most = 1_000;

const presentHeld = (
  { id, name }: { readonly id: string; readonly name: string },
  { one, other, why, oneBy, otherBy }: HeldPair,
) => ({
  person: { id, name },
  one: { role: one, says: sayRole(one), by: oneBy },
  other: { role: other, says: sayRole(other), by: otherBy },
  why,
});

export const separationRoutes: readonly Route[] = [
  route(separationReport, async ({ call }) => {
    if (call.app.ports.authority.reach(call.actor, 'identity.read-access') !== 'all')
      return refuse(no['whole-organisation-only']({}));
    return inSnapshot(call.app, async (app, tx) => {
      const now = app.clock.now();
      const people = await everybodysRoles(tx, now);
      const alarms = await alarmsOf(tx);
      const apart = await apartNow(tx, now);
      const all = people.flatMap((person) => heldPairs(person, apart).map((pair) => ({ person, pair })));
      const violations = all.flatMap(({ person, pair }) =>
        pair.waiver === undefined
          ? {
              ...presentHeld(person, pair),
              alarmAt: alarms.get(pairKey({ personId: person.id, ...pair }))?.foundAt.toISOString() ?? null,
            }
          : [],
      );
      const waived = all.flatMap(({ person, pair }) =>
        pair.waiver === undefined
          ? []
          : { ...presentHeld(person, pair), waiver: pair.waiver.key, until: pair.waiver.endsAt.toISOString() },
      );
      const body = {
        at: now.toISOString(),
        pairs: apart.pairs.length,
        matrixVersion: apart.version,
        people: people.length,
        violations: violations.slice(0, most),
        total: violations.length,
        waived: waived.slice(0, most),
      };
      return done({ body });
    });
  }),
];
