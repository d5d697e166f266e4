/** A "no" as the server words it. Structurally what every reply carries; the design knows no room's codes. */
export type ShownRefusal = {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string | undefined;
  /** JSON pointer of the field to blame. */
  readonly field?: string | undefined;
  readonly link?: string | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
};

/** The text for one form field, by its JSON pointer ("/name"); undefined where nothing is wrong with it. */
export function refusalFor(refusals: readonly ShownRefusal[], pointer: string): string | undefined {
  const own = refusals.filter((refusal) => refusal.field === pointer).map((refusal) => refusal.message);
  return own.length === 0 ? undefined : own.join(' ');
}
