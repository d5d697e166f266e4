import type { Actor } from '../../../foundation/actor.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import { heldOf, readProfile } from '../../../foundation/profile.ts';
import type { Said } from '../../../foundation/record.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import { reasonCharacters, reasonPolicy } from '../core/profile.ts';
import { reasonRequired, regulatedChanges } from '../core/regulated-change.ts';

/**
 * Why an act may not end as it would: fields by which a regulation goes change, and nobody said why. Asked of every act when it has said all, so screen, API, command line and
 * files meet the same rule. What the house does by itself has no person who could be asked.
 */
export async function whyUnreasoned(
  tx: Tx,
  said: readonly Said[],
  { app, actor, reasonCode }: { readonly app: Services; readonly actor: Actor; readonly reasonCode: string | null },
): Promise<readonly Refusal[]> {
  if (actor.kind === 'system') return [];
  const regulatedOf = ({ subject }: Said): readonly string[] => app.subjects.get(subject.kind)?.regulated ?? [];
  const touching = said.filter((entry) => regulatedChanges(entry, regulatedOf(entry)).length > 0);
  if (touching.length === 0) return [];
  const profile = await readProfile(tx);
  const policy = { demands: heldOf(profile, reasonPolicy), characters: heldOf(profile, reasonCharacters) };
  return touching.flatMap((entry) => reasonRequired(entry, regulatedOf(entry), reasonCode, policy));
}
