import { sha256 } from '../../../foundation/canonical-json.ts';

/**
 * The id of what somebody says to a step for the so-manieth time: a UUID (RFC 9562, version 8) out of exactly that, so that the ceremony, which rehearses the
 * act and takes it back, and the act afterwards speak of one record.
 */
export function approvalId(of: {
  readonly kind: string;
  readonly id: string;
  readonly step: string;
  readonly personId: string;
  readonly before: number;
}): string {
  const hex = sha256(`interlock approval\n${of.kind}\n${of.id}\n${of.step}\n${of.personId}\n${of.before}`).toString('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
