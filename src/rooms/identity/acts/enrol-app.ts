import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, type Outcome, type Refusal, refuse } from '../../../foundation/refusal.ts';
import type { Services } from '../../../foundation/services.ts';
import type { Call, Work } from '../../../foundation/transact.ts';
import { challengeFor } from '../core/challenges.ts';
import { totpSecretBytes, totpStepOf } from '../core/totp.ts';
import { insertApp } from '../store/authenticators.ts';
import { confirmComponents } from './confirm-components.ts';
import { type Enrolled, enrolling, finishEnrolment, openEnrolment } from './finish-enrolment.ts';
import { sayAccount } from './say.ts';

const no = defineRefusals('identity', {
  'no-secrets-key': {
    kind: 'unavailable',
    says: () => 'This installation has no key to keep the secret of an authenticator app with.',
    remedy: 'Ask whoever operates it to name one (INTERLOCK_SECRETS_KEY), or set up a passkey.',
  },
  'app-already': {
    kind: 'conflict',
    says: () => 'You have an authenticator app already.',
    remedy: 'Remove the old one first.',
  },
  'first-code-wrong': {
    kind: 'rule',
    says: () => 'That is not the code that the app shows for this secret now.',
    remedy: 'Enter the code that it shows now; check that the clock of the device is right.',
  },
});

export const noSecretsKey = (): Refusal => no['no-secrets-key']({});

/** The secret that this session offers: the same until it was taken, known to whoever has the key outside the database, and to nobody who has only that. */
export const offeredSecret = (app: Pick<Services, 'vault'>, personId: string, sessionChallenge: Buffer): Buffer =>
  app.vault
    .derive(`totp-offer ${personId} ${challengeFor('enrol-app', sessionChallenge).toString('hex')}`)
    .subarray(0, totpSecretBytes);

type Wanted = { readonly name: string; readonly code: string; readonly password: string; readonly place: string | null };

/** Sets up an authenticator app: the code proves that the app has the secret, the password that it is the person's own session. */
export const enrolApp = (call: Call, wanted: Wanted): Promise<Outcome<Enrolled>> =>
  enrolling(call, (work) => enrolAppIn(work, wanted));

async function enrolAppIn(work: Work, { name, code, password, place }: Wanted): Promise<Outcome<Enrolled>> {
  const { app, tx, now } = work;
  const opened = await openEnrolment(work);
  if (!opened.ok) return opened;
  if (!app.vault.open) return refuse(noSecretsKey());
  const { person, challenge } = opened.value;
  const confirmed = await confirmComponents(work, { password }, challenge);
  if (!confirmed.ok) return confirmed;
  const secret = offeredSecret(app, person.id, challenge);
  const step = totpStepOf(secret, code.replaceAll(/\s/g, ''), now, null);
  if (step === null) return refuse(no['first-code-wrong']({}, { field: '/code' }));
  const id = uuidv7(now.getTime());
  if (!(await insertApp(tx, app.vault, { id, personId: person.id, name, now, secret, step })))
    return refuse(no['app-already']({}));
  sayAccount(work, 'identity.authenticator-added', person, { added: { [id]: { kind: 'authenticator app', name } } });
  return finishEnrolment(work, opened.value, id, 'code', place);
}
