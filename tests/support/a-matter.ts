import type { Approval } from '../../src/rooms/approvals/core/approval.ts';
import type { Matter, People } from '../../src/rooms/approvals/core/matter.ts';
import type { Words } from '../../src/rooms/approvals/core/may-give.ts';
import type { Requirement } from '../../src/rooms/approvals/core/requirement.ts';

export const matterNow = new Date('2026-11-24T12:00:00.000Z');

/** A requirement for pure tests: one yes of quality before `plan`, for every record; the test names what matters to it. */
export const aRequirement = (more: Partial<Requirement> = {}): Requirement => ({
  id: `id of ${more.key ?? 'RQ-1'}`,
  key: 'RQ-1',
  version: 1,
  effectiveFrom: matterNow,
  withdrawn: false,
  name: 'A requirement',
  subjectKind: 'release',
  step: 'plan',
  who: { kind: 'role', id: 'quality' },
  seats: 1,
  meaning: 'approved',
  unitId: 'firm',
  scope: [],
  excludes: [],
  validityDays: null,
  covers: null,
  ...more,
});

let counter = 0;
/** A yes to `plan`, given now, that covers what the step covers. */
export const anApproval = (personId: string, more: Partial<Approval> = {}): Approval => ({
  id: `approval ${++counter}`,
  version: 1,
  subjectKind: 'release',
  subjectId: 'release',
  subjectKey: 'REL-1',
  unitIds: ['firm'],
  step: 'plan',
  verdict: 'approved',
  meaning: 'approved',
  personId,
  at: matterNow,
  answers: {},
  covers: ['name'],
  reason: null,
  signatureId: 'signature',
  withdrawn: null,
  ...more,
});

/** People with roles of their own; `deputies`: who holds roles for whom. */
export const people = (
  roles: Readonly<Record<string, readonly string[]>>,
  deputies: Readonly<Record<string, string>> = {},
): People => ({
  roles: new Map(
    [...new Set([...Object.keys(roles), ...Object.keys(deputies)])].map((person) => {
      const principal = deputies[person];
      const lent = principal === undefined ? [] : (roles[principal] ?? []);
      return [
        person,
        [
          ...(roles[person] ?? []).map((role) => ({ role, deputyFor: null })),
          ...lent.map((role) => ({ role, deputyFor: principal ?? null })),
        ],
      ] as const;
    }),
  ),
  groups: new Map(),
  principals: new Map(Object.entries(deputies).map(([deputy, principal]) => [deputy, [principal]] as const)),
});

/** One record; every signature stands unless the test says otherwise. */
export function aMatter(more: Partial<Matter> = {}): Matter {
  const approvals = more.approvals ?? [];
  return {
    now: matterNow,
    requirements: [aRequirement()],
    approvals,
    standings: new Map(approvals.map((approval) => [approval.id, 'valid'] as const)),
    participants: [],
    covers: new Map(['accept', 'plan', 'declare-ready', 'release-for-use', 'close'].map((step) => [step, ['name']] as const)),
    people: people({}),
    ...more,
  };
}

export const plainWords: Words = { step: (step) => step, part: (part) => part, asked: ({ who }) => who.id, name: (id) => id };
