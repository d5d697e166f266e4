import type { FieldChange } from '../../../foundation/record.ts';

/** What the hash of an entry covers. Adding a field means a new `format`, so that old entries keep their bytes. */
export type EntryBody = {
  readonly id: string;
  readonly at: string;
  readonly actorId: string;
  readonly actorKind: string;
  readonly actorRoles: readonly string[];
  readonly via: string;
  readonly act: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly subjectVersion: number;
  readonly subjectPlace: number;
  readonly unitIds: readonly string[];
  readonly changes: readonly FieldChange[];
  /** Hex SHA-256 by slot: 'actor', 'reason', 'old:/field', 'new:/field'. */
  readonly commitments: { readonly [slot: string]: string };
  readonly requestId: string;
  readonly build: string;
  /** Version of the compliance profile that was in force; null in entries of format 1, which knew neither this nor a code. */
  readonly configuration: number | null;
  /** Why, as a word of the list (`src/foundation/reason-codes.ts`). */
  readonly reasonCode: string | null;
  /** Hex hash of the entry before it of the same record. */
  readonly previousHash: string | null;
};
