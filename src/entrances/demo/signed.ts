import type { Outcome } from '../../foundation/refusal.ts';
import type { Signing } from '../../foundation/signing.ts';
import type { Call } from '../../foundation/transact.ts';
import { type Asked, beginCeremony } from '../../rooms/signatures/door.ts';

/** Somebody signs an act as people do: they are shown what it is, and give their components with it. A step that is not signed is just done. */
export async function signed<T>(
  call: Call,
  password: string,
  asked: Asked,
  act: (signature: Signing) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const begun = await beginCeremony({ ...call, idempotency: null }, asked);
  if (begun.ok) return act({ ceremony: begun.value.id, password });
  return begun.refusals.every((refusal) => refusal.code === 'signatures.nothing-to-sign') ? act(undefined) : begun;
}
