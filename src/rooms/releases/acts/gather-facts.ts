import type { Actor } from '../../../foundation/actor.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { valueIn } from '../../../foundation/profile.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import * as approvals from '../../approvals/door.ts';
import * as gates from '../../gates/door.ts';
import * as identity from '../../identity/door.ts';
import * as interlocks from '../../interlocks/door.ts';
import * as ledger from '../../ledger/door.ts';
import * as portfolio from '../../portfolio/door.ts';
import * as signatures from '../../signatures/door.ts';
import { type ActInput, bareInput, type CollisionFact, type Facts } from '../core/facts.ts';
import { goUntil } from '../core/go-until.ts';
import { collisionStops } from '../core/holds.ts';
import { keptApart } from '../core/involvement.ts';
import { guardsOfVerb, type RuleName } from '../core/lifecycle.ts';
import { goDays } from '../core/profile.ts';
import { toRecord } from '../core/record.ts';
import { type Release, standingDecision } from '../core/release.ts';
import { reliedOn } from '../core/relied-on.ts';
import type { AnyVerb } from '../core/verbs.ts';
import { childrenOf } from '../store/read-releases.ts';
import { missingAmong } from './gates-demanded.ts';
import { refOf } from './release-subject.ts';

export type Asking = {
  readonly db: Db;
  readonly app: Services;
  readonly actor: Actor;
  readonly now: Date;
  /** True in an act: what its decision relies on stays as it is until it commits. */
  readonly locks?: true;
};

/** What does not depend on the verb: read once for all of them. */
export type CommonFacts = Omit<Facts, 'closedGates' | 'missingApprovals' | 'dependence' | 'input'> & {
  /** The actor, and who is one with them by a deputation. */
  readonly oneWith: readonly string[];
  readonly testers: readonly string[];
  readonly owners: readonly string[];
  readonly datesBy: string | null;
};

export const rolesHeld = (actor: Actor, unitId: string): readonly string[] =>
  actor.holdings.filter((holding) => holding.reach === 'all' || holding.reach.has(unitId)).map((holding) => holding.role);

async function oneWith({ db, actor, now }: Asking): Promise<readonly string[]> {
  const { principals, deputies } = await identity.boundTo(db, actor.id, now);
  return [actor.id, ...principals, ...deputies];
}

/** Facts that every verb may ask for. `rules` says which are needed; what is not needed is not read. */
export async function gatherCommon(ask: Asking, release: Release, rules: ReadonlySet<RuleName>): Promise<CommonFacts> {
  const { db, actor, now } = ask;
  const independent = rules.has('decider-independent') && actor.kind !== 'system';
  return {
    now,
    actorId: actor.id,
    actorRoles: rolesHeld(actor, release.unitId),
    ownerHoldsRole:
      release.ownerId === null || !rules.has('has-owner')
        ? null
        : (await identity.rolesIn(db, release.ownerId, release.unitId, now)).length > 0,
    goUntil: rules.has('go-stands') ? goUntil(release, await valueIn(db, goDays)) : null,
    collisions: rules.has('no-blocking-collision') ? await collisionFacts(ask, release) : [],
    gxp: rules.has('quality-for-gxp') ? await gxpOf(db, release) : new Map(),
    children: release.kind === 'enterprise' ? await childrenOf(db, release.id) : [],
    unsigned: rules.has('still-signed') ? await unsignedOf(ask, release) : new Map(),
    oneWith: independent ? await oneWith(ask) : [],
    testers: independent ? (await gates.recordersIn(db, refOf(release))).map((involvement) => involvement.personId) : [],
    owners: independent && release.state === 'deployed' ? await ledger.valuesHeld(db, refOf(release), '/ownerId') : [],
    datesBy:
      independent && release.state === 'accepted' ? await ledger.lastToChange(db, refOf(release), ['/goLive', '/phases']) : null,
  };
}

