import type { Can, ReplyOf } from '../../../foundation/contract.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as acts from '../acts/erase.ts';
import { holdPerson, liftHoldNamed } from '../acts/hold-person.ts';
import * as contract from '../contract-erasure.ts';
import { notSecondPerson } from '../core/may-erase.ts';
import { type Erasure, erasures, findErasure } from '../store/erasures.ts';
import { holds } from '../store/holds.ts';

/** What the reader may do now; that the law keeps the values still, the act itself finds. */
function canOf(call: Call, erasure: Erasure): Can {
  const { authority } = call.app.ports;
  const everywhere = authority.reach(call.actor, 'ledger.erase') === 'all' ? [] : [acts.erasureRefusals['everywhere-only']({})];
  const mayNot = [...authority.may(call.actor, 'ledger.erase', null), ...everywhere];
  const over = erasure.state === 'requested' ? [] : [acts.erasureRefusals['erasure-over']({ state: erasure.state })];
  const confirm = [...mayNot, ...over, ...notSecondPerson(call.actor.id, erasure.requestedBy, erasure.personId)];
  const withdraw = [...mayNot, ...over];
  const shown = (refusals: typeof confirm) =>
    refusals.length === 0 ? true : refusals.map(({ code, message, remedy }) => ({ code, message, remedy }));
  return { confirm: shown(confirm), withdraw: shown(withdraw) };
}

/** Names as the room that owns people tells them, of those whom the reader may see. */
async function namesOf(call: Call, ids: readonly (string | null)[]): Promise<Record<string, string>> {
  const people = call.app.subjects.get('person');
  if (people === undefined || call.app.ports.authority.may(call.actor, people.readRight, null).length > 0) return {};
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const labels = wanted.length === 0 ? [] : await people.label(call.app.database.db, wanted);
  return Object.fromEntries(labels.map(({ id, label }) => [id, label]));
}

const idsIn = ({ personId, requestedBy, confirmedBy }: Erasure) => [personId, requestedBy, confirmedBy];

const present = (
  call: Call,
  erasure: Erasure,
  names: Readonly<Record<string, string>>,
): ReplyOf<typeof contract.showErasure> => ({
  id: erasure.id,
  key: erasure.key,
  person: erasure.personId,
  state: erasure.state,
  reason: erasure.reason,
  retainedUntil: erasure.retainedUntil.toISOString(),
  requestedBy: erasure.requestedBy,
  requestedAt: erasure.requestedAt.toISOString(),
  confirmedBy: erasure.confirmedBy,
  confirmedAt: erasure.confirmedAt?.toISOString() ?? null,
  endedAt: erasure.endedAt?.toISOString() ?? null,
  erasedValues: erasure.erasedValues,
  names: Object.fromEntries(Object.entries(names).filter(([id]) => idsIn(erasure).includes(id))),
  version: erasure.version,
  can: canOf(call, erasure),
});

async function shown(
  call: Call,
  named: string,
): Promise<Outcome<{ readonly body: ReplyOf<typeof contract.showErasure>; readonly etag: number }>> {
  const erasure = await findErasure(call.app.database.db, named);
  if (erasure === null) return refuse(acts.erasureRefusals['no-such-erasure']({}));
  return done({ body: present(call, erasure, await namesOf(call, idsIn(erasure))), etag: erasure.version });
}

const afterAct = async (call: Call, outcome: Outcome<{ readonly id: string }>) =>
  outcome.ok ? shown(call, outcome.value.id) : outcome;

export const erasureRoutes: readonly Route[] = [
  route(contract.listErasures, async ({ call, query }) => {
    const before = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const found = await erasures(call.app.database.db, { limit: query.limit, before });
    const nextCursor = found.length === query.limit ? (found.at(-1)?.id ?? null) : null;
    const names = await namesOf(call, found.flatMap(idsIn));
    return done({ body: { items: found.map((one) => present(call, one, names)), nextCursor } });
  }),
  route(contract.showErasure, ({ call, params }) => shown(call, params.id)),
  route(contract.requestErasure, async ({ call, body }) =>
    afterAct(call, await acts.requestErasure(call, { person: body.person, reason: body.reason, password: body.password })),
  ),
  route(contract.confirmErasure, async ({ call, params, body }) =>
    afterAct(call, await acts.confirmErasure(call, params.id, body.password)),
  ),
  route(contract.withdrawErasure, async ({ call, params, body }) =>
    afterAct(call, await acts.withdrawErasure(call, params.id, body.reason)),
  ),
  route(contract.listHolds, async ({ call }) => {
    const all = await holds(call.app.database.db);
    const names = await namesOf(
      call,
      all.flatMap((hold) => [hold.personId, hold.setBy]),
    );
    const items = all.map((hold) => ({
      id: hold.id,
      key: hold.key,
      person: hold.personId,
      reason: hold.reason,
      setBy: hold.setBy,
      setAt: hold.setAt.toISOString(),
      liftedAt: hold.liftedAt?.toISOString() ?? null,
      names: Object.fromEntries(Object.entries(names).filter(([id]) => id === hold.personId || id === hold.setBy)),
    }));
    return done({ body: { items } });
  }),
  route(contract.setHold, async ({ call, body }) => {
    const outcome = await holdPerson(call, body.person, body.reason);
    return outcome.ok ? done({ body: outcome.value }) : outcome;
  }),
  route(contract.liftHold, async ({ call, params, body }) => {
    const outcome = await liftHoldNamed(call, params.id, body.reason);
    return outcome.ok ? done({ body: outcome.value }) : outcome;
  }),
];
