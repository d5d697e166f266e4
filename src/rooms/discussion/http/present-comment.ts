import type { Actor } from '../../../foundation/actor.ts';
import { presentCan } from '../../../foundation/http/problem.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';
import { mayIn } from '../acts/record-named.ts';
import { actingOn } from '../acts/step-comment.ts';
import type { CommentView, WordedComment } from '../contract.ts';
import { type Comment, type SubjectRef, stepFaults, type Wording } from '../core/comment.ts';

export const presentSubject = ({ kind, id, key, label, link }: SubjectRef) => ({ kind, id, key, label, link });

async function namesOf({ app }: Call, comments: readonly Comment[], wordings: readonly Wording[]) {
  const ids = [
    ...comments.flatMap(({ authorId, mentions, withdrawnBy }) => [
      authorId,
      ...mentions,
      ...(withdrawnBy === null ? [] : [withdrawnBy]),
    ]),
    ...wordings.flatMap(({ mentions }) => mentions),
  ];
  const people = await peopleBy(app.database.db, { ids: [...new Set(ids)] });
  const names = new Map(people.map(({ id, name }) => [id, name] as const));
  return (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
}

function canOn(app: Services, actor: Actor, one: Comment, record: SubjectRef) {
  const denied = mayIn(app.ports, actor, 'discussion.write', record.unitIds);
  const acting = actingOn(app, actor, record);
  const faults = (verb: 'correct' | 'withdraw') => (denied.length > 0 ? denied : stepFaults(one, verb, acting));
  return presentCan({ correct: faults('correct'), withdraw: faults('withdraw') });
}

type Named = (id: string) => { readonly id: string; readonly name: string };

const presentOne = ({ app, actor }: Call, one: Comment, record: SubjectRef, name: Named): CommentView => ({
  id: one.id,
  subject: presentSubject(record),
  author: name(one.authorId),
  text: one.text,
  mentions: one.mentions.map(name),
  state: one.state,
  writtenAt: one.writtenAt.toISOString(),
  correctedAt: one.correctedAt?.toISOString() ?? null,
  withdrawn:
    one.withdrawnBy === null || one.withdrawnAt === null
      ? null
      : { by: name(one.withdrawnBy), at: one.withdrawnAt.toISOString(), reason: one.withdrawalReason ?? '' },
  version: one.version,
  can: canOn(app, actor, one, record),
});

/** Comments on one record, for a reader who may read it. */
export async function presentComments(call: Call, comments: readonly Comment[], record: SubjectRef): Promise<CommentView[]> {
  const name = await namesOf(call, comments, []);
  return comments.map((one) => presentOne(call, one, record, name));
}

export async function presentWorded(
  call: Call,
  one: Comment,
  record: SubjectRef,
  wordings: readonly Wording[],
): Promise<WordedComment> {
  const name = await namesOf(call, [one], wordings);
  return {
    ...presentOne(call, one, record, name),
    wordings: wordings.map(({ number, text, mentions, until }) => ({
      number,
      text,
      mentions: mentions.map(name),
      until: until.toISOString(),
    })),
  };
}
