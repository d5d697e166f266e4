import type { Actor } from '../../../foundation/actor.ts';
import { presentCan } from '../../../foundation/http/problem.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { dependentsSeen } from '../acts/leave-facts.ts';
import { ownHandIn } from '../acts/set-validated-state.ts';
import type { ApplicationRow, ApplicationShown } from '../contract.ts';
import type { Application } from '../core/application.ts';
import { judgeLeaving, judgeVerb } from '../core/judge.ts';
import { withdrawnIsClosed } from '../core/rules/withdrawn-is-closed.ts';
import { validatedState } from '../core/validated-state.ts';
import { type ApplicationView, applicationViews } from '../store/application-rows.ts';
import { dependenciesAround } from '../store/find-applications.ts';

export const presentRow = (view: ApplicationView): ApplicationRow => ({
  id: view.id,
  key: view.key,
  version: view.version,
  name: view.name,
  unit: { id: view.unitId, key: view.unitKey, name: view.unitName },
  owner: view.ownerId === null ? null : { id: view.ownerId, name: view.ownerName ?? '' },
  criticality: view.criticality,
  gxp: view.gxp,
  sox: view.sox,
  technology: view.technology,
  lifecycleStage: view.lifecycleStage,
  validatedState: view.validatedState,
  withdrawn: view.withdrawnAt !== null,
  changedAt: view.changedAt.toISOString(),
});

/** What the reader may do with an application, and why not: the same judgements as the acts, without the signature. */
async function canDo(app: Services, actor: Actor, application: Application): Promise<ApplicationShown['can']> {
  const { authority } = app.ports;
  const db = app.database.db;
  const unless = (right: string, rules: () => readonly Refusal[]): readonly Refusal[] => {
    const denied = authority.may(actor, right, application.unitId);
    return denied.length > 0 ? denied : rules();
  };
  const dependents = await dependentsSeen(db, application.id, authority.reach(actor, 'portfolio.read'));
  const facts = { notIndependent: await ownHandIn(db, actor, application, app.clock.now()) };
  const change = unless('portfolio.change', () => withdrawnIsClosed(application));
  const leave = unless('portfolio.withdraw', () => judgeLeaving(application, dependents));
  const verbs = validatedState.rows.map(
    (row) => [row.verb, unless(row.right, () => judgeVerb(application, row.verb, facts))] as const,
  );
  return presentCan({
    change,
    'add-dependency': change,
    'withdraw-dependency': change,
    retire: leave,
    withdraw: leave,
    ...Object.fromEntries(verbs),
  });
}

/** One application with its dependencies both ways; null where the reader may not see it. */
export async function presentApplication(
  app: Services,
  actor: Actor,
  application: Application,
): Promise<ApplicationShown | null> {
  const reach = app.ports.authority.reach(actor, 'portfolio.read');
  const around = await dependenciesAround(app.database.db, [application.id]);
  const ids = [application.id, ...around.flatMap((one) => [one.fromId, one.toId])];
  const views = new Map(
    (await applicationViews(app.database.db, [...new Set(ids)], reach)).map((view) => [view.id, view] as const),
  );
  const own = views.get(application.id);
  if (own === undefined) return null;
  const end = (id: string) => {
    const view = views.get(id);
    return view === undefined ? null : { id: view.id, key: view.key, name: view.name, criticality: view.criticality };
  };
  return {
    ...presentRow(own),
    description: own.description,
    needs: around
      .filter((one) => one.fromId === own.id)
      .map((one) => ({ id: one.id, type: one.type, note: one.note, application: end(one.toId) })),
    neededBy: around
      .filter((one) => one.toId === own.id)
      .map((one) => ({ id: one.id, type: one.type, note: one.note, application: end(one.fromId) })),
    asOf: null,
    can: await canDo(app, actor, application),
  };
}
