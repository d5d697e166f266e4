import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { SubjectRef } from './comment.ts';

export const watchKind = 'watch';
export const inboxKind = 'inbox';

export type Watch = {
  readonly id: string;
  readonly personId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly watching: boolean;
  readonly since: Date;
  readonly version: number;
};

/** One line of an inbox: that something happened to a record, and who did it. */
export type Notice = {
  readonly place: string;
  readonly what: 'mentioned' | 'commented' | 'moved';
  readonly at: Date;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly act: string;
  readonly byId: string | null;
  readonly readAt: Date | null;
};

export const watchSubject = ({ id }: Watch, { unitIds }: SubjectRef): Subject => ({ kind: watchKind, id, key: null, unitIds });

/** Kept with the record that `subject` names. */
export const watchFields = (one: Watch, { key }: SubjectRef): RecordFields => ({
  subject: { kind: one.subjectKind, id: one.subjectId, key },
  person: one.personId,
  watching: one.watching,
});

/** Everybody has one, under their own id. */
export const inboxSubject = (personId: string): Subject => ({ kind: inboxKind, id: personId, key: null, unitIds: [] });
