import type { RecordFields, Subject } from '../../../foundation/record.ts';

/** Somebody tried to delete a record. It always fails; the attempt stays. */
export type DeletionAttempt = {
  readonly id: string;
  /** DEL-1 … */
  readonly key: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
  readonly way: 'request' | 'database';
  readonly byId: string | null;
  /** Of an attempt in the database itself: under which role, and by which program as it called itself. */
  readonly dbRole: string | null;
  readonly program: string | null;
  readonly at: Date;
  /** The row that the database wrote. */
  readonly source: string | null;
};

export const attemptKind = 'deletion-attempt';

export const attemptSubject = ({ id, key, unitIds }: Pick<DeletionAttempt, 'id' | 'key' | 'unitIds'>): Subject => ({
  kind: attemptKind,
  id,
  key,
  unitIds: [...unitIds],
});

export const attemptFields = (attempt: DeletionAttempt): RecordFields => ({
  subject: { kind: attempt.subjectKind, id: attempt.subjectId, key: attempt.subjectKey },
  way: attempt.way,
  dbRole: attempt.dbRole,
  program: attempt.program,
  triedAt: attempt.at.toISOString(),
});
