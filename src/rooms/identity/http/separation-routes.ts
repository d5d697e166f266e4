import { type Route, route } from '../../../foundation/http/route.ts';
import { defineRefusals, done, refuse } from '../../../foundation/refusal.ts';
import { inSnapshot } from '../../../foundation/snapshot.ts';
import { separationReport } from '../contract-separation.ts';
import { sayRole } from '../core/roles.ts';
import { forbiddenPairs, separatedPairs } from '../core/separation.ts';
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

export const separationRoutes: readonly Route[] = [
  route(separationReport, async ({ call }) => {
    if (call.app.ports.authority.reach(call.actor, 'identity.read-access') !== 'all')
      return refuse(no['whole-organisation-only']({}));
    return inSnapshot(call.app, async (app, tx) => {
      const now = app.clock.now();
      const people = await everybodysRoles(tx, now);
      const alarms = await alarmsOf(tx);
      const violations = people.flatMap(({ id, name, held }) =>
        forbiddenPairs(held).map(({ one, other, why, oneBy, otherBy }) => ({
          person: { id, name },
          one: { role: one, says: sayRole(one), by: oneBy },
          other: { role: other, says: sayRole(other), by: otherBy },
          why,
          alarmAt: alarms.get(pairKey({ personId: id, one, other }))?.foundAt.toISOString() ?? null,
        })),
      );
      const body = {
        at: now.toISOString(),
        pairs: separatedPairs.length,
        people: people.length,
        violations: violations.slice(0, most),
        total: violations.length,
      };
      return done({ body });
    });
  }),
];
