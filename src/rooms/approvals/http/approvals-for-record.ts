import type { Services } from '../../../foundation/services.ts';
import { peopleBy } from '../../identity/door.ts';
import { stepInWords } from '../acts/words.ts';
import type { Approval } from '../core/approval.ts';
import { approvalsOf } from '../store/approvals.ts';
import { presentMeaning } from './present-matter.ts';

const presentOne = (app: Services, names: ReadonlyMap<string, string>, at: Date) => (approval: Approval) => ({
  id: approval.id,
  of: { kind: approval.subjectKind, id: approval.subjectId, key: approval.subjectKey },
  step: approval.step,
  says: stepInWords(app, approval.subjectKind, approval.step),
  verdict: approval.verdict,
  meaning: presentMeaning(approval.meaning).text,
  by: { id: approval.personId, name: names.get(approval.personId) ?? 'Unknown' },
  at: approval.at.toISOString(),
  answers: Object.entries(approval.answers).map(([key, version]) => `${key}, version ${version}`),
  covers: [...approval.covers],
  reason: approval.reason,
  signatureId: approval.signatureId,
  withdrawn:
    approval.withdrawn === null || approval.withdrawn.at > at
      ? null
      : { at: approval.withdrawn.at.toISOString(), reason: approval.withdrawn.reason },
});

export type ApprovalForRecord = ReturnType<ReturnType<typeof presentOne>>;

/** Everything that was said to the steps of these records by a moment, record by record, oldest first, withdrawn too. The caller has seen to the right. */
export async function approvalsForRecord(
  app: Services,
  subjects: readonly { readonly kind: string; readonly id: string }[],
  at: Date,
): Promise<readonly ApprovalForRecord[]> {
  const { db } = app.database;
  const said: Approval[] = [];
  for (const [kind, some] of Map.groupBy(subjects, (subject) => subject.kind)) {
    const order = some.map((subject) => subject.id);
    const found = (await approvalsOf(db, kind, order)).filter((approval) => approval.at <= at);
    said.push(...found.toSorted((a, b) => order.indexOf(a.subjectId) - order.indexOf(b.subjectId)));
  }
  const ids = [...new Set(said.map((approval) => approval.personId))];
  const people = ids.length === 0 ? [] : await peopleBy(db, { ids });
  return said.map(presentOne(app, new Map(people.map((person) => [person.id, person.name] as const)), at));
}
