import { type Route, route } from '../../../foundation/http/route.ts';
import { done } from '../../../foundation/refusal.ts';
import { tellStory } from '../acts/tell-story.ts';
import * as contract from '../contract-story.ts';
import type { LaterChange, StoryDecision } from '../core/story.ts';

const presentLater = ({ entry, number, at, by, says, reason, changes }: LaterChange): contract.StoryChange => ({
  entry,
  number,
  at,
  by,
  says,
  reason,
  changes: changes.map((change) => ({ field: change.field, old: change.old, new: change.new })),
});

const presentDecision = (one: StoryDecision): contract.StoryDecision => ({
  entry: one.entry,
  number: one.number,
  at: one.at,
  by: { id: one.by.id, name: one.by.name },
  roles: [...one.roles],
  act: one.act,
  says: one.says,
  on: { ...one.on },
  version: one.version,
  reason: one.reason,
  condition: one.condition,
  lost: one.lost,
  signature: one.signature === null ? null : { ...one.signature },
  evidence: one.evidence.map(({ text, expected, actual, status, source, note, link }) => ({
    text,
    expected,
    actual,
    status,
    source,
    note,
    link,
  })),
  gatesBefore: one.gatesBefore.map(({ name, says, at, by }) => ({ name, says, at, by })),
  changedAfter: one.changedAfter.map(presentLater),
});

export const storyRoutes: readonly Route[] = [
  route(contract.releaseStory, async ({ call, params, query }) => {
    const told = await tellStory(call, params.id, query.asOf === undefined ? null : new Date(query.asOf));
    if (!told.ok) return told;
    const { record, at, decisions, afterEnd } = told.value;
    const { id, key, release } = record.found;
    return done({
      body: {
        id,
        key,
        name: release.name,
        state: release.state,
        outcome: release.outcome,
        version: release.version,
        unit: release.unit.name,
        owner: release.owner?.name ?? null,
        at: at.toISOString(),
        first: record.entries[0]?.at ?? null,
        entries: record.entries.length,
        decisions: decisions.map(presentDecision),
        afterEnd: afterEnd.map(presentLater),
      },
    });
  }),
];
