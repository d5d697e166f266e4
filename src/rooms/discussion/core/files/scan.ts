import type { AlarmKind } from '../../../../foundation/alarm.ts';
import type { RecordFields, Subject } from '../../../../foundation/record.ts';

export const scanKind = 'file-scan';

/** One reading of all kept bytes against their digests. */
export type Scan = {
  readonly id: string;
  readonly beganAt: Date;
  readonly endedAt: Date | null;
  /** The last digest that was read. */
  readonly readUpTo: string | null;
  readonly files: number;
  readonly bytes: number;
  readonly damaged: number;
  readonly version: number;
};

export const scanEveryMs = 24 * 3_600_000;
export const isDue = (last: Scan | null, now: Date): boolean =>
  last === null || last.endedAt === null || now.getTime() - last.beganAt.getTime() >= scanEveryMs;

export const fileKind = 'attached-file';

/** A file is a record of its own in the ledger, under an id made of its digest, once something is wrong with it. */
export const fileSubject = (digest: string): Subject => ({
  kind: fileKind,
  id: `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`,
  key: null,
  unitIds: [],
});

type AttachedTo = { readonly kind: string; readonly id: string };

export const fileFields = (digest: string, state: 'whole' | 'damaged'): RecordFields => ({ sha256: digest, state });

/** By record and hash: whoever acts on the alarm has to ask those who answer for the records. */
export const damageSays = (digest: string, found: string, records: readonly AttachedTo[]): string =>
  `What is kept under the SHA-256 ${digest} has the SHA-256 ${found}. It is attached to ${records.length === 0 ? 'no record' : records.map(({ kind, id }) => `${kind} ${id}`).join(', ')}. A good copy restores it.`;

export const scanSubject = ({ id }: Scan): Subject => ({ kind: scanKind, id, key: null, unitIds: [] });

export const scanFields = (one: Scan): RecordFields => ({
  state: one.endedAt === null ? 'running' : 'ended',
  began: one.beganAt.toISOString(),
  ended: one.endedAt?.toISOString() ?? null,
  files: one.files,
  bytes: one.bytes,
  damaged: one.damaged,
});

export const damagedKind: AlarmKind = {
  kind: 'discussion.file-damaged',
  says: 'An attached file is damaged',
  severity: 'critical',
  roles: ['quality', 'system-owner'],
  escalatesTo: ['administrator', 'business-process-owner'],
  raisedBy: [{ act: 'discussion.file-damaged' }],
  endedBy: [{ act: 'discussion.file-restored' }],
  details: (said) => said.reason ?? '',
};
