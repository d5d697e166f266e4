import { amount } from '../../../foundation/profile.ts';

export const goDays = amount({
  key: 'releases.goDays',
  says: 'A go counts until its go-live is over, and at the latest for',
  unit: 'days',
  least: 1,
  most: 90,
  stricter: 'lower',
  strict: 30,
  source: 'ISO/IEC 20000-1:2018, 8.5.3 (a release is approved before it is deployed); no source gives a number of days',
});
