/** What exists already beside the file. People are never in a file; without a list of them nobody is called missing. */
export type KnownRecords = {
  readonly units: ReadonlySet<string>;
  readonly applications: ReadonlySet<string>;
  readonly calendars: ReadonlySet<string>;
  readonly releases: ReadonlySet<string>;
  /** E-mails in lower case. */
  readonly people?: ReadonlySet<string>;
};

export const nothingKnown: KnownRecords = {
  units: new Set(),
  applications: new Set(),
  calendars: new Set(),
  releases: new Set(),
};
