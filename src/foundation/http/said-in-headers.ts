import type { FastifyRequest } from 'fastify';
import { sha256 } from '../canonical-json.ts';
import type { AnyOperation } from '../contract.ts';
import { isReasonCode, type ReasonCode, reasonCodeNames } from '../reason-codes.ts';
import { defineRefusals, type Outcome, refuse } from '../refusal.ts';
import type { Call } from '../transact.ts';
import { header } from './forged.ts';

const no = defineRefusals('foundation', {
  'no-such-reason-code': {
    kind: 'malformed',
    says: (f: { given: string }) => `“${f.given}” is not on the list of reason codes.`,
    remedy: `Send one of them in Reason-Code: ${reasonCodeNames.join(', ')}.`,
  },
  'bad-etag': {
    kind: 'malformed',
    says: () => 'If-Match does not hold an ETag of this API.',
    remedy: 'Send the ETag exactly as the record came with it, e.g. "3".',
  },
});

/** A fast hash of a body with a password in it could be guessed from; what is kept for the Idempotency-Key leaves passwords and tokens out. */
const withoutSecrets = (name: string, value: unknown): unknown => (/password|token/i.test(name) ? undefined : value);

/** The header `Reason-Code`: why, as one of the words of the list. */
export function reasonCodeIn(request: FastifyRequest): Outcome<{ readonly reasonCode?: ReasonCode }> {
  const given = header(request, 'reason-code');
  if (given === null || given === '') return { ok: true, value: {} };
  return isReasonCode(given) ? { ok: true, value: { reasonCode: given } } : refuse(no['no-such-reason-code']({ given }));
}

/** The header `If-Match`: the version that the caller saw. */
export function versionIn(request: FastifyRequest): Outcome<number | null> {
  const etag = header(request, 'if-match');
  if (etag === null) return { ok: true, value: null };
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(etag.trim());
  return match?.[1] === undefined ? refuse(no['bad-etag']({})) : { ok: true, value: Number(match[1]) };
}

/** The Idempotency-Key of a request that may do something, with what a repeat of it would bring again. */
export function repeatOf(operation: AnyOperation, request: FastifyRequest): Call['idempotency'] {
  const key = operation.method === 'GET' ? null : header(request, 'idempotency-key');
  if (key === null || key === '') return null;
  const asked = `${operation.id} ${request.url} ${header(request, 'reason-code') ?? ''}`;
  // A file is hashed by whoever reads it.
  const body = JSON.stringify(operation.takesFile === undefined ? (request.body ?? null) : null, withoutSecrets);
  return { key: key.slice(0, 200), bodyHash: sha256(asked, body).toString('hex') };
}
