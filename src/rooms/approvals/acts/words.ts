import type { Db } from '../../../foundation/database/database.ts';
import type { Services } from '../../../foundation/services.ts';
import * as identity from '../../identity/door.ts';
import type { Words } from '../core/may-give.ts';
import type { Requirement, Who } from '../core/requirement.ts';
import { approvableOf, type Gathered } from './gather-matter.ts';

const approved = 'approved:';

/** What a step of a kind is called. */
export const stepInWords = (app: Services, kind: string, step: string): string =>
  approvableOf(app, kind)?.steps.find((one) => one.verb === step)?.says ?? step;

/** What a part in a record is called; the approver of a step is one as well. */
export const partInWords = (app: Services, kind: string, part: string): string =>
  part.startsWith(approved)
    ? `approved “${stepInWords(app, kind, part.slice(approved.length))}”`
    : (approvableOf(app, kind)?.parts.find((one) => one.part === part)?.says ?? part);

/** Names of the groups that are asked, by id. */
export async function groupNames(db: Db, asked: readonly Who[]): Promise<ReadonlyMap<string, string>> {
  const ids = asked.flatMap((who) => (who.kind === 'group' ? [who.id] : []));
  if (ids.length === 0) return new Map();
  return new Map((await identity.groupsBy(db, { ids })).map((group) => [group.id, group.name] as const));
}

export const whoInWords = (who: Who, groups: ReadonlyMap<string, string>): string =>
  who.kind === 'group' ? `group “${groups.get(who.id) ?? who.id}”` : identity.roleInWords(who.id);

/** Words for all that the rules of one record speak of. */
export async function wordsFor(app: Services, db: Db, matter: Gathered): Promise<Words> {
  const groups = await groupNames(
    db,
    matter.requirements.map((requirement) => requirement.who),
  );
  const ids = [...new Set(matter.approvals.map((approval) => approval.personId))];
  const names = new Map(
    ids.length === 0 ? [] : (await identity.peopleBy(db, { ids })).map((person) => [person.id, person.name] as const),
  );
  return {
    step: (step) => stepInWords(app, matter.kind, step),
    part: (part) => partInWords(app, matter.kind, part),
    asked: (requirement: Requirement) => whoInWords(requirement.who, groups),
    name: (id) => names.get(id) ?? 'Somebody',
  };
}
