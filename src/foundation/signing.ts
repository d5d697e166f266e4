/** What a signer sends with the act that they sign: the ceremony in which they saw what it is, and their components. */
export type Proof = {
  readonly ceremony: string;
  readonly password?: string | undefined;
  /** One-time code of an authenticator. */
  readonly code?: string | undefined;
  /** WebAuthn assertion over the challenge of the ceremony. */
  readonly assertion?:
    | {
        readonly id: string;
        readonly response: { readonly authenticatorData: string; readonly clientDataJSON: string; readonly signature: string };
      }
    | undefined;
};

/** Says to an act: run to the point where you would be signed, and no further. No request can send it. */
export const rehearsal: unique symbol = Symbol('rehearsal');
export type Signing = Proof | typeof rehearsal | undefined;

/**
 * One row of the published table (21 CFR 11.70, EU draft Annex 11 13.8): which fields of a record a signature by this act covers. A path has `*` where
 * it covers every child.
 */
export type Coverage = {
  readonly verb: string;
  /** The act's name in the ledger. */
  readonly act: string;
  /** Code of the vocabulary of the room `signatures`. */
  readonly meaning: string;
  readonly covers: readonly string[];
  /** Covered fields that the step itself fixes as it is taken: who approves it beforehand cannot have seen them. */
  readonly fixes?: readonly string[];
  /** What a change of a covered field brings, in one sentence. */
  readonly afterChange: string;
};
