import type { SecurityProfile } from './password.ts';

/** What a review of credentials is to look at. */
export const attentions = [
  'no-password',
  'must-change',
  'locked',
  'no-second-factor',
  'not-checked',
  'dormant-soon',
  'unused-token',
] as const;
export type Attention = (typeof attentions)[number];

export type CredentialFacts = {
  readonly hasPassword: boolean;
  readonly mustChange: boolean;
  readonly isLocked: boolean;
  readonly factors: number;
  readonly isChecked: boolean;
  readonly unusedTokens: number;
  /** What becomes of the account by its use. */
  readonly dormancy: 'in-use' | 'warn' | 'warned' | 'disable';
};

/** Every point of one account that a review is to look at, under the profile in force. */
export function attentionOf(facts: CredentialFacts, profile: Pick<SecurityProfile, 'signingComponents'>): readonly Attention[] {
  const found: Attention[] = [];
  if (!facts.hasPassword) found.push('no-password');
  if (facts.mustChange) found.push('must-change');
  if (facts.isLocked) found.push('locked');
  if (facts.hasPassword && facts.factors === 0 && profile.signingComponents !== 'password-only') found.push('no-second-factor');
  if (facts.hasPassword && !facts.isChecked) found.push('not-checked');
  if (facts.dormancy !== 'in-use') found.push('dormant-soon');
  if (facts.unusedTokens > 0) found.push('unused-token');
  return found;
}
