import type { BodyOf } from '../../../foundation/contract.ts';
import { isUuid } from '../../../foundation/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import * as approvals from '../../approvals/door.ts';
import * as gates from '../../gates/door.ts';
import { unitsBy } from '../../identity/door.ts';
import type { previewProposal } from '../contract.ts';
import { facetsOf } from './approvable.ts';
import { distinct } from './gates-demanded.ts';
import { subjectKind } from './release-subject.ts';
import { inputRefusals, resolveApplications } from './resolve-input.ts';

export type GateForeseen = {
  readonly demand: gates.Demand;
  /** Key that the gate would have on the release. */
  readonly key: string;
  readonly approvals: readonly approvals.WouldAsk[];
};
export type ProposalForeseen = {
  readonly gates: readonly GateForeseen[];
  readonly approvals: readonly approvals.WouldAsk[];
  /** Why the reader cannot propose in that unit; empty when they can. */
  readonly mayNot: readonly Refusal[];
};

/** What the matrix and the requirements in force would ask of a release, told from what it would be and before it is there. Nothing is written. */
export async function foreseeProposal(call: Call, input: BodyOf<typeof previewProposal>): Promise<Outcome<ProposalForeseen>> {
  const { app, actor } = call;
  const { db } = app.database;
  const now = app.clock.now();
  const mayNot = (right: string, unit: string | null) => app.ports.authority.may(actor, right, unit);
  const [unit] = await unitsBy(db, isUuid(input.unit) ? { ids: [input.unit] } : { keys: [input.unit] });
  if (unit === undefined || mayNot('releases.read', unit.id).length > 0)
    return refuse(inputRefusals['unit-unknown']({ unit: input.unit }, { field: '/unit' }));
  const applications = await resolveApplications({ tx: db, mayNot }, input.applications, []);
  if (!applications.ok) return applications;
  const head = {
    id: '',
    kind: input.kind,
    class: input.class,
    unitPath: unit.path,
    applicationIds: applications.value.map((application) => application.applicationId),
  };
  const facets = new Set((await facetsOf(db, [head])).get(head.id) ?? []);
  const asking = { app, db, now };
  const demanded = await gates.demandsFor(db, subjectKind, facets);
  const drafts = distinct(demanded);
  const foreseen: GateForeseen[] = [];
  for (const [at, { demand }] of demanded.entries()) {
    const key = drafts[at]?.key ?? demand.gateKey;
    const own = [`guards:${demand.step}`, `gate:${key}`, `template:${demand.template}`];
    const wouldBe = { kind: 'gate', facets: new Set([...own, ...facets]), unitIds: [unit.id] };
    foreseen.push({ demand, key, approvals: await approvals.wouldAsk(asking, wouldBe) });
  }
  return done({
    gates: foreseen,
    approvals: await approvals.wouldAsk(asking, { kind: subjectKind, facets, unitIds: [unit.id] }),
    mayNot: mayNot('releases.propose', unit.id),
  });
}
