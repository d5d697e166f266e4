import type { z } from 'zod';
import { presentCan } from '../../../foundation/http/problem.ts';
import { isUuid } from '../../../foundation/ids.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as identity from '../../identity/door.ts';
import { marksById } from '../../signatures/door.ts';
import { seatsOf } from '../acts/change-seats.ts';
import { whyNotSign } from '../acts/why-not-sign.ts';
import { groupNames, partInWords, stepInWords, whoInWords } from '../acts/words.ts';
import type { ChangeShown, RequirementRow } from '../contract-requirements.ts';
import type { termsShown } from '../contract-shapes.ts';
import { type Change, diffOf } from '../core/change.ts';
import { fillChange } from '../core/change-seats.ts';
import type { Requirement, Terms } from '../core/requirement.ts';
import { requirementRefusals as no } from '../core/requirement-refusals.ts';
import { findRequirement, termsOfVersion } from '../store/requirements.ts';
import { presentMeaning } from './present-matter.ts';

type TermsShown = z.input<typeof termsShown>;

/** Facets that name a record by its id, in the words of its room; for whoever may not see it, only what it is. */
async function facetsInWords({ app, actor }: Call, facets: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const split = [...new Set(facets)].map((facet) => ({
    facet,
    kind: facet.slice(0, facet.indexOf(':')),
    id: facet.slice(facet.indexOf(':') + 1),
  }));
  for (const [kind, some] of Map.groupBy(split, (one) => one.kind)) {
    const subject = app.subjects.get(kind);
    const named = some.filter((one) => isUuid(one.id));
    if (subject === undefined || named.length === 0) continue;
    const labels = await subject.label(
      app.database.db,
      named.map((one) => one.id),
    );
    for (const { facet, id } of named) {
      const label = labels.find((one) => one.id === id);
      const seen = label !== undefined && app.ports.authority.may(actor, subject.readRight, label.unitId).length === 0;
      found.set(facet, `${kind} ${seen ? label.label : 'that you may not see'}`);
    }
  }
  return found;
}

/** Names of what several requirements speak of, read once. */
export async function termsPresenter(call: Call, all: readonly Terms[]): Promise<(terms: Terms) => TermsShown> {
  const { app } = call;
  const { db } = app.database;
  const groups = await groupNames(
    db,
    all.map((terms) => terms.who),
  );
  const ids = [...new Set(all.map((terms) => terms.unitId))];
  const units = new Map((ids.length === 0 ? [] : await identity.unitsBy(db, { ids })).map((unit) => [unit.id, unit] as const));
  const facets = await facetsInWords(
    call,
    all.flatMap((terms) => terms.scope),
  );
  return (terms) => {
    const unit = units.get(terms.unitId);
    return {
      name: terms.name,
      subjectKind: terms.subjectKind,
      step: terms.step,
      stepSays: stepInWords(app, terms.subjectKind, terms.step),
      who: { kind: terms.who.kind, id: terms.who.id, says: whoInWords(terms.who, groups) },
      seats: terms.seats,
      meaning: presentMeaning(terms.meaning),
      unit: { id: terms.unitId, key: unit?.key ?? '', name: unit?.name ?? 'A withdrawn unit' },
      scope: terms.scope.map((facet) => ({ facet, says: facets.get(facet) ?? facet.replace(':', ' ') })),
      excludes: terms.excludes.map((part) => ({ part, says: partInWords(app, terms.subjectKind, part) })),
      validityDays: terms.validityDays,
      covers: terms.covers === null ? null : [...terms.covers],
    };
  };
}

export const presentRequirement = (requirement: Requirement, terms: TermsShown, now: Date): RequirementRow => ({
  id: requirement.id,
  key: requirement.key,
  version: requirement.version,
  state: requirement.withdrawn ? 'withdrawn' : requirement.effectiveFrom > now ? 'to-come' : 'effective',
  effectiveFrom: requirement.effectiveFrom.toISOString(),
  terms,
});

/** What the reader may do with a requirement: each by a proposed change. */
export function canChange({ app, actor }: Call, requirement: Requirement) {
  const may = app.ports.authority.may(actor, 'approvals.propose-changes', requirement.unitId);
  const answer = may.length > 0 ? may : requirement.withdrawn ? [no['requirement-withdrawn']({ key: requirement.key })] : [];
  return presentCan({ change: answer, withdraw: answer });
}

export async function presentChange(call: Call, change: Change): Promise<ChangeShown> {
  const { app, actor } = call;
  const { db } = app.database;
  const now = app.clock.now();
  const today = change.baseVersion === null ? null : await findRequirement(db, change.requirementId ?? '');
  const made = change.requirementId === null ? null : (today ?? (await findRequirement(db, change.requirementId)));
  const base = today === null ? null : await termsOfVersion(db, today.id, change.baseVersion ?? 0);
  const { seats, signers } = await seatsOf(app, db, change, today, [actor.id], now);
  const ids = [...new Set([change.proposedBy, ...change.signatures.map((one) => one.personId)])];
  const names = new Map((await identity.peopleBy(db, { ids })).map((person) => [person.id, person.name] as const));
  const marks = await marksById(
    app,
    db,
    change.signatures.map((one) => one.signatureId),
  );
  const present = await termsPresenter(call, [change.terms]);
  const person = (id: string) => ({ id, name: names.get(id) ?? 'Unknown' });
  const open = change.state === 'proposed';
  return {
    id: change.id,
    key: change.key,
    version: change.version,
    state: change.state,
    stale: open && today !== null && today.version !== change.baseVersion,
    kind: change.kind,
    requirement: made === null ? null : { id: made.id, key: made.key },
    baseVersion: change.baseVersion,
    terms: present(change.terms),
    effectiveFrom: change.effectiveFrom?.toISOString() ?? null,
    reason: change.reason,
    proposedBy: person(change.proposedBy),
    proposedAt: change.proposedAt.toISOString(),
    ended: change.ended === null ? null : { at: change.ended.at.toISOString(), why: change.ended.why },
    diff: [...diffOf(base, change)],
    signatures: change.signatures.map((one) => ({
      person: person(one.personId),
      at: one.at.toISOString(),
      signature: marks.get(one.signatureId) ?? null,
    })),
    missing: open ? fillChange(seats, signers).missing.map((seat) => seat.says) : [],
    can: await canOnChange(call, change, today),
  };
}

async function canOnChange(call: Call, change: Change, today: Requirement | null): Promise<ChangeShown['can']> {
  const { app, actor } = call;
  const { db } = app.database;
  const now = app.clock.now();
  const may = (right: string): readonly Refusal[] => app.ports.authority.may(actor, right, change.terms.unitId);
  const anywhere = app.ports.authority.may(actor, 'approvals.sign-changes', null);
  const sign = anywhere.length > 0 ? anywhere : await whyNotSign({ app, actor, tx: db, now }, change, today);
  const quality = await identity.rolesOfPeople(db, [actor.id], [change.terms.unitId], now);
  const own = change.proposedBy === actor.id || quality.some((one) => one.role === 'quality');
  const drop = may('approvals.propose-changes');
  const over = change.state === 'proposed' ? [] : [no['change-over']({ key: change.key, state: change.state })];
  return presentCan({ sign, drop: drop.length > 0 ? drop : own ? over : [no['not-your-change']({})] });
}
