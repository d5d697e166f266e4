import type { Json } from '../../../foundation/canonical-json.ts';
import type { Due } from '../../signatures/door.ts';
import type { Gate } from '../core/gate.ts';
import { gateRecord, gateSubject } from '../core/gate-record.ts';

/** What a signature on a gate would cover: the gate as the act leaves it, decided on the version before. */
export const dueFor = (before: Gate, after: Gate, verb: string, input: Json): Due => ({
  subject: gateSubject(after),
  label: `Gate ${after.name}${after.subjectKey === null ? '' : ` of ${after.subjectKey}`}`,
  version: before.version,
  verb,
  after: gateRecord(after),
  input,
  effects: before.state === after.state ? [] : [`The gate “${after.name}” becomes ${after.state.replaceAll('-', ' ')}.`],
});
