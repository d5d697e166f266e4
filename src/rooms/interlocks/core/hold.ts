import type { Span } from '../../../foundation/span.ts';

export const rules = ['same-resource', 'freeze', 'outside-window'] as const;
export type Rule = (typeof rules)[number];

/** Gravest first: the order in which lists and counts speak of them. */
export const severities = ['blocks', 'needs-exception', 'warns'] as const;
export type Severity = (typeof severities)[number];

export const strengths = ['hard', 'soft'] as const;
export type Strength = (typeof strengths)[number];

export const restrictionKinds = ['freeze', 'window'] as const;
export type RestrictionKind = (typeof restrictionKinds)[number];

/** What holds or restricts, in the words of another room: a record of some kind. This room does not know what it is. */
export type OwnerRef = { readonly kind: string; readonly id: string };
export type Owner = OwnerRef & { readonly key: string | null; readonly label: string; readonly unitIds: readonly string[] };

export type Resource = { readonly kind: string; readonly id: string; readonly label: string };

/** One claim on one resource. `slot` names it among the holds of its owner, so that it stays the same claim when its span moves. */
export type HoldDraft = Span & {
  readonly slot: string;
  readonly resource: Resource;
  readonly strength: Strength;
  /** Two holds of a resource collide when at least one of them is exclusive; holds that all share never do. */
  readonly exclusive: boolean;
  /** What restrictions select by, as `dimension:value`: 'application:<id>', 'unit:<id>' of every ancestor, 'criticality:high', 'gxp:yes' … */
  readonly facets: readonly string[];
  /** A deployment, its back-out time included: freezes are held against the whole span. */
  readonly deployment: boolean;
  /** A deployment that must lie inside a window wherever its facets have windows at all. */
  readonly needsWindow: boolean;
};
export type Hold = HoldDraft & { readonly owner: Owner };

/** A freeze, or a window outside which nothing is deployed. Selects holds that have all its facets; alternatives are several restrictions. */
export type RestrictionDraft = Span & {
  readonly slot: string;
  readonly kind: RestrictionKind;
  readonly selector: readonly string[];
  readonly label: string;
  readonly severity: Severity;
};
export type Restriction = RestrictionDraft & { readonly owner: Owner };

/** One party of a collision. */
export type Side = { readonly owner: Owner; readonly slot: string; readonly span: Span };
