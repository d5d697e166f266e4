import type { Coverage } from '../../../foundation/signing.ts';

const covers = ['key', 'name', 'gxp', 'validatedState'];
const afterChange = 'A deployment puts the application under change; the decision shows as unsigned until it is validated anew.';

/** The published table of applications: what is decided on their validated state. */
export const signedSteps: readonly Coverage[] = [
  { verb: 'mark-validated', act: 'portfolio.validated', meaning: 'approved', covers, afterChange },
  { verb: 'mark-not-applicable', act: 'portfolio.validation-not-applicable', meaning: 'decided', covers, afterChange },
];
