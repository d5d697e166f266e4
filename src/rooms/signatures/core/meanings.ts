/**
 * The vocabulary of meanings (21 CFR 11.50(a)(3), EU draft Annex 11 13.6). The sentence is what the signer sees before and every reader after; `does` ends
 * the sentence “I, …”. A word is added here, never changed: signed records quote it.
 */
export const meanings = {
  authored: { says: 'Authored', does: 'am the author of this content' },
  reviewed: { says: 'Reviewed', does: 'have reviewed this content' },
  approved: { says: 'Approved', does: 'approve this content' },
  rejected: { says: 'Rejected', does: 'reject this' },
  accepted: { says: 'Accepted', does: 'accept this as it is shown' },
  'accepted-for-production': { says: 'Accepted for production', does: 'accept this for production' },
  'released-for-use': { says: 'Released for use', does: 'release this for use' },
  executed: { says: 'Executed', does: 'carried this out as it is shown' },
  verified: { says: 'Verified', does: 'have verified this result' },
  waived: { says: 'Waived', does: 'waive this requirement for the time shown' },
  decided: { says: 'Decided', does: 'decide this as it is shown' },
  closed: { says: 'Closed', does: 'close this record; it is complete' },
} as const;

export type Meaning = keyof typeof meanings;

export const isMeaning = (code: string): code is Meaning => Object.hasOwn(meanings, code);

/** The sentence that is signed. */
export const sentenceOf = (meaning: Meaning, printedName: string): string => `I, ${printedName}, ${meanings[meaning].does}.`;
