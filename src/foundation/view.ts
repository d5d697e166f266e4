/** What somebody is about to be shown. */
export type View = {
  /** Id of the operation, its sentence, and what the address named. */
  readonly operation: string;
  readonly says: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The answer is a file. */
  readonly file: boolean;
  /** A page refreshed itself. */
  readonly background: boolean;
};
