import { z } from 'zod';
import type { Refusal } from '../../../foundation/refusal.ts';
import * as gates from '../../gates/door.ts';
import * as identity from '../../identity/door.ts';
import type { ReleaseVerb } from '../contract.ts';
import { keptApart } from '../core/involvement.ts';
import { rowFor } from '../core/judge.ts';
import { nextVerb, type Row, rightOfVerb } from '../core/lifecycle.ts';
import type { Release } from '../core/release.ts';
import { needsQuality } from '../core/rules/quality-for-gxp.ts';
import { rights } from '../rights.ts';
import { type Asking, type Guards, gatherCommon, gatherGuards } from './gather-facts.ts';
import { judgeRow } from './judge-verbs.ts';

type Person = { readonly id: string; readonly name: string };
/** Some people by name, and how many more there are. */
export type Some = { readonly roles: readonly string[]; readonly people: readonly Person[]; readonly more: number };
export type Blocker = {
  readonly refusal: Refusal;
  readonly roles: readonly string[];
  readonly people: readonly Person[];
  /** Who records what a gate still lacks, before it can be decided; null where nothing is to be recorded. */
  readonly recorders: Some | null;
};
export type NextStep = {
  readonly row: Row | null;
  readonly blockers: readonly Blocker[];
  readonly deciders: readonly Person[];
  readonly mayDoIt: boolean;
};

const shown = 10;
const recordersShown = 5;
const rolesOf = (right: string): readonly string[] => rights[right]?.roles ?? [];

/** Whose right removes a blocker, by the rule that it comes from; what only time removes is nobody's. */
const removedBy: Readonly<Record<string, string>> = {
  'releases.has-owner': 'releases.change',
  'releases.owner-without-role': 'releases.change',
  'releases.has-applications': 'releases.change',
  'releases.go-live-missing': 'releases.change',
  'releases.back-out-unknown': 'releases.change',
  'releases.phases-missing': 'releases.change',
  'releases.work-after-go-live': 'releases.change',
  'releases.go-live-outside-deploy-phase': 'releases.change',
  'releases.warranty-before-go-live-ends': 'releases.change',
  'releases.warranty-over': 'releases.change',
  'releases.go-live-ahead': 'releases.move',
  'releases.go-live-over': 'releases.move',
  'releases.no-blocking-collision': 'releases.move',
  'releases.uat-accepted': 'releases.accept-for-business',
  'releases.validated-positive': 'releases.accept-for-business',
  'releases.confirmed-by-business': 'releases.accept-for-business',
  'releases.confirmed-by-it': 'releases.confirm-it',
  'releases.confirmed-twice': 'releases.confirm-it',
  'releases.go-stands': 'releases.decide-go',
  'releases.go-expired': 'releases.decide-go',
  'releases.children-finished': 'releases.close',
  'releases.parts-not-deployed': 'releases.deploy',
};

const without = (closed: Guards['gates'], passed: ReadonlySet<string>): Guards['gates'] =>
  new Map([...closed].map(([guard, all]) => [guard, all.filter(({ facts }) => !passed.has(String(facts?.gateId)))] as const));

const namedByGate = z.object({
  who: z.array(z.object({ id: z.string(), name: z.string() })),
  deciders: z.array(z.string()),
  missing: z.array(z.unknown()),
  recorders: z.array(z.string()),
});

/**
 * What blocks the next step, whoever takes it, and who must do what; then who could take it.
 * @param passed gates that are assumed to have passed
 */
