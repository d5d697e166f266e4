/**
 * Why something was changed, as one of a few words (EU GMP Annex 11 clause 9): beside the text, so that a reader of the trail can ask for all corrections. The list is
 * the same in every installation; what a word meant in an old entry must not change under it, so words are added and never taken away.
 */
export const reasonCodes = {
  correction: 'Correction of a mistake',
  'new-information': 'New or better information',
  'planned-change': 'Planned change',
  'incident-or-deviation': 'Incident or deviation',
  'audit-or-inspection': 'Finding of an audit or inspection',
  'change-of-regulation': 'Change of a regulation or policy',
  'change-of-organisation': 'Change of the organisation',
  'no-longer-needed': 'No longer needed',
  'entered-twice': 'Entered twice',
  other: 'Other, as the text says',
} as const;

export type ReasonCode = keyof typeof reasonCodes;

export const reasonCodeNames = Object.keys(reasonCodes).filter(isReasonCode);

export function isReasonCode(name: string): name is ReasonCode {
  return Object.hasOwn(reasonCodes, name);
}

/** The word as people read it; null where none was chosen. A code that this build does not know stands for itself. */
export const sayReasonCode = (code: string | null): string | null =>
  code === null ? null : isReasonCode(code) ? reasonCodes[code] : code;
