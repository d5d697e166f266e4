import type { Actor } from '../../../foundation/actor.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { done, type Outcome, type Refusal, refuse } from '../../../foundation/refusal.ts';
import type { Services, SubjectKind } from '../../../foundation/services.ts';
import { commentKind, discussionRefusals as no, type SubjectRef } from '../core/comment.ts';

type House = Pick<Services, 'subjects' | 'ports'>;

/** Whether somebody may read a record: the right of its kind, in one of its units. */
export function mayRead(
  { subjects, ports }: House,
  reader: Actor,
  { kind, unitIds }: Pick<SubjectRef, 'kind' | 'unitIds'>,
): boolean {
  const known = subjects.get(kind);
  return known !== undefined && mayIn(ports, reader, known.readRight, unitIds).length === 0;
}

/** Every reason why somebody may not use a right on a record; none where they hold it in one of its units. A record without units is of the whole organisation. */
export function mayIn(ports: House['ports'], actor: Actor, right: string, unitIds: readonly string[]): readonly Refusal[] {
  const units: readonly (string | null)[] = unitIds.length === 0 ? [null] : unitIds;
  const answers = units.map((unit) => ports.authority.may(actor, right, unit));
  return answers.find((refusals) => refusals.length === 0) ?? answers[0] ?? [];
}

/** Withdrawn records too, where their room finds them for a dossier. */
const findOf = ({ dossier, find }: SubjectKind): SubjectKind['find'] =>
  typeof dossier === 'object' ? (dossier.find ?? find) : find;

/** The record behind a kind and an id or key, for somebody who may read it; to everybody else it is not there. */
export async function recordNamed(
  house: House,
  db: Db | Tx,
  reader: Actor,
  { kind, id: named }: { readonly kind: string; readonly id: string },
): Promise<Outcome<SubjectRef>> {
  const hidden = refuse(no['no-such-record']({ kind, record: named }));
  const known = house.subjects.get(kind);
  if (known === undefined || kind === commentKind) return hidden;
  if (house.ports.authority.may(reader, known.readRight, null).length > 0) return hidden;
  const id = await findOf(known)(db, named);
  const [label] = id === null ? [] : await known.label(db, [id]);
  if (id === null || label === undefined) return hidden;
  const unitIds = (await known.unitIds?.(db, id)) ?? (label.unitId === null ? [] : [label.unitId]);
  const found: SubjectRef = { kind, id, key: label.key, label: label.label, link: label.link, unitIds };
  if (!mayRead(house, reader, found)) return hidden;
  return known.personal === undefined ? done(found) : refuse(no['about-a-person']({}));
}
