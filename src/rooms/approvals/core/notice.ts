import type { RecordFields, Subject } from '../../../foundation/record.ts';
import type { NoticeState } from '../contract-words.ts';

export const noticeKind = 'notice';

/** Something that is meant to be done, to which who objects does so by a date. Silence is recorded as silence and is never an approval. */
export type Notice = {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly state: NoticeState;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
  readonly text: string;
  readonly until: Date;
  readonly givenBy: string;
  readonly givenAt: Date;
  readonly ended: { readonly by: string; readonly at: Date; readonly reason: string } | null;
};

export const noticeSubject = (one: Notice): Subject => ({ kind: noticeKind, id: one.id, key: one.key, unitIds: one.unitIds });

export const noticeRecord = (one: Notice): RecordFields => ({
  key: one.key,
  state: one.state,
  subject: { kind: one.subjectKind, id: one.subjectId, key: one.subjectKey },
  text: one.text,
  until: one.until.toISOString(),
  givenBy: one.givenBy,
  endedBy: one.ended?.by ?? null,
  endedReason: one.ended?.reason ?? null,
});

/** What else decides whether silence may be told of: the profile, and what the record is at this moment. */
export type NoticeFacts = { readonly allowed: boolean; readonly regulated: boolean; readonly now: Date };

/** Nobody objected by its date. Derived: a record that has become relevant for GxP or SOX has no silence to show. */
export const isUnopposed = (one: Pick<Notice, 'state' | 'until'>, { allowed, regulated, now }: NoticeFacts): boolean =>
  allowed && !regulated && one.state === 'open' && one.until <= now;
