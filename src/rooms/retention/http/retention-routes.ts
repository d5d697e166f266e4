import { presentCan } from '../../../foundation/http/problem.ts';
import { type Route, route } from '../../../foundation/http/route.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, refuse } from '../../../foundation/refusal.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { endHoldOn, holdRecord, mayNotEnd } from '../acts/hold-record.ts';
import { readableRecord } from '../acts/readable-record.ts';
import { retentionOf } from '../acts/retention-of.ts';
import * as contract from '../contract.ts';
import type { RetentionHold } from '../core/retention-hold.ts';
import { retentionRefusals as no } from '../core/retention-refusals.ts';
import { deletionAttempts } from '../store/deletion-attempts.ts';
import { findHold, holds } from '../store/holds.ts';

const mayNotAs =
  ({ app, actor }: Call) =>
  (right: string, unitId: string | null) =>
    app.ports.authority.may(actor, right, unitId);

const presentRecord = (kind: string, id: string, key: string | null, label: SubjectLabel | undefined) => ({
  kind,
  id,
  key: label?.key ?? key,
  label: label?.label ?? key ?? kind,
  link: label?.link ?? null,
});

async function presentHolds(call: Call, found: readonly RetentionHold[]) {
  const { app } = call;
  const { db } = app.database;
  const ids = found.flatMap(({ setBy, endedBy }) => [setBy, ...(endedBy === null ? [] : [endedBy])]);
  const names = new Map((await peopleBy(db, { ids })).map(({ id, name }) => [id, name] as const));
  const person = (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
  return Promise.all(
    found.map(async (hold) => {
      const [label] = (await app.subjects.get(hold.subjectKind)?.label(db, [hold.subjectId])) ?? [];
      const asked = { mayNot: mayNotAs(call), db, actor: call.actor, now: app.clock.now() };
      return {
        id: hold.id,
        key: hold.key,
        state: hold.state,
        record: presentRecord(hold.subjectKind, hold.subjectId, hold.subjectKey, label),
        retention: hold.retention,
        ground: hold.ground,
        reason: hold.reason,
        setBy: person(hold.setBy),
        setAt: hold.setAt.toISOString(),
        endedOn: hold.endedOn?.toISOString() ?? null,
        endedBy: hold.endedBy === null ? null : person(hold.endedBy),
        endReason: hold.endReason,
        version: hold.version,
        can: presentCan({ end: await mayNotEnd(asked, hold) }),
      };
    }),
  );
}

async function shown(call: Call, named: string) {
  const hold = await findHold(call.app.database.db, named);
  const mayNot = mayNotAs(call);
  const units = hold === null || hold.unitIds.length === 0 ? [null] : hold.unitIds;
  const [body] =
    hold === null || units.every((unit) => mayNot('retention.read', unit).length > 0) ? [] : await presentHolds(call, [hold]);
  return body === undefined ? refuse(no['no-such-hold']({})) : done({ body, etag: body.version });
}

const afterAct = async (call: Call, outcome: Outcome<{ readonly id: string }>) =>
  outcome.ok ? shown(call, outcome.value.id) : outcome;

export const retentionRoutes: readonly Route[] = [
  route(contract.showRetention, async ({ call, params }) => {
    const { app } = call;
    const { db } = app.database;
    const found = await readableRecord(app, db, params.kind, params.id, mayNotAs(call));
    if (!found.ok) return found;
    const { kind, id, label, unitIds } = found.value;
    const kept = await retentionOf(app, db, { kind, id }, app.clock.now());
    if (kept === null) return refuse(no['no-such-record']({}));
    const mayNot = mayNotAs(call);
    const hold = (unitIds.length === 0 ? [null] : unitIds).flatMap((unit) => mayNot('retention.hold', unit)).slice(0, 1);
    return done({
      body: {
        record: presentRecord(kind, id, label.key, label),
        kindSays: kept.row.says,
        retention: kept.row.retention,
        years: kept.years,
        closedAt: kept.closedAt?.toISOString() ?? null,
        until: kept.until?.toISOString() ?? null,
        trailUntil: kept.trailUntil?.toISOString() ?? null,
        grounds: kept.grounds.map(({ says, until, hold: key }) => ({ says, until: until?.toISOString() ?? null, hold: key })),
        can: presentCan({ hold }),
      },
    });
  }),
  route(contract.listRetentionHolds, async ({ call, query }) => {
    const { app, actor } = call;
    const before = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const reach = app.ports.authority.reach(actor, 'retention.read');
    const found = await holds(app.database.db, { limit: query.limit + 1, before, state: query.state ?? null, reach });
    const page = found.slice(0, query.limit);
    const nextCursor = found.length > query.limit ? (page.at(-1)?.id ?? null) : null;
    return done({ body: { items: await presentHolds(call, page), nextCursor } });
  }),
  route(contract.showRetentionHold, ({ call, params }) => shown(call, params.id)),
  route(contract.holdRecord, async ({ call, params, body }) =>
    afterAct(
      call,
      await holdRecord(call, params.kind, params.id, {
        ground: body.ground,
        retention: body.retention ?? null,
        reason: body.reason,
      }),
    ),
  ),
  route(contract.endRetentionHold, async ({ call, params, body }) =>
    afterAct(
      call,
      await endHoldOn(call, params.id, { on: body.on === undefined ? null : new Date(body.on), reason: body.reason }),
    ),
  ),
  route(contract.listDeletionAttempts, async ({ call, query }) => {
    const { app, actor } = call;
    const { db } = app.database;
    const before = query.cursor !== undefined && isUuid(query.cursor) ? query.cursor : null;
    const reach = app.ports.authority.reach(actor, 'retention.read-attempts');
    const found = await deletionAttempts(db, { limit: query.limit + 1, before, reach });
    const page = found.slice(0, query.limit);
    const ids = page.flatMap(({ byId }) => (byId === null ? [] : [byId]));
    const names = new Map((await peopleBy(db, { ids })).map(({ id, name }) => [id, name] as const));
    const items = await Promise.all(
      page.map(async (one) => {
        const [label] = (await app.subjects.get(one.subjectKind)?.label(db, [one.subjectId])) ?? [];
        return {
          id: one.id,
          key: one.key,
          record: presentRecord(one.subjectKind, one.subjectId, one.subjectKey, label),
          way: one.way,
          by: one.byId === null ? null : { id: one.byId, name: names.get(one.byId) ?? 'Somebody' },
          dbRole: one.dbRole,
          program: one.program,
          at: one.at.toISOString(),
        };
      }),
    );
    return done({ body: { items, nextCursor: found.length > query.limit ? (page.at(-1)?.id ?? null) : null } });
  }),
];