export async function nextStepOf(ask: Asking, release: Release, passed: ReadonlySet<string> = new Set()): Promise<NextStep> {
  const verb = nextVerb[release.state];
  const found = verb === undefined ? null : rowFor(release, verb);
  if (verb === undefined || found === null || 'refusals' in found)
    return { row: null, blockers: [], deciders: [], mayDoIt: false };
  const row = found.row;
  const common = await gatherCommon(ask, release, new Set(row.rules));
  const asked = await gatherGuards(ask, release, [row.verb], new Set(row.rules));
  const guards = { ...asked, gates: without(asked.gates, passed) };
  const personal = new Set<Row['rules'][number]>(['decider-independent', 'quality-for-gxp']);
  const impersonal = { ...row, rules: row.rules.filter((rule) => !personal.has(rule)) };
  const stands = await judgeRow(ask, release, impersonal, common, guards);
  // An own approval that keeps the reader from the step keeps nobody else.
  const broken = stands.filter((refusal) => refusal.code !== 'approvals.fills-both');
  const mine = [
    ...ask.app.ports.authority.may(ask.actor, row.right, release.unitId),
    ...(await judgeRow(ask, release, row, common, guards)),
  ];
  return {
    row,
    blockers: await Promise.all(broken.map((refusal) => blockerOf(ask, release, refusal))),
    deciders: await decidersOf(ask, release, row, common),
    mayDoIt: mine.length === 0,
  };
}

/** The row of a verb that the asking person may take now, with nothing in the way; null otherwise. Their right is asked before anything is read. */
export async function takeableRow(ask: Asking, release: Release, verb: ReleaseVerb): Promise<Row | null> {
  if (ask.app.ports.authority.may(ask.actor, rightOfVerb(verb), release.unitId).length > 0) return null;
  const found = rowFor(release, verb);
  if ('refusals' in found) return null;
  const common = await gatherCommon(ask, release, new Set(found.row.rules));
  const guards = await gatherGuards(ask, release, [verb], new Set(found.row.rules));
  return (await judgeRow(ask, release, found.row, common, guards)).length === 0 ? found.row : null;
}

async function blockerOf(ask: Asking, release: Release, refusal: Refusal): Promise<Blocker> {
  const named = namedByGate.safeParse(refusal.facts);
  if (named.success)
    return {
      refusal,
      roles: named.data.deciders,
      people: mayNameSomebody(ask) ? named.data.who.slice(0, shown) : [],
      recorders: named.data.missing.length === 0 ? null : await recordersOf(ask, release, named.data.recorders),
    };
  const right = removedBy[refusal.code];
  const roles = right === undefined ? [] : rolesOf(right);
  const people =
    roles.length === 0 || !mayNameSomebody(ask) ? [] : await identity.holdersOf(ask.db, roles, release.unitId, ask.now);
  return { refusal, roles, people: people.slice(0, shown).map(({ id, name }) => ({ id, name })), recorders: null };
}

/** People are named to who may see people. */
const mayNameSomebody = ({ app, actor }: Asking): boolean => app.ports.authority.may(actor, 'identity.read', null).length === 0;

/** Who records what is missing: the roles that criteria name, or, where none does, every role that records results. */
async function recordersOf(ask: Asking, release: Release, named: readonly string[]): Promise<Some> {
  const asked = named.length === 0 ? gates.recordingRoles : named;
  const people = mayNameSomebody(ask) ? await identity.holdersOf(ask.db, asked, release.unitId, ask.now) : [];
  const first = people.slice(0, recordersShown).map(({ id, name }) => ({ id, name }));
  return { roles: named, people: first, more: people.length - first.length };
}

async function decidersOf(
  ask: Asking,
  release: Release,
  row: Row,
  common: Awaited<ReturnType<typeof gatherCommon>>,
): Promise<readonly Person[]> {
  const forGxp =
    row.verb === 'release-for-use' ? [needsQuality(release, common.gxp) ? 'quality' : 'business-process-owner'] : null;
  const holders = await identity.holdersOf(ask.db, forGxp ?? rolesOf(rightOfVerb(row.verb)), release.unitId, ask.now);
  const apart = new Set(keptApart(release, common, row.verb).map((involvement) => involvement.personId));
  return holders
    .filter((person) => !apart.has(person.id))
    .slice(0, shown)
    .map(({ id, name }) => ({ id, name }));
}