/** The decisions on which a later step relies, as far as they are not signed over what the release is now. */
async function unsignedOf({ app, db }: Asking, release: Release): Promise<Facts['unsigned']> {
  const decided = [...reliedOn].flatMap((verb) => standingDecision(release, verb) ?? []);
  if (decided.length === 0) return new Map();
  const record = toRecord(release);
  const standings = await signatures.standingsOfDecisions(
    app,
    db,
    refOf(release).kind,
    decided.map(({ kind, at, by }) => ({ id: release.id, verb: kind, at, by, record })),
  );
  return new Map(
    decided.flatMap(({ kind }, place): (readonly [string, readonly string[]])[] => {
      const found = standings[place] ?? null;
      return found?.standing === 'valid' ? [] : [[kind, (found?.changed ?? []).map(({ field }) => field)]];
    }),
  );
}

/** What other rooms hold against verbs: gates by the word that they guard, approvals by verb. */
export type Guards = {
  readonly gates: ReadonlyMap<string, readonly Refusal[]>;
  readonly approvals: ReadonlyMap<string, readonly Refusal[]>;
};

const joined = (a: Guards['gates'], b: Guards['gates']): Guards['gates'] =>
  new Map([...a.keys(), ...b.keys()].map((word) => [word, [...(a.get(word) ?? []), ...(b.get(word) ?? [])]] as const));

/** The guards before these verbs, without locks; what no rule asks for is not read. */
export async function gatherGuards(
  ask: Asking,
  release: Release,
  verbs: readonly AnyVerb[],
  rules: ReadonlySet<RuleName>,
): Promise<Guards> {
  const { app, actor, now, db } = ask;
  const barred = rules.has('gates-passed') ? await gates.barredBy(app, db, refOf(release), now) : null;
  return {
    gates: barred === null ? new Map() : joined(barred.closed, missingAmong(release, barred.demands)),
    approvals: rules.has('approvals-given')
      ? await approvals.guardsOf(app, refOf(release), verbs, { actor, now, db })
      : new Map(),
  };
}

/** All facts of one verb. `closedGates` and `missingApprovals` come from their rooms, with locks in an act and without in a reply. */
export async function factsFor(
  ask: Asking,
  release: Release,
  common: CommonFacts,
  verb: AnyVerb,
  more: { readonly closedGates: readonly Refusal[]; readonly missingApprovals: readonly Refusal[]; readonly input?: ActInput },
): Promise<Facts> {
  const { oneWith, testers, owners, datesBy, ...rest } = common;
  const apart = keptApart(release, { testers, owners, datesBy }, verb).filter(({ personId }) => oneWith.includes(personId));
  const dependence =
    apart.length === 0 || ask.actor.kind === 'system' ? [] : await identity.notIndependent(ask.db, ask.actor, apart, ask.now);
  const { closedGates, missingApprovals } = more;
  return { ...rest, closedGates, missingApprovals, dependence, input: more.input ?? bareInput };
}

/** The gate words of a verb. */
export const guardWords = (verb: AnyVerb): readonly string[] => (verb === 'expire-go' ? [] : (guardsOfVerb[verb] ?? []));

export const gxpOf = async (db: Db, release: Pick<Release, 'applications'>): Promise<Facts['gxp']> => {
  const ids = release.applications.map((application) => application.applicationId);
  const applications = ids.length === 0 ? [] : await portfolio.applicationsBy(db, { ids });
  return new Map(applications.map((application) => [application.id, application.gxp] as const));
};

const sayWhen = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;

/** Open collisions of a release as its reader may see them. */
export async function collisionFacts(ask: Asking, release: Release): Promise<readonly CollisionFact[]> {
  const collisions = await interlocks.collisionsOf(ask.db, refOf(release), ask.now);
  const lock = ask.locks === true ? 'for share' : 'none';
  const excepted = await interlocks.exceptedAmong(ask.app, ask.db, collisions, ask.now, lock);
  const shown = await interlocks.showCollisions(ask.app, ask.db, ask.actor, collisions);
  return shown.map((collision) => ({
    blocks: collisionStops(release, { ...collision, excepted: excepted.has(collision.id) }),
    text: collision.theirs === null ? collision.why : `${collision.why} With ${collision.theirs.label}.`,
    remedy: [
      collision.nextFree === null
        ? 'Move one of the two, or take the application out of the release.'
        : `Move the go-live, for example to ${sayWhen(collision.nextFree.start)}, or settle it with the other side.`,
      ...(collision.severity === 'needs-exception' ? ['Or ask for a signed exception to this collision.'] : []),
    ].join(' '),
  }));
}
