import { z } from 'zod';
import { byId, can, instant, operation, pageOf, pageQuery, planKey, reason, uuid, version } from '../../foundation/contract.ts';
import { line, prose } from '../../foundation/text.ts';

const person = z.object({ id: uuid, name: z.string() });
const base64 = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9+/_-]+={0,2}$/, 'Base64');

const keyView = z.object({
  id: uuid,
  kind: z.enum(['hmac-sha256', 'ed25519']),
  madeBy: person,
  madeAt: instant,
  confirmedBy: person.nullable().describe('Somebody else; null: nothing that it signs is heard yet'),
  confirmedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  can,
});
export const checkerView = z.object({
  id: uuid,
  key: z.string(),
  name: z.string(),
  registeredBy: person,
  registeredAt: instant,
  withdrawnAt: instant.nullable(),
  refused: z.int().describe('Answers in its name that were refused and written down'),
  refusedWhy: z.string().nullable().describe('Code of the last refusal'),
  version,
  keys: z.array(keyView),
  can,
});
export type CheckerView = z.output<typeof checkerView>;

export const listCheckers = operation({
  id: 'gates.list-checkers',
  method: 'GET',
  path: '/checkers',
  right: 'gates.see-checkers',
  summary: 'Machines that answer external checks, with their keys',
  reply: z.object({ items: z.array(checkerView), can }),
});

export const registerChecker = operation({
  id: 'gates.register-checker',
  method: 'POST',
  path: '/checkers',
  right: 'gates.administer',
  summary: 'Register a machine that answers external checks',
  body: z.strictObject({ key: planKey, name: line(200) }),
  reply: z.object({ id: uuid }),
});

export const addCheckerKey = operation({
  id: 'gates.add-checker-key',
  method: 'POST',
  path: '/checkers/{id}/keys',
  right: 'gates.administer',
  summary: 'Add a key: a shared secret that is shown once, or a public key of Ed25519',
  description:
    'Without `publicKey` a secret for HMAC-SHA-256 is made, sealed in the vault and shown in this reply alone. Nothing that it signs is heard before somebody else confirms it. Two keys may be valid at once, so that one is exchanged while the other works.',
  params: byId,
  body: z.strictObject({ publicKey: base64.optional().describe('The 32 bytes in base64') }),
  reply: z.object({ id: uuid, checkerId: uuid, secret: z.string().nullable().describe('Base64url; never shown again'), version }),
  versioned: true,
});

export const confirmCheckerKey = operation({
  id: 'gates.confirm-checker-key',
  method: 'POST',
  path: '/checkers/{id}/keys/{key}/acts/confirm',
  right: 'gates.confirm-checker-keys',
  summary: 'Confirm that a key is the machine’s: never by who made it; from then on what it signs is heard',
  params: z.strictObject({ id: z.string().min(1).max(80), key: uuid }),
  body: z.strictObject({ reason }),
  reply: z.object({ id: uuid, version }),
  status: 200,
  versioned: true,
});

export const withdrawCheckerKey = operation({
  id: 'gates.withdraw-checker-key',
  method: 'DELETE',
  path: '/checkers/{id}/keys/{key}',
  right: 'gates.administer',
  summary: 'Withdraw a key: nothing that it signs is heard any more',
  params: z.strictObject({ id: z.string().min(1).max(80), key: uuid }),
  body: z.strictObject({ reason }),
  reply: z.object({ id: uuid, version }),
  versioned: true,
});

export const withdrawChecker = operation({
  id: 'gates.withdraw-checker',
  method: 'POST',
  path: '/checkers/{id}/acts/withdraw',
  right: 'gates.administer',
  summary: 'Withdraw a machine with all its keys',
  params: byId,
  body: z.strictObject({ reason }),
  reply: z.object({ id: uuid, version }),
  status: 200,
  versioned: true,
});

export const checkStates = ['open', 'answered', 'overdue'] as const;

export const listChecks = operation({
  id: 'gates.list-checks',
  method: 'GET',
  path: '/external-checks',
  right: 'gates.read',
  summary: 'External checks, oldest first: a machine polls the open ones in its name',
  query: z.strictObject({
    ...pageQuery,
    checker: z.string().max(80).optional().describe('Key of the machine'),
    state: z.enum(checkStates).optional(),
  }),
  reply: pageOf(
    z.object({
      id: uuid,
      checker: z.string(),
      gate: z.string().describe('Keys of its subject and its own'),
      gateId: uuid,
      criterion: z.string(),
      text: z.string(),
      nonce: z.string(),
      askedBy: person,
      askedAt: instant,
      dueAt: instant,
      state: z.enum(checkStates),
      answeredAt: instant.nullable(),
      answerHash: z.string().nullable().describe('SHA-256 over the RFC 8785 text of the answer, hex'),
      keyId: uuid.nullable().describe('The key that signed the answer'),
      refused: z.int().describe('Answers that were refused'),
    }),
  ),
});

export const askCheck = operation({
  id: 'gates.ask-check',
  method: 'POST',
  path: '/gates/{id}/criteria/{criterion}/checks',
  right: 'gates.record',
  summary: 'Ask the machine that answers an external criterion',
  params: z.strictObject({ id: z.string().min(1).max(170), criterion: z.string().min(1).max(80).describe('The id or the key') }),
  reply: z.object({ id: uuid, checker: z.string(), nonce: z.string(), dueAt: instant, version: version.describe('Of the gate') }),
});

export const answerCheck = operation({
  id: 'gates.answer-check',
  method: 'POST',
  path: '/external-checks/{id}/answer',
  right: 'public',
  summary: 'Answer an external check by a signed message',
  description:
    'Nobody is signed in: the signature says which machine answers. It is over the lines “interlock external-check answer v1”, the id of the check, `timestamp` and the RFC 8785 text of `answer`, joined by line feeds: HMAC-SHA-256 with the shared secret, or Ed25519. The time may be five minutes off. The same answer again is heard again; another one is refused.',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({
    key: uuid.describe('Id of the key that signed'),
    timestamp: instant,
    signature: base64,
    answer: z.strictObject({
      nonce: z.string().regex(/^[A-Za-z0-9_-]{1,80}$/, 'As the check was asked with'),
      value: z.number().optional(),
      checked: z.boolean().optional(),
      measuredAt: instant.optional(),
      ofVersion: line(120).optional(),
      note: prose(4000).min(1).optional(),
      link: z
        .url({ protocol: /^https?$/ })
        .max(2000)
        .optional(),
    }),
  }),
  reply: z.object({ id: uuid, status: z.literal('heard'), resultId: uuid }),
  status: 200,
});
