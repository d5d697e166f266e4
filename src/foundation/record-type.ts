import type { Json } from './canonical-json.ts';

/**
 * When a record is closed, so that its retention begins. `field` with `values`: when the ledger says that the field (a JSON pointer) became one of them, while it holds.
 * `with-record`: it is kept with the record that its field `subject` names. `never`: it lives as long as the installation.
 */
export type Closing = 'with-record' | 'never' | { readonly field: string; readonly values: readonly Json[] };

/** How records of a kind are signed: steps by the published table, with the record to which they belong, or not at all. */
export const signaturePolicies = ['by-table', 'with-record', 'none'] as const;
export type SignaturePolicy = (typeof signaturePolicies)[number];

/** In which form the record is relied on (FDA guidance on Part 11 of 2003, III.B). */
export const reliedOnForms = ['electronic', 'paper'] as const;
export type ReliedOn = (typeof reliedOnForms)[number];

/** The row of one kind of record in the register: what the law has to do with it, and how long it is kept. */
export type RecordType = {
  /** What records of the kind are called, in the plural. */
  readonly says: string;
  readonly regulated: boolean;
  /** The rule that makes somebody keep the record. */
  readonly predicateRule: string;
  readonly reliedOn: ReliedOn;
  /** Name of the class of retention. */
  readonly retention: string;
  readonly signatures: SignaturePolicy;
  readonly closes: Closing;
  /** Field of the record whose keys name records that it supports: what holds those, holds it. */
  readonly supports?: { readonly kind: string; readonly field: string };
};
