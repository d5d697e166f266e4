import type { Services } from '../../foundation/services.ts';
import { registerFreeze } from '../../rooms/calendar/acts/register-freeze.ts';
import { askException } from '../../rooms/interlocks/acts/ask-exception.ts';
import { actOnException } from '../../rooms/interlocks/acts/decide-exception.ts';
import { collisionsOf } from '../../rooms/interlocks/door.ts';
import { releasesByPlanRef } from '../../rooms/releases/door.ts';
import { type Cast, expectDone } from './found-demo.ts';
import { exportedById } from './results.ts';
import { signed } from './signed.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** Local times of a form, in UTC. */
const local = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

type Told = {
  readonly release: string;
  readonly application: string;
  readonly freeze: string;
  readonly because: string;
  readonly wanted: string;
  readonly granted: string | null;
};

const told: readonly Told[] = [
  {
    release: 'qms-capa',
    application: 'APP-QMS',
    freeze: 'Supplier audit',
    because: 'Auditors of a supplier work in the quality system; changes go ahead by exception.',
    wanted: 'The audit uses last year’s records only; the change touches new corrective actions.',
    granted: 'The audit ends on Friday; its rooms are told, and the old reports stay as they are.',
  },
  {
    release: 'samples-courier',
    application: 'APP-SAMPLES',
    freeze: 'Recount of reference samples',
    because: 'The samples of the reference store are counted; changes go ahead by exception.',
    wanted: 'The courier starts on Monday; the recount does not use the transport screens.',
    granted: null,
  },
];

/** Two freezes from which exceptions can be made: one exception is granted, the other waits for its decision. */
export async function tellExceptions(app: Services, cast: Cast): Promise<void> {
  for (const one of told) {
    const [head] = await releasesByPlanRef(app.database.db, [one.release]);
    const goLive = head === undefined ? null : (await exportedById(app.database.db, head.id)).goLive;
    if (head === undefined || goLive === null) throw new Error(`there is no dated release ${one.release}`);
    const change = cast.people.find((person) => person.roles.includes('change-manager'))?.email ?? '';
    const manager = cast.people.find((person) => person.roles.includes('project-manager'))?.email ?? '';
    const frozen = await registerFreeze(await cast.callOf(change), {
      name: one.freeze,
      reason: one.because,
      zone: 'UTC',
      once: { start: local(goLive.start.getTime() - day), end: local(goLive.end.getTime() + day) },
      scope: { units: [], applications: [one.application], criticalities: [], gxpOnly: false, environmentClasses: [] },
      severity: 'needs-exception',
      planRef: null,
    });
    expectDone(`freeze for ${one.release}`, frozen);
    const found = await collisionsOf(app.database.db, { kind: 'release', id: head.id }, app.clock.now());
    const collision = found.find((known) => known.rule === 'freeze' && known.severity === 'needs-exception');
    if (collision === undefined) throw new Error(`${one.release} collides with no freeze`);
    const latest = Math.min(goLive.end.getTime() + day, app.clock.now().getTime() + 89 * day);
    const asked = expectDone(
      `ask for an exception for ${one.release}`,
      await askException(await cast.callOf(manager), collision.id, { reason: one.wanted, expiresAt: new Date(latest) }),
    );
    if (one.granted === null) continue;
    const input = { reason: one.granted };
    const call = await cast.callOf(change, asked.version);
    const sent = { kind: 'collision-exception', id: asked.id, verb: 'grant', input };
    expectDone(
      `grant it for ${one.release}`,
      await signed(call, cast.password, sent, (signature) => actOnException(call, asked.id, 'grant', { ...input, signature })),
    );
  }
}
