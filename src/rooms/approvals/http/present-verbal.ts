import type { z } from 'zod';
import { presentCan } from '../../../foundation/http/problem.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { marksById } from '../../signatures/door.ts';
import { whyNotVerbal } from '../acts/act-on-verbal.ts';
import { lets } from '../acts/emergency-of.ts';
import { approvableOf } from '../acts/gather-matter.ts';
import { mayNotIn } from '../acts/open-matter.ts';
import { stepInWords } from '../acts/words.ts';
import { type VerbalShown, verbalVerbs, type verbalView } from '../contract.ts';
import { isOverdue, type Verbal } from '../core/verbal.ts';
import { rowOfVerb } from '../core/verbal-machine.ts';
import { stepBefore } from '../store/stands-before.ts';
import { presentSubject } from './present-matter.ts';

async function labelsOf({ app }: Call, some: readonly Verbal[]): Promise<ReadonlyMap<string, SubjectLabel>> {
  const labels = new Map<string, SubjectLabel>();
  for (const [kind, of] of Map.groupBy(some, (one) => one.subjectKind)) {
    const ids = [...new Set(of.map((one) => one.subjectId))];
    for (const label of (await app.subjects.get(kind)?.label(app.database.db, ids)) ?? []) labels.set(label.id, label);
  }
  return labels;
}

/** Verbal authorisations with all names; names, signatures and labels are asked for all of them at once. */
export async function presentVerbals(call: Call, some: readonly Verbal[]): Promise<readonly VerbalShown[]> {
  const { app } = call;
  const [db, now] = [app.database.db, app.clock.now()];
  if (some.length === 0) return [];
  const labels = await labelsOf(call, some);
  const ids = some.flatMap((one) => [one.authorisedBy, one.recorded.by, one.quality?.by ?? [], one.ended?.by ?? []].flat());
  const names = new Map((await peopleBy(db, { ids: [...new Set(ids)] })).map((one) => [one.id, one.name] as const));
  const person = (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
  const marks = await marksById(
    app,
    db,
    some.map((one) => one.recorded.signatureId),
  );
  return Promise.all(
    some.map(async (one) => ({
      id: one.id,
      version: one.version,
      state: one.state,
      subject: presentSubject(one.subjectKind, one.subjectId, labels.get(one.subjectId)),
      step: one.step,
      says: stepInWords(app, one.subjectKind, one.step),
      requirements: [...one.requirements],
      authorisedBy: person(one.authorisedBy),
      toldAt: one.toldAt.toISOString(),
      recordedBy: person(one.recorded.by),
      recordedAt: one.recorded.at.toISOString(),
      reason: one.reason,
      dueAt: one.dueAt.toISOString(),
      overdue: isOverdue(one, now),
      lets: await lets(app, db, one, now),
      quality: one.quality === null ? null : { by: person(one.quality.by), at: one.quality.at.toISOString() },
      ended: one.ended === null ? null : { by: person(one.ended.by), at: one.ended.at.toISOString(), reason: one.ended.reason },
      signature: marks.get(one.recorded.signatureId) ?? null,
    })),
  );
}

/** One with what the reader may do with it. Whether the record is over is asked without its lock. */
export async function presentVerbal(call: Call, one: Verbal): Promise<z.input<typeof verbalView>> {
  const { app, actor } = call;
  const [row] = await presentVerbals(call, [one]);
  if (row === undefined) throw new Error('a verbal authorisation is not shown');
  const approvable = approvableOf(app, one.subjectKind);
  const over =
    approvable === undefined || (await stepBefore(app.database.db, approvable.standsBefore(app), one.subjectId)) === null;
  const can: Record<string, readonly Refusal[]> = {};
  for (const verb of verbalVerbs) {
    const mayNot = (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit);
    const barred = mayNotIn(mayNot, rowOfVerb(verb).right, one.unitIds);
    const ask = { app, actor, now: app.clock.now(), db: app.database.db };
    can[verb] = barred.length > 0 ? barred : await whyNotVerbal(ask, verb, one, over);
  }
  return { ...row, can: presentCan(can) };
}
