import type { z } from 'zod';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { presentCan } from '../../../foundation/http/problem.ts';
import { heldOf, readProfile } from '../../../foundation/profile.ts';
import type { Closing } from '../../../foundation/record-type.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { notIndependent, peopleBy } from '../../identity/door.ts';
import { mayNotEverywhere, registerFacts } from '../acts/change-register.ts';
import { registerNow, rowNow, yearsOfClasses } from '../acts/register.ts';
import type { registerChangeShape, showRegister } from '../contract.ts';
import { classes, registerValue } from '../core/classes.ts';
import { rowFaults } from '../core/judge-register.ts';
import type { RegisterChange } from '../core/register-change.ts';
import { flagsOf } from '../core/register-row.ts';
import { retentionRefusals as no } from '../core/retention-refusals.ts';
import { registerChanges } from '../store/register.ts';

const rightsIn = ({ app, actor }: Call) => ({
  mayNot: (right: string, unitId: string | null) => app.ports.authority.may(actor, right, unitId),
  reach: (right: string) => app.ports.authority.reach(actor, right),
});

const sayClosing = (closes: Closing): string => {
  if (closes === 'never') return 'It lives as long as the installation';
  if (closes === 'with-record') return 'With the record to which it belongs';
  return `${closes.field.slice(1)} becomes ${closes.values.map((value) => String(value)).join(', ')}`;
};

export async function presentRegister(call: Call): Promise<ReplyOf<typeof showRegister>> {
  const { app } = call;
  const { db } = app.database;
  const register = await registerNow(app, db);
  const years = await yearsOfClasses(db);
  const waiting = new Map(
    (await registerChanges(db, { limit: 200, before: null, state: 'proposed' })).map(({ kind, key }) => [kind, key] as const),
  );
  return {
    rows: [...register].map(([kind, row]) => ({
      kind,
      says: row?.says ?? kind,
      flags: row === null ? null : flagsOf(row),
      years: row === null ? null : (years[row.retention] ?? null),
      closes: row === null ? 'Unknown' : sayClosing(row.closes),
      version: row?.version ?? 0,
      waiting: waiting.get(kind) ?? null,
    })),
    classes: Object.entries(classes).map(([name, { key, says, source }]) => ({
      name,
      key,
      says,
      years: years[name] ?? 0,
      source,
    })),
    missing: [...register].filter(([, row]) => row === null).map(([kind]) => kind),
    profile: heldOf(await readProfile(db), registerValue),
    can: presentCan({ propose: mayNotEverywhere(rightsIn(call), 'retention.propose-register') }),
  };
}

/** What the reader may do with a change, by the same rules as the acts. */
async function cansOf(call: Call, change: RegisterChange): Promise<Readonly<Record<string, readonly Refusal[]>>> {
  if (change.state !== 'proposed') return {};
  const { app, actor } = call;
  const { db } = app.database;
  const rights = rightsIn(call);
  const guarded = (right: string, refusals: readonly Refusal[]): readonly Refusal[] => {
    const denied = mayNotEverywhere(rights, right);
    return denied.length > 0 ? denied : refusals;
  };
  const own = await notIndependent(db, actor, [{ personId: change.proposedBy, as: 'proposed the change' }], app.clock.now());
  const row = await rowNow(app, db, change.kind);
  const moved = (row?.version ?? 0) === change.base ? [] : [no['register-moved']({ kind: change.kind })];
  const faults = rowFaults(change.kind, change.to, await registerFacts(app, db, change.kind));
  return {
    approve: guarded('retention.approve-register', [...own, ...moved, ...faults]),
    reject: guarded('retention.approve-register', own),
    withdraw: guarded('retention.propose-register', change.proposedBy === actor.id ? [] : [no['not-proposer']({})]),
  };
}

export async function presentRegisterChanges(
  call: Call,
  changes: readonly RegisterChange[],
): Promise<z.output<typeof registerChangeShape>[]> {
  const ids = changes.flatMap(({ proposedBy, decidedBy }) => [proposedBy, ...(decidedBy === null ? [] : [decidedBy])]);
  const names = new Map((await peopleBy(call.app.database.db, { ids })).map(({ id, name }) => [id, name] as const));
  const person = (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
  return Promise.all(
    changes.map(async (change) => ({
      id: change.id,
      key: change.key,
      state: change.state,
      kind: change.kind,
      from: change.from === null ? null : flagsOf(change.from),
      to: flagsOf(change.to),
      reason: change.reason,
      proposedBy: person(change.proposedBy),
      proposedAt: change.proposedAt.toISOString(),
      decidedBy: change.decidedBy === null ? null : person(change.decidedBy),
      decidedAt: change.decidedAt?.toISOString() ?? null,
      decision: change.decision,
      version: change.version,
      can: presentCan(await cansOf(call, change)),
    })),
  );
}
