import type { RecordFields, Subject } from '../../../../foundation/record.ts';

export const programmeKind = 'review-programme';

/** A record by kind, id and key. */
export type Named = { readonly kind: string; readonly id: string; readonly key: string };

/** By which the trail of a unit is reviewed again and again: partly at random, partly aimed. */
export type Programme = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly unitId: string;
  readonly everyMonths: number;
  /** How many releases are drawn of those that are not high-risk. */
  readonly random: number;
  /** Facets of a release, such as `gxp:yes`, any of which makes it high-risk. */
  readonly targets: readonly string[];
  /** Records whose own trail is in every period: the critical systems. */
  readonly systems: readonly Named[];
  readonly dueDays: number;
  /** First day of the next period, ISO 8601. */
  readonly nextOn: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly version: number;
};

export const programmeRecord = (one: Programme): RecordFields => ({
  key: one.key,
  name: one.name,
  unitId: one.unitId,
  everyMonths: one.everyMonths,
  random: one.random,
  targets: [...one.targets],
  systems: one.systems.map((system) => ({ ...system })),
  dueDays: one.dueDays,
  nextOn: one.nextOn,
  startedBy: one.startedBy,
  state: one.endedAt === null ? 'in-force' : 'ended',
});

export const programmeSubject = ({ id, key, unitId }: Pick<Programme, 'id' | 'key' | 'unitId'>): Subject => ({
  kind: programmeKind,
  id,
  key,
  unitIds: [unitId],
});
