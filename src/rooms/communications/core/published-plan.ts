import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { RecordType } from '../../../foundation/record-type.ts';
import type { PlanContent } from './plan-content.ts';

export const publishedPlanKind = 'published-plan';

/** The read-only link: whoever has it reads the plan without signing in, until it ends or is closed. The token itself is kept nowhere. */
export type PlanLink = { readonly hash: Buffer; readonly until: Date; readonly openedBy: string };

/** The plan of a unit as it is told to people outside: each version is kept as it was published. */
export type PublishedPlan = {
  readonly id: string;
  readonly key: string;
  readonly unitId: string;
  readonly title: string;
  readonly months: number;
  /** Number of the newest version. */
  readonly newest: number;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly link: PlanLink | null;
  readonly version: number;
};

export type PlanVersion = {
  readonly planId: string;
  readonly number: number;
  readonly from: Date;
  readonly until: Date;
  readonly content: PlanContent;
  /** SHA-256 of the content's canonical JSON (RFC 8785): the ledger's entry names it. */
  readonly digest: Buffer;
  readonly note: string | null;
  readonly publishedBy: string;
  readonly publishedAt: Date;
};

const versionFields = ({ number, from, until, content, digest, note }: PlanVersion): RecordFields => ({
  number,
  from: from.toISOString(),
  until: until.toISOString(),
  releases: content.releases.length,
  windows: content.windows.length,
  freezes: content.freezes.length,
  digest: digest.toString('hex'),
  note,
});

/** A plan for the ledger, with its newest version; of the link who opened it and until when, never the token. */
export const planRecord = (plan: PublishedPlan, newest: PlanVersion): RecordFields => ({
  key: plan.key,
  unitId: plan.unitId,
  title: plan.title,
  months: plan.months,
  edition: versionFields(newest),
  link: plan.link === null ? null : { until: plan.link.until.toISOString(), openedBy: plan.link.openedBy },
});

/** Free texts that may name people. */
export const planErasable: readonly string[] = ['/title', '/edition/note'];

export const planSubject = ({ id, key, unitId }: Pick<PublishedPlan, 'id' | 'key' | 'unitId'>): Subject => ({
  kind: publishedPlanKind,
  id,
  key,
  unitIds: [unitId],
});

export const recordTypes: Readonly<Record<string, RecordType>> = {
  [publishedPlanKind]: {
    says: 'Plans that were published',
    regulated: false,
    predicateRule: 'None: what was announced, kept as it was announced',
    reliedOn: 'electronic',
    retention: 'planning',
    signatures: 'none',
    closes: 'never',
  },
};
