import type { RecordFields, Subject } from '../../../foundation/record.ts';
import { defineMachine } from '../../../foundation/state-machine.ts';

/** What keeps a record beyond its class: an event that has not taken place, or a legal hold. */
export const holdMachine = defineMachine({
  name: 'retention-hold',
  states: ['standing', 'ended'],
  initial: 'standing',
  final: ['ended'],
  rows: [
    {
      from: ['standing'],
      verb: 'end',
      to: 'ended',
      right: 'retention.end-holds',
      rules: ['not-independent', 'event-ahead'],
      demands: ['reason'],
      act: 'retention.hold-ended',
      says: 'Record the event, or lift the hold',
    },
  ],
});
export type HoldState = (typeof holdMachine.states)[number];

export type RetentionHold = {
  readonly id: string;
  /** RTH-1 … */
  readonly key: string;
  readonly state: HoldState;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectKey: string | null;
  readonly unitIds: readonly string[];
  /** The class that counts from the event; null: a legal hold. */
  readonly retention: string | null;
  readonly ground: string;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: Date;
  /** When the event took place, or the hold was lifted. */
  readonly endedOn: Date | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly version: number;
};

export const holdKind = 'retention-hold';

export const holdSubject = ({ id, key, unitIds }: Pick<RetentionHold, 'id' | 'key' | 'unitIds'>): Subject => ({
  kind: holdKind,
  id,
  key,
  unitIds: [...unitIds],
});

export const holdFields = (hold: RetentionHold): RecordFields => ({
  key: hold.key,
  state: hold.state,
  subject: { kind: hold.subjectKind, id: hold.subjectId, key: hold.subjectKey },
  retention: hold.retention,
  ground: hold.ground,
  setBy: hold.setBy,
  endedOn: hold.endedOn?.toISOString() ?? null,
  endedBy: hold.endedBy,
  endReason: hold.endReason,
});
