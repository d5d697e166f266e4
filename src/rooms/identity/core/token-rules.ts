import { defineRefusals, type Refusal } from '../../../foundation/refusal.ts';

const no = defineRefusals('identity', {
  'token-lives-too-long': {
    kind: 'rule',
    says: (f: { days: number; most: number }) => `A token may live ${f.most} days at most, not ${f.days}.`,
    remedy: 'Choose an earlier end; a token can be made anew.',
  },
  'scope-not-yours': {
    kind: 'forbidden',
    says: () => 'Only an administrator makes a token with the scope “administer”.',
    remedy: 'Leave the scope out.',
  },
});

/** A token has an end, and never a scope that its person has no use for (ASVS 5.0 10.4.11: least privilege). */
export function tokenFaults(
  wanted: { readonly scopes: readonly string[]; readonly expiresInDays: number },
  roles: ReadonlySet<string>,
  mostDays: number,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (wanted.scopes.includes('administer') && !roles.has('administrator'))
    refusals.push(no['scope-not-yours']({}, { field: '/scopes' }));
  if (wanted.expiresInDays > mostDays) {
    refusals.push(no['token-lives-too-long']({ days: wanted.expiresInDays, most: mostDays }, { field: '/expiresInDays' }));
  }
  return refusals;
}
