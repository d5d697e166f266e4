import { done, type Outcome, refused } from '../../../foundation/refusal.ts';
import type { Work } from '../../../foundation/transact.ts';
import { asActors, seesPerson } from '../../identity/door.ts';
import { mentionFaults, type SubjectRef } from '../core/comment.ts';
import { mayRead } from './record-named.ts';

/**
 * The ids of people whom a comment speaks to, each once. Refused by name where one may not read the record; whom the author is not shown is nobody to them, like an address that nobody has.
 * @param known already mentioned: whoever lost the right since does not keep the author from correcting a word.
 */
export async function mentionIn(
  work: Work,
  record: SubjectRef,
  asked: readonly string[],
  known: readonly string[] = [],
): Promise<Outcome<readonly string[]>> {
  if (asked.length === 0) return done([]);
  const found = await asActors(work.tx, asked, work.now);
  const seen: (typeof found)[number][] = [];
  for (const one of found) if (known.includes(one.id) || (await seesPerson(work, one.id))) seen.push(one);
  const mentioned = asked.map((text) => {
    const actor = seen.find(({ id, email }) => id === text || email.toLowerCase() === text.toLowerCase()) ?? null;
    const still = known.includes(actor?.id ?? text);
    return {
      asked: text,
      person: actor ?? (still ? { id: text, name: text } : null),
      reads: still || (actor !== null && mayRead(work.app, actor, record)),
    };
  });
  const faults = mentionFaults(mentioned, record.key ?? record.label);
  return faults.length > 0 ? refused(faults) : done([...new Set(mentioned.flatMap(({ person }) => person?.id ?? []))]);
}
