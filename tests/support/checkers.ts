import { createHmac } from 'node:crypto';
import type { Json } from '../../src/foundation/canonical-json.ts';
import { signedText } from '../../src/rooms/gates/core/check-signature.ts';
import type { Someone } from './builders.ts';
import type { HttpReply, TestHouse } from './house.ts';

export type RegisteredChecker = {
  readonly id: string;
  readonly key: string;
  readonly keyId: string;
  readonly secret: Buffer;
  readonly version: number;
};

let counter = 0;

/** Somebody of quality confirms a key, on the version of the checker that they see. @returns the version after it */
export async function confirmKey(h: TestHouse, checker: string, keyId: string, ifMatch: number): Promise<number> {
  const quality = await h.someone(['quality'], { unit: await h.root() });
  const body = { reason: 'handed over in person' };
  const done = await h.http(quality, 'POST', `/checkers/${checker}/keys/${keyId}/acts/confirm`, { body, ifMatch });
  if (done.status !== 200) throw new Error(done.text);
  return done.body.version;
}

/** A machine that answers external checks, with a shared secret that is confirmed. */
export async function registeredChecker(h: TestHouse, admin: Someone): Promise<RegisteredChecker> {
  const key = `checker-${++counter}-${Date.now() % 100_000}`;
  const made = await h.http(admin, 'POST', '/checkers', { body: { key, name: `Scanner ${key}` } });
  if (made.status !== 201) throw new Error(made.text);
  const added = await h.http(admin, 'POST', `/checkers/${key}/keys`, { body: {}, ifMatch: 1 });
  if (added.status !== 201) throw new Error(added.text);
  const version = await confirmKey(h, key, added.body.id, 2);
  return { id: made.body.id, key, keyId: added.body.id, secret: Buffer.from(added.body.secret, 'base64url'), version };
}

export type AnswerMore = {
  readonly timestamp?: string;
  readonly sign?: (text: string) => Buffer;
  /** What is signed, where it is not what is sent. */
  readonly signed?: { readonly checkId?: string; readonly timestamp?: string; readonly answer?: Record<string, Json> };
  readonly key?: string;
};

/** The body of a signed answer. */
export function answerBody(
  h: TestHouse,
  checker: RegisteredChecker,
  checkId: string,
  answer: Record<string, Json>,
  more: AnswerMore = {},
) {
  const timestamp = more.timestamp ?? h.clock.now().toISOString();
  const { signed = {} } = more;
  const text = signedText(signed.checkId ?? checkId, signed.timestamp ?? timestamp, signed.answer ?? answer);
  const sign = more.sign ?? ((plain: string) => createHmac('sha256', checker.secret).update(plain).digest());
  return { key: more.key ?? checker.keyId, timestamp, signature: sign(text).toString('base64'), answer };
}

export const sendAnswer = (
  h: TestHouse,
  checker: RegisteredChecker,
  checkId: string,
  answer: Record<string, Json>,
  more: AnswerMore = {},
): Promise<HttpReply> =>
  h.http(null, 'POST', `/external-checks/${checkId}/answer`, { body: answerBody(h, checker, checkId, answer, more) });
