import type { Criticality, DependencyType, LifecycleStage, Relevance, ValidatedState } from './application.ts';

/** What somebody tells when registering. Unit by id or key, owner by id or e-mail; what is left out is unknown. */
export type ApplicationInput = {
  readonly key?: string | undefined;
  readonly name: string;
  readonly unit: string;
  readonly owner?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly criticality?: Criticality | undefined;
  readonly gxp?: Relevance | undefined;
  readonly sox?: Relevance | undefined;
  readonly technology?: string | null | undefined;
  readonly lifecycleStage?: LifecycleStage | undefined;
  /** Only what needs no decision: never `validated`; `not-applicable` only where GxP is `no`. */
  readonly validatedState?: ValidatedState | undefined;
};

/** A merge patch: missing leaves, null clears. The key names the record for good and the validated state has its verbs. */
export type ApplicationPatch = {
  readonly [K in Exclude<keyof ApplicationInput, 'key' | 'validatedState'>]?: ApplicationInput[K] | undefined;
};

/** `from` needs `to`; both by id or key. */
export type DependencyInput = {
  readonly from: string;
  readonly to: string;
  readonly type: DependencyType;
  readonly note: string | null;
};
