import type { ReplyOf } from '../../../foundation/contract.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as portfolio from '../../portfolio/door.ts';
import type { changeInteractions } from '../contract.ts';
import type { Change } from '../core/change.ts';
import { interactionsOf } from '../core/interactions.ts';
import { isFinal } from '../core/lifecycle.ts';
import { plannedDuring } from '../store/planned-during.ts';

type Reply = ReplyOf<typeof changeInteractions>;

/** So many changes of the same time are looked at. */
const looked = 300;

/**
 * The changes that are planned at the same time and touch the same or dependent applications. Each counts, whoever reads; what it is called, how it stands and which
 * of its applications is meant is for who may see it.
 */
export async function presentInteractions(call: Call, change: Change): Promise<Reply> {
  const { app, actor } = call;
  const { db } = app.database;
  if (isFinal(change.state) || change.outcome !== null) return { items: [], more: false, why: 'over' };
  if (change.planned === null) return { items: [], more: false, why: 'not-planned' };
  const found = await plannedDuring(db, { id: change.id, planned: change.planned }, looked + 1);
  const others = found.slice(0, looked);
  const touched = [change, ...others.map((other) => other.change)].flatMap(({ applications }) => applications);
  const ids = [...new Set(touched.map(({ applicationId }) => applicationId))];
  const edges = ids.length === 0 ? [] : await portfolio.dependenciesOf(db, ids);
  const known = ids.length === 0 ? [] : await portfolio.applicationsBy(db, { ids });
  const named = (id: string) => {
    const application = known.find((one) => one.id === id);
    return { id, key: application?.key ?? id, name: application?.name ?? id };
  };
  const items = others.flatMap(({ change: other }): Reply['items'] => {
    const ways = interactionsOf(change.applications, other.applications, edges);
    if (ways.length === 0 || other.planned === null) return [];
    const seen = app.ports.authority.may(actor, 'changes.read', other.unitId).length === 0;
    const { start, end, zone } = other.planned;
    return [
      {
        id: other.id,
        key: other.key,
        name: seen ? other.name : 'A change of another unit',
        state: seen ? other.state : null,
        planned: { start: start.toISOString(), end: end.toISOString(), zone },
        ways: ways.map(({ how, mine, theirs }) => ({
          how,
          mine: named(mine),
          theirs: seen || how === 'same' ? named(theirs) : null,
        })),
      },
    ];
  });
  return { items, more: found.length > looked, why: null };
}
