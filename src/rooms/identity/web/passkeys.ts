import type { BodySentOf, ReplyOf } from '../../../foundation/contract.ts';
import type { enrolPasskey, offerPasskey, showSecondFactor } from '../contract.ts';

export type PasskeyQuestion = NonNullable<ReplyOf<typeof showSecondFactor>['passkey']>;
type Options = ReplyOf<typeof offerPasskey>['options'];
type Made = BodySentOf<typeof enrolPasskey>['passkey'];

/** What the browser said instead of an answer, for people. */
const said = (error: unknown): string => {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return 'This device has a passkey for you already.';
  if (name === 'NotAllowedError') return 'The passkey was not given: it was cancelled, or took too long.';
  if (name === 'SecurityError') return 'Passkeys do not work at this address. Open Interlock at its public address.';
  return 'This browser gave no passkey.';
};

export type Given<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** Asks a passkey for an assertion over the server's challenge. The library is fetched when it is first needed. */
export async function askPasskeyFor(question: PasskeyQuestion) {
  try {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    const { id, rawId, type, response } = await startAuthentication({ optionsJSON: question });
    const { clientDataJSON, authenticatorData, signature } = response;
    return { ok: true as const, value: { id, rawId, type, response: { clientDataJSON, authenticatorData, signature } } };
  } catch (error) {
    return { ok: false as const, message: said(error) };
  }
}

/** Makes a passkey on this device, or on one that the browser reaches. */
export async function makePasskey(options: Options): Promise<Given<Made>> {
  try {
    const { startRegistration } = await import('@simplewebauthn/browser');
    const { id, rawId, type, response } = await startRegistration({ optionsJSON: options });
    const { clientDataJSON, attestationObject, transports } = response;
    const kept = { clientDataJSON, attestationObject, ...(transports === undefined ? {} : { transports: [...transports] }) };
    return { ok: true, value: { id, rawId, type, response: kept } };
  } catch (error) {
    return { ok: false, message: said(error) };
  }
}

/** A message of the browser as the panels of refusals show it. */
export const saidByBrowser = (message: string | null) =>
  message === null ? [] : [{ code: 'browser.passkey', message, remedy: 'Try again, or use another way.' }];
