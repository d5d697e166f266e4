import { canonicalJson, type Json, sha256 } from '../../../foundation/canonical-json.ts';

export const sectionKeys = [
  'identity',
  'scope',
  'dates',
  'decisions',
  'gates',
  'approvals',
  'emergencies',
  'notices',
  'policies',
  'signatures',
  'outcome',
  'collisions',
  'exceptions',
  'reviews',
  'discussion',
  'attachments',
  'retention',
  'changes',
  'trail',
  'people',
  'proofs',
] as const;
export type SectionKey = (typeof sectionKeys)[number];

/** One part of a dossier. Both writers print `content` and nothing else, so that they cannot differ. */
export type Section = {
  readonly key: SectionKey;
  readonly title: string;
  readonly says: string;
  readonly rows: number;
  readonly content: Json;
};

export type Head = {
  readonly record: {
    readonly kind: string;
    readonly id: string;
    readonly key: string;
    readonly name: string;
    readonly version: number;
  };
  /** The moment that is shown; by it everything was in the ledger that is here. */
  readonly at: string;
  /** The moment that was asked for; null is now. */
  readonly asOf: string | null;
  readonly printed: {
    readonly id: string;
    readonly at: string;
    readonly by: { readonly id: string; readonly name: string; readonly userName: string; readonly roles: readonly string[] };
    readonly build: string;
  };
};

export type Dossier = {
  readonly head: Head;
  readonly sections: readonly Section[];
  /** Lines of a file that `interlock verify` reads, each without its newline. */
  readonly ledger: readonly string[];
};

export type ContentsLine = {
  readonly key: string;
  readonly title: string;
  readonly rows: number;
  /** SHA-256 over the RFC 8785 text of the section's content, hex. */
  readonly sha256: string;
};

export type Contents = {
  readonly sections: readonly ContentsLine[];
  readonly rows: number;
  /** SHA-256 over the RFC 8785 text of `sections`, hex: equal in two prints whose content is equal. */
  readonly sha256: string;
};

/** What a dossier holds, with the digests by which a JSON bundle and a PDF are known to say the same. */
export function contentsOf({ sections }: Pick<Dossier, 'sections'>): Contents {
  const lines = sections.map(({ key, title, rows, content }) => ({
    key,
    title,
    rows,
    sha256: sha256(canonicalJson(content)).toString('hex'),
  }));
  return {
    sections: lines,
    rows: lines.reduce((sum, { rows }) => sum + rows, 0),
    sha256: sha256(canonicalJson(lines)).toString('hex'),
  };
}
