import type { Coverage } from '../../../foundation/signing.ts';
import { type GivingVerb, meaningOfVerb } from './giving.ts';

const said = ['subject', 'step', 'verdict', 'answers', 'reason', 'content'];
const voided =
  'Another content of the record than the one that was approved: the approval counts no more and the step waits again.';

const giving = (verb: GivingVerb): Coverage => ({
  verb,
  act: verb === 'reject' ? 'approvals.rejected' : 'approvals.given',
  meaning: meaningOfVerb[verb],
  covers: said,
  afterChange: verb === 'reject' ? 'The “no” was about another content: it blocks no more.' : voided,
});

/**
 * The published table of approvals. `content` is the part of the other record that the answered requirements name, or that the step itself signs. Taking a
 * “no” back makes a step easier and is signed; taking a yes back does not.
 */
export const signedSayings: readonly Coverage[] = [
  giving('approve'),
  giving('review'),
  giving('accept'),
  giving('accept-for-production'),
  giving('verify'),
  giving('reject'),
  {
    verb: 'withdraw',
    act: 'approvals.withdrawn',
    meaning: 'decided',
    covers: ['subject', 'step', 'verdict', 'reason', 'state', 'withdrawnReason'],
    afterChange: 'What was withdrawn is not changed; where its rows are, this shows it.',
  },
];

/** The published table of changes of requirements. */
export const signedChanges: readonly Coverage[] = [
  {
    verb: 'sign',
    act: 'approvals.change-signed',
    meaning: 'approved',
    covers: ['key', 'kind', 'requirement', 'baseVersion', 'terms', 'effectiveFrom', 'reason', 'proposedBy'],
    afterChange: 'A proposed change is not edited: another one is proposed and signed anew.',
  },
];
