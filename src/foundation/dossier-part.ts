import type { Json } from './canonical-json.ts';

/** A part of a record's dossier in the words of its room. `rows`: what a reader of the contents counts. */
export type DossierPart = {
  readonly key: 'scope' | 'gates';
  readonly title: string;
  readonly says: string;
  readonly rows: number;
  readonly content: Json;
};
