import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Fact, Measured } from '../../../foundation/fact.ts';
import * as portfolio from '../../portfolio/door.ts';
import { lifecycle } from '../core/lifecycle.ts';
import { collisionCounts, nextExceptionEnd } from '../store/collision-counts.ts';
import { activeAmong, applicationsIn, measurable, milestonesOwed, openChildren } from '../store/measures.ts';

const day = 86_400_000;
const kinds = ['release'] as const;
/** How many records a finding names; it counts all. */
const named = 50;

const gone: Measured = { value: null, until: null, says: 'There is no such release.', inputs: {} };

async function blockingCollisions(db: Db | Tx, id: string, now: Date): Promise<Measured> {
  const row = await measurable(db, id);
  if (row === null) return gone;
  const blocking = (await collisionCounts(db, [row], now)).get(id)?.blocking ?? 0;
  return {
    value: blocking,
    until: await nextExceptionEnd(db, id, now),
    says: blocking === 0 ? 'No open collision stops it.' : `${blocking} open collisions stop it.`,
    inputs: { state: row.state },
  };
}

async function withoutOwner(db: Db | Tx, id: string): Promise<Measured> {
  const ids = await applicationsIn(db, id);
  const applications = ids.length === 0 ? [] : await portfolio.applicationsBy(db, { ids });
  const active = await activeAmong(
    db,
    applications.flatMap(({ ownerId }) => ownerId ?? []),
  );
  const open = applications.filter(({ ownerId }) => ownerId === null || !active.has(ownerId));
  const keys = open.map(({ key }) => key).toSorted();
  return {
    value: keys.length,
    until: null,
    says: keys.length === 0 ? 'Every application has an owner.' : `${keys.length} applications have no owner who is active.`,
    inputs: { applications: keys.slice(0, named) },
  };
}

async function daysToGoLive(db: Db | Tx, id: string, now: Date): Promise<Measured> {
  const row = await measurable(db, id);
  if (row === null) return gone;
  if (row.start === null) return { value: null, until: null, says: 'It has no go-live yet.', inputs: {} };
  const left = row.start.getTime() - now.getTime();
  const days = Math.floor(left / day);
  // The number falls by one just after this moment.
  const until = new Date(row.start.getTime() - days * day + 1);
  return {
    value: days,
    until,
    says: days < 0 ? 'The go-live has begun.' : `${days} whole days to the go-live.`,
    inputs: { goLive: row.start.toISOString() },
  };
}

async function childrenNotFinished(db: Db | Tx, id: string): Promise<Measured> {
  const open = await openChildren(db, id, lifecycle.final, named);
  return {
    value: open.total,
    until: null,
    says: open.total === 0 ? 'No release below it is open.' : `${open.total} releases below it are not finished.`,
    inputs: { open: open.first.map(({ key, state }) => ({ key, state })) },
  };
}

async function milestonesLate(db: Db | Tx, id: string, now: Date): Promise<Measured> {
  const owed = await milestonesOwed(db, id);
  const late = owed.filter((one) => one.at <= now);
  return {
    value: late.length,
    until: owed.find((one) => one.at > now)?.at ?? null,
    says: late.length === 0 ? 'No milestone is late.' : `${late.length} milestones are late.`,
    inputs: { late: late.slice(0, named).map(({ key, at }) => ({ key, due: at.toISOString() })) },
  };
}

/** What gates can ask of a release without anybody typing it. */
export const releaseFacts: readonly Fact[] = [
  {
    name: 'releases.blocking-collisions',
    says: 'How many open collisions stop the release',
    kinds,
    type: 'number',
    unit: null,
    read: blockingCollisions,
  },
  {
    name: 'releases.applications-without-owner',
    says: 'How many applications of the release have no owner who is active',
    kinds,
    type: 'number',
    unit: null,
    read: withoutOwner,
  },
  {
    name: 'releases.days-to-go-live',
    says: 'Whole days from now to the start of the go-live',
    kinds,
    type: 'number',
    unit: 'days',
    read: daysToGoLive,
  },
  {
    name: 'releases.children-not-finished',
    says: 'How many releases below it are neither closed nor over in another way',
    kinds,
    type: 'number',
    unit: null,
    read: childrenNotFinished,
  },
  {
    name: 'releases.milestones-late',
    says: 'How many milestones are due and not done',
    kinds,
    type: 'number',
    unit: null,
    read: milestonesLate,
  },
];
