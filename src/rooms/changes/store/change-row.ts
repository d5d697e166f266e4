import type { Change, Decision, Need } from '../core/change.ts';

type DecisionText = Omit<Decision, 'at' | 'voidedAt'> & { readonly at: string; readonly voidedAt: string | null };
type AssessedText = Omit<NonNullable<Change['assessed']>, 'at'> & { readonly at: string };

export type ChangeRow = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly model: Change['model'];
  readonly follows: string | null;
  readonly unit_id: string;
  readonly owner_id: string | null;
  readonly requested_by: string;
  readonly authors: readonly string[];
  readonly state: Change['state'];
  readonly held_from: Change['heldFrom'];
  readonly planned_start: Date | null;
  readonly planned_end: Date | null;
  readonly planned_zone: string | null;
  readonly back_out_plan: string;
  readonly test_plan: string;
  readonly answers: Change['answers'];
  readonly links: Change['links'];
  readonly assessed: AssessedText | null;
  readonly outcome: NonNullable<Change['outcome']>['result'] | null;
  readonly outcome_note: string | null;
  readonly outcome_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
  readonly unit_key: string;
  readonly unit_name: string;
  readonly owner_name: string | null;
  readonly requester_name: string | null;
  readonly applications: Change['applications'];
  readonly needs: readonly { readonly changeId: string; readonly needBy: string | null }[];
  readonly decisions: readonly DecisionText[];
};

export type Names = {
  readonly unit: { readonly id: string; readonly key: string; readonly name: string };
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly requester: { readonly id: string; readonly name: string };
};
export type ChangeWithNames = { readonly change: Change; readonly names: Names };

const maybe = (text: string | null): Date | null => (text === null ? null : new Date(text));
const plannedOf = (start: Date | null, end: Date | null, zone: string | null): Change['planned'] =>
  start === null || end === null || zone === null ? null : { start, end, zone };
const outcomeOf = (row: ChangeRow): Change['outcome'] =>
  row.outcome === null || row.outcome_at === null
    ? null
    : { result: row.outcome, note: row.outcome_note ?? '', at: row.outcome_at };
const needOf = ({ changeId, needBy }: ChangeRow['needs'][number]): Need => ({ changeId, needBy: maybe(needBy) });

/** Human keys are written in any case. */
export const byKeyText = (text: string): string => text.toUpperCase();

export const changeOf = (row: ChangeRow): ChangeWithNames => ({
  change: {
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    model: row.model,
    follows: row.follows,
    unitId: row.unit_id,
    ownerId: row.owner_id,
    requestedBy: row.requested_by,
    authors: row.authors,
    state: row.state,
    heldFrom: row.held_from,
    planned: plannedOf(row.planned_start, row.planned_end, row.planned_zone),
    backOutPlan: row.back_out_plan,
    testPlan: row.test_plan,
    answers: row.answers,
    applications: row.applications,
    links: row.links,
    needs: row.needs.map(needOf),
    assessed: row.assessed === null ? null : { ...row.assessed, at: new Date(row.assessed.at) },
    decisions: row.decisions.map((decision) => ({ ...decision, at: new Date(decision.at), voidedAt: maybe(decision.voidedAt) })),
    outcome: outcomeOf(row),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  },
  names: {
    unit: { id: row.unit_id, key: row.unit_key, name: row.unit_name },
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    requester: { id: row.requested_by, name: row.requester_name ?? 'Interlock' },
  },
});
