import type { Json } from '../../../foundation/canonical-json.ts';
import type { Due } from '../../signatures/door.ts';
import type { Gate } from '../core/gate.ts';
import { gateRecord, gateSubject } from '../core/gate-record.ts';
import type { TrailSeen } from '../core/trail-seen.ts';

/** What the signer says of the trail with this signature. */
const sayTrail = (trail: TrailSeen | null): readonly string[] => {
  if (trail === null) return [];
  if (trail.last === null) return ['You say that the trail was reviewed: nothing was written since that was done last.'];
  const range = trail.entries === 1 ? `No. ${trail.last}` : `No. ${trail.first} to No. ${trail.last}, ${trail.entries} entries`;
  return [`You say that you reviewed the trail of the record: ${range}.`];
};

/** What a signature on a gate would cover: the gate as the act leaves it, decided on the version before. */
export const dueFor = (before: Gate, after: Gate, verb: string, input: Json): Due => ({
  subject: gateSubject(after),
  label: `Gate ${after.name}${after.subjectKey === null ? '' : ` of ${after.subjectKey}`}`,
  version: before.version,
  verb,
  after: gateRecord(after),
  input,
  effects: [
    ...(before.state === after.state ? [] : [`The gate “${after.name}” becomes ${after.state.replaceAll('-', ' ')}.`]),
    ...(after.decision?.id === before.decision?.id ? [] : sayTrail(after.decision?.trail ?? null)),
  ],
});
