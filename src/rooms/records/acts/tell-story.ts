import { done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { recordsRefusals as no } from '../core/records-refusals.ts';
import { afterEnd, type LaterChange, type StoryDecision, storyOf } from '../core/story.ts';
import { inSnapshot, type ReleaseRecord, releaseRecord } from './collect-dossier.ts';

export type ToldStory = {
  readonly record: ReleaseRecord;
  readonly at: Date;
  readonly decisions: readonly StoryDecision[];
  readonly afterEnd: readonly LaterChange[];
};

/** What a view that begins later is told: decisions and changes of its span. */
function since(told: ToldStory, from: Date): ToldStory {
  const seen = ({ at }: { readonly at: string }): boolean => new Date(at) >= from;
  return {
    ...told,
    record: { ...told.record, entries: told.record.entries.filter(seen) },
    decisions: told.decisions
      .filter(seen)
      .map((one) => ({ ...one, gatesBefore: one.gatesBefore.filter(seen), changedAfter: one.changedAfter.filter(seen) })),
    afterEnd: told.afterEnd.filter(seen),
  };
}

/** The story of a release as of a moment, for whoever may have its dossier; bounded as that is. */
export async function tellStory(call: Call, idOrKey: string, asOf: Date | null): Promise<Outcome<ToldStory>> {
  const now = call.app.clock.now();
  if (asOf !== null && asOf > now) return refuse(no['not-past']({ at: asOf.toISOString() }));
  const at = asOf ?? now;
  return inSnapshot(call, async (within) => {
    const record = await releaseRecord(within, idOrKey, at);
    if (!record.ok) return record;
    const { found, gates, signed, entries, refusals } = record.value;
    if (refusals.length > 0) return refused(refusals);
    const coverage = new Map([...call.app.signables.values()].map((one) => [one.kind, one.coverage] as const));
    const release = { id: found.id, key: found.key, decisions: found.release.decisions };
    const decisions = storyOf({ release, gates, signatures: signed.signatures, entries, coverage });
    const from = call.actor.within?.from ?? null;
    const told = { record: record.value, at, decisions, afterEnd: afterEnd(entries, found.id) };
    return done(from === null ? told : since(told, from));
  });
}
