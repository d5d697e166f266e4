import type { z } from 'zod';
import type { changeBody, proposeBody, ReleaseState } from '../contract.ts';

/** As the operation takes it: units, people, applications and parents by id or by the words people know them by. */
export type ProposeInput = z.output<typeof proposeBody>;
export type ChangeInput = z.output<typeof changeBody>;

export type ReleaseHead = {
  readonly id: string;
  readonly key: string;
  readonly planRef: string | null;
  readonly name: string;
  readonly state: ReleaseState;
  readonly unitId: string;
  readonly origin: 'native' | 'imported';
  readonly version: number;
};

/** A record of another system. It is closed to every verb here and never yields a decision (law 10). */
export type HistoryInput = {
  readonly planRef: string;
  readonly name: string;
  readonly summary: string;
  readonly unit: string;
  readonly source: string;
  readonly sourceTime: Date;
  readonly applications: readonly { readonly application: string; readonly version: string | null }[];
};

/** A release as a plan file writes it: keys and e-mail addresses instead of ids. */
export type ExportedRelease = {
  readonly id: string;
  readonly key: string;
  readonly planRef: string | null;
  readonly name: string;
  readonly summary: string;
  readonly kind: ProposeInput['kind'];
  readonly class: ProposeInput['class'];
  readonly unit: string;
  readonly owner: string | null;
  /** Plan key of the parent, or its human key where it has none. */
  readonly parent: string | null;
  readonly state: ReleaseState;
  readonly origin: 'native' | 'imported';
  readonly goLive: { readonly start: Date; readonly end: Date; readonly zone: string } | null;
  readonly backOutMinutes: number | null;
  readonly warrantyEnd: Date | null;
  readonly phases: readonly {
    readonly key: string;
    readonly name: string;
    readonly kind: ProposeInput['phases'][number]['kind'];
    readonly start: Date;
    readonly end: Date;
  }[];
  readonly milestones: readonly {
    readonly key: string;
    readonly name: string;
    readonly at: Date;
    readonly doneAt: Date | null;
  }[];
  readonly applications: readonly {
    readonly applicationId: string;
    readonly key: string;
    readonly role: 'changed' | 'regression';
    readonly version: string | null;
  }[];
  readonly source: string | null;
  readonly sourceTime: Date | null;
  readonly version: number;
};
