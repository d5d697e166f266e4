import type { CliContext, SignedOrNot, StepToSign } from '../../../foundation/cli/operation-commands.ts';
import { callOperation, type Transport } from '../../../foundation/client/client.ts';
import { beginCeremony, type Ceremony } from '../contract.ts';

const shownValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What a signer reads before they give a component. */
export function ceremonyText(ceremony: Ceremony): string {
  const { subject, since } = ceremony;
  const fields = Object.entries(ceremony.content).map(([name, value]) => `    ${name}: ${shownValue(value)}`);
  const changes =
    since?.fields.map((change) => `    ${change.field}: ${shownValue(change.old)} → ${shownValue(change.new)}`) ?? [];
  return [
    `You are about to sign: ${ceremony.verb} ${subject.key ?? subject.id} (${subject.label}), version ${ceremony.version}`,
    `  Meaning: ${ceremony.meaning.text}. ${ceremony.sentence}`,
    ...ceremony.effects.map((effect) => `  It triggers: ${effect}`),
    '  It covers:',
    ...fields,
    `  You decide with: ${JSON.stringify(ceremony.input)}`,
    ...(since === null ? ['  It was never signed before.'] : ['  Since it was last signed, this changed:', ...changes]),
    `  SHA-256 of all of it: ${ceremony.hash}`,
    `  Valid until ${ceremony.expiresAt}`,
  ].join('\n');
}

/** The ceremony at a terminal. A passkey needs a browser; a code of an authenticator app does not. */
export async function signStep(
  context: Pick<CliContext, 'err' | 'ask'>,
  transport: Transport,
  step: StepToSign,
): Promise<SignedOrNot> {
  const { subject, verb, input, version } = step;
  const begun = await callOperation(transport, beginCeremony, {
    body: { subject, verb, input, zone: new Intl.DateTimeFormat().resolvedOptions().timeZone },
    ...(version === undefined ? {} : { version }),
  });
  if (!begun.ok) {
    // A step that asks for no signature is just done.
    const none = begun.problem.refusals.some((refusal) => refusal.code === 'signatures.nothing-to-sign');
    return none ? { ok: true, signature: undefined } : { ok: false, status: begun.status, problem: begun.problem };
  }
  context.err(ceremonyText(begun.value));
  const password = await context.ask('Your password, to sign: ');
  const code = begun.value.needs.second ? await context.ask('The code of your authenticator app: ') : undefined;
  return { ok: true, signature: { ceremony: begun.value.id, password, ...(code === undefined ? {} : { code }) } };
}
