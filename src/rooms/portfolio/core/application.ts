/** Unknown is said, never guessed, and never counts as green (law 6). */
export const criticalities = ['low', 'medium', 'high', 'critical', 'unknown'] as const;
export type Criticality = (typeof criticalities)[number];

export const relevances = ['yes', 'no', 'unknown'] as const;
export type Relevance = (typeof relevances)[number];

export const lifecycleStages = ['planned', 'live', 'sunset', 'retired', 'unknown'] as const;
export type LifecycleStage = (typeof lifecycleStages)[number];

export const dependencyTypes = ['calls', 'data', 'infrastructure', 'shared-library', 'deploys-with'] as const;
export type DependencyType = (typeof dependencyTypes)[number];

export const validatedStates = ['not-applicable', 'validated', 'under-change', 're-validation-due', 'unknown'] as const;
export type ValidatedState = (typeof validatedStates)[number];

/** What stands in an application's record and may be changed by a patch. */
export type ApplicationFields = {
  readonly name: string;
  readonly description: string | null;
  readonly unitId: string;
  readonly ownerId: string | null;
  readonly criticality: Criticality;
  readonly gxp: Relevance;
  readonly sox: Relevance;
  readonly technology: string | null;
  readonly lifecycleStage: LifecycleStage;
};

export type Application = ApplicationFields & {
  readonly id: string;
  readonly key: string;
  readonly validatedState: ValidatedState;
  readonly withdrawnAt: Date | null;
  readonly version: number;
  readonly changedAt: Date;
};

/** `fromId` needs `toId`. Part of the record of the application that needs. */
export type Dependency = {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly type: DependencyType;
  readonly note: string | null;
};
