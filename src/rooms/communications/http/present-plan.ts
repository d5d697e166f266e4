import type { z } from 'zod';
import { presentCan } from '../../../foundation/http/problem.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Call } from '../../../foundation/transact.ts';
import { peopleBy, unitsBy } from '../../identity/door.ts';
import { publishRight } from '../acts/publish-plan.ts';
import type * as contract from '../contract.ts';
import { planRefusals as no } from '../core/communications-refusals.ts';
import { differencesBetween } from '../core/plan-content.ts';
import type { PlanVersion, PublishedPlan } from '../core/published-plan.ts';
import { findVersion, type VersionHead, versionHeads } from '../store/published-plans.ts';

type Head = Omit<contract.PlanByLink['versions'][number], never>;

async function namesOf(app: Services, plans: readonly PublishedPlan[], people: readonly string[]) {
  const { db } = app.database;
  const [found, units] = await Promise.all([
    peopleBy(db, { ids: [...new Set(people)] }),
    unitsBy(db, { ids: [...new Set(plans.map(({ unitId }) => unitId))] }),
  ]);
  const names = new Map(found.map(({ id, name }) => [id, name] as const));
  const active = new Set(found.flatMap(({ id, active: is }) => (is ? [id] : [])));
  const byId = new Map(units.map(({ id, key, name }) => [id, { id, key, name }] as const));
  return {
    isActive: (id: string) => active.has(id),
    person: (id: string) => ({ id, name: names.get(id) ?? 'Unknown' }),
    unit: (id: string) => byId.get(id) ?? { id, key: '', name: 'Unknown' },
  };
}

type Names = Awaited<ReturnType<typeof namesOf>>;

const linkState = ({ link }: PublishedPlan, names: Names, now: Date): 'open' | 'ended' | 'none' => {
  if (link === null) return 'none';
  return link.until > now && names.isActive(link.openedBy) ? 'open' : 'ended';
};

const lineOf = (plan: PublishedPlan, names: Names, now: Date): contract.PublishedPlanLine => ({
  id: plan.id,
  key: plan.key,
  title: plan.title,
  unit: names.unit(plan.unitId),
  months: plan.months,
  newest: plan.newest,
  publishedAt: plan.publishedAt.toISOString(),
  publishedBy: names.person(plan.publishedBy),
  link: linkState(plan, names, now),
  version: plan.version,
});

export async function presentLines(app: Services, plans: readonly PublishedPlan[]): Promise<contract.PublishedPlanLine[]> {
  const names = await namesOf(
    app,
    plans,
    plans.flatMap(({ publishedBy, link }) => [publishedBy, ...(link === null ? [] : [link.openedBy])]),
  );
  return plans.map((plan) => lineOf(plan, names, app.clock.now()));
}

export const presentHead = ({ number, from, until, note, publishedAt }: VersionHead): Head => ({
  number,
  from: from.toISOString(),
  until: until.toISOString(),
  note,
  publishedAt: publishedAt.toISOString(),
});

export async function presentPlan(call: Call, plan: PublishedPlan): Promise<contract.PublishedPlan> {
  const { app, actor } = call;
  const heads = await versionHeads(app.database.db, plan.id);
  const people = [
    plan.publishedBy,
    ...heads.map(({ publishedBy }) => publishedBy),
    ...(plan.link === null ? [] : [plan.link.openedBy]),
  ];
  const names = await namesOf(app, [plan], people);
  const barred = app.ports.authority.may(actor, publishRight, plan.unitId);
  const unlinked = plan.link === null ? [no['no-link']({ key: plan.key })] : [];
  return {
    ...lineOf(plan, names, app.clock.now()),
    linkUntil: plan.link?.until.toISOString() ?? null,
    linkOpenedBy: plan.link === null ? null : names.person(plan.link.openedBy),
    versions: heads.map((head) => ({ ...presentHead(head), publishedBy: names.person(head.publishedBy) })),
    can: presentCan({
      publish: barred,
      'open-link': barred,
      'close-link': barred.length > 0 ? barred : unlinked,
    }),
  };
}

const editionOf = ({ from, until, content }: PlanVersion) => ({ from: from.toISOString(), until: until.toISOString(), content });

/** A version as it was published, with what it says otherwise than the one before. */
export async function presentEdition(app: Services, version: PlanVersion): Promise<contract.PlanByLink['edition']> {
  const before = version.number === 1 ? null : await findVersion(app.database.db, version.planId, version.number - 1);
  const { windows, freezes, releases } = version.content;
  return {
    ...presentHead(version),
    windows: [...windows],
    freezes: [...freezes],
    releases: [...releases],
    digest: version.digest.toString('hex'),
    differences: before === null ? [] : [...differencesBetween(editionOf(before), editionOf(version))],
  };
}

/** The same for whoever is signed in: with the name of who published it. */
export async function presentVersion(app: Services, version: PlanVersion): Promise<z.input<typeof contract.planEdition>> {
  const names = await namesOf(app, [], [version.publishedBy]);
  return { ...(await presentEdition(app, version)), publishedBy: names.person(version.publishedBy) };
}
