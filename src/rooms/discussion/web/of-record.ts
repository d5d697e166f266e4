/** A record of any kind, by id or key. */
export type OfRecord = { readonly kind: string; readonly id: string };
