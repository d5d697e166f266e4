import { z } from 'zod';
import type { Json } from '../../foundation/canonical-json.ts';
import { instant, operation, pageOf, pageQuery, uuid, version } from '../../foundation/contract.ts';

export * from './contract-block.ts';

// Any JSON value; what comes in was parsed from JSON, what goes out is made of it.
const json = z.custom<Json>(() => true).describe('Any JSON value');

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]+$/);
const passkeyAnswer = z
  .object({
    id: base64url,
    response: z.object({ authenticatorData: base64url, clientDataJSON: base64url, signature: base64url }),
  })
  .describe('Your passkey’s answer to the challenge of the ceremony (WebAuthn, as JSON)');

/** What a signer sends with the act that they sign. The components are those that the ceremony asks for. */
export const signatureProof = z
  .strictObject({
    ceremony: uuid.describe('The ceremony in which you saw what you sign'),
    password: z.string().min(1).max(256).optional().describe('Your own password, entered for this signature'),
    code: z
      .string()
      .regex(/^\d{6}$/, 'A one-time code has six digits')
      .optional()
      .describe('The present code of your authenticator'),
    assertion: passkeyAnswer.optional(),
  })
  .describe('Your electronic signature: begin with POST /signatures/ceremonies');

/** A signature in short, as other rooms show it beside what was signed. */
export const signatureMark = z.object({
  id: uuid,
  text: z.string().describe('Meaning, printed name, user name, roles, time with its zone'),
  standing: z.enum(['valid', 'changed', 'gone', 'broken']),
});
export type SignatureMark = z.output<typeof signatureMark>;

const subjectKey = z.object({
  kind: z.string(),
  id: uuid,
  key: z.string().nullable(),
  label: z.string(),
  link: z.string().nullable(),
});
const change = z.object({ field: z.string(), old: json, new: json });
const meaning = z.object({ code: z.string(), text: z.string().describe('What the signature means, in words') });

export const ceremony = z.object({
  id: uuid,
  state: z.enum(['begun', 'signed', 'broken']),
  subject: subjectKey,
  version: version.describe('Version of the record that you decide on'),
  verb: z.string(),
  says: z.string().describe('What the trail will say that you did'),
  meaning,
  sentence: z.string().describe('What you state by signing'),
  content: z.record(z.string(), json).describe('The covered fields of the record as your act leaves them'),
  input: json.describe('What you decide with'),
  hash: z.string().describe('SHA-256 over the RFC 8785 text of all of it, hex'),
  since: z
    .object({ signature: uuid, fields: z.array(change) })
    .nullable()
    .describe('What changed in the covered fields since this was last signed; null: never signed before'),
  effects: z.array(z.string()).describe('What your signature triggers'),
  needs: z.object({
    password: z.boolean(),
    second: z.boolean().describe('A code or a passkey beside the password'),
    series: z
      .enum(['first', 'continued'])
      .describe('continued: in immediate sequence after another signature, so that one component is enough'),
    passkey: json.nullable().describe('Options for navigator.credentials.get, where you have a passkey'),
  }),
  begunAt: instant,
  expiresAt: instant,
});
export type Ceremony = z.output<typeof ceremony>;

export const beginCeremony = operation({
  id: 'signatures.begin-ceremony',
  method: 'POST',
  path: '/signatures/ceremonies',
  right: 'signatures.sign',
  summary: 'Be shown what you would sign',
  description:
    'Asks every rule of the step first: whoever may not take it learns why, before any password. If-Match carries the version of the record that you decide on, where the step itself demands one. Then send the step itself with `signature: {ceremony, password, code | assertion}`.',
  body: z.strictObject({
    subject: z.strictObject({
      kind: z.string().min(1).max(40),
      id: z.string().min(1).max(170).describe('Id or human key'),
    }),
    verb: z
      .string()
      .regex(/^[a-z][a-z-]{0,59}$/, 'A step is written like accept-uat')
      .describe('The step, as `GET /signatures/coverage` names it'),
    input: z.record(z.string(), z.unknown()).default({}).describe('The body of the step, without `signature`'),
    zone: z
      .string()
      .regex(/^[A-Za-z0-9_+/-]{1,64}$/, 'A time zone such as America/New_York')
      .optional()
      .describe('The time zone that your browser is in; kept with the signature, decides nothing'),
  }),
  reply: ceremony,
});

export const showCeremony = operation({
  id: 'signatures.show-ceremony',
  method: 'GET',
  path: '/signatures/ceremonies/{id}',
  right: 'signatures.sign',
  summary: 'What you were shown to sign',
  params: z.strictObject({ id: uuid }),
  reply: ceremony,
});

export const signature = z.object({
  id: uuid,
  subject: subjectKey,
  version,
  verb: z.string(),
  says: z.string(),
  meaning,
  signer: z.object({
    id: uuid,
    name: z.string().describe('Printed name; “lawfully erased” once it was'),
    userName: z.string(),
    roles: z.array(z.string()),
  }),
  at: instant,
  zone: z.string().describe('The zone in force at the signer’s site; the printed time is in it'),
  signerZone: z.string().nullable().describe('The zone that the signer’s browser said to be in; null: it said none'),
  text: z.string().describe('The signature in one line, as it stands under every print'),
  methods: z.array(z.string()),
  series: z.int().describe('First, second … of an unbroken series of one session'),
  contentHash: z.string(),
  standing: z
    .enum(['valid', 'changed', 'gone', 'broken'])
    .describe(
      'valid: the covered content is as it was signed; changed: the record is unsigned now; gone: there is no such record; broken: the signature itself is not the one that the ledger tells of',
    ),
});
export type Signature = z.output<typeof signature>;

export const signatureDetail = signature.extend({
  sentence: z.string(),
  content: z.record(z.string(), json).describe('The content as it was signed'),
  input: json,
  changed: z.array(change).describe('What differs in the covered fields today'),
  statement: z.string().describe('RFC 8785 text of what was shown and signed'),
  payload: z.string().describe('RFC 8785 text of what the signature binds'),
  payloadHash: z.string().describe('SHA-256 of the payload: the ledger entry of the signature carries it'),
  printedSalt: z.string().nullable().describe('Opens the commitment to the printed name; null once the name was lawfully erased'),
  evidence: json,
  evidenceStanding: z
    .enum(['holds', 'broken', 'none'])
    .describe('Of a passkey: its assertion, checked again over this very statement; none: no passkey was used'),
});

export type SignatureDetail = z.output<typeof signatureDetail>;

export const listSignatures = operation({
  id: 'signatures.list',
  method: 'GET',
  path: '/signatures',
  right: 'signed-in',
  summary: 'Signatures on one record, or those that you gave',
  query: z.strictObject({
    ...pageQuery,
    subject: z
      .string()
      .max(210)
      .regex(/^[a-z][a-z-]*:.+$/, 'Kind and id or key with a colon between them, such as release:REL-1042')
      .optional()
      .describe('Kind and id or key, such as release:REL-1042; yours, when left out'),
  }),
  reply: pageOf(signature),
});

export const showSignature = operation({
  id: 'signatures.show',
  method: 'GET',
  path: '/signatures/{id}',
  right: 'signed-in',
  summary: 'One signature with all that it binds',
  params: z.strictObject({ id: uuid }),
  reply: signatureDetail,
});

export const listCoverage = operation({
  id: 'signatures.coverage',
  method: 'GET',
  path: '/signatures/coverage',
  right: 'signed-in',
  summary: 'What is signed in this installation: steps, meanings, covered fields',
  reply: z.object({
    meanings: z.array(meaning.extend({ sentence: z.string() })),
    rows: z.array(
      z.object({
        kind: z.string(),
        verb: z.string(),
        says: z.string(),
        meaning,
        covers: z.array(z.string()),
        afterChange: z.string(),
      }),
    ),
  }),
});

const notice = z.object({
  signature,
  fields: z.array(z.string()).describe('Covered fields that differ now, as JSON pointers'),
  since: instant.describe('When it was found'),
  cause: z.object({ says: z.string(), by: z.string(), at: instant }).nullable().describe('The act that changed the record'),
});
export type Notice = z.output<typeof notice>;

export const listNotices = operation({
  id: 'signatures.notices',
  method: 'GET',
  path: '/signatures/notices',
  right: 'signed-in',
  summary: 'Signatures of yours that count no more, until you acknowledge it',
  description:
    'A change of what you signed made the record show as unsigned. One that was put right, or signed again, is left out. At most 50, newest first.',
  reply: z.object({ items: z.array(notice) }),
});

export const acknowledgeNotice = operation({
  id: 'signatures.acknowledge',
  method: 'POST',
  path: '/signatures/{id}/acts/acknowledge',
  right: 'signatures.sign',
  summary: 'Acknowledge that a signature of yours counts no more',
  description: 'It changes nothing but that you are not told again, until the record changes anew.',
  params: z.strictObject({ id: uuid }),
  status: 200,
  reply: z.object({ id: uuid }),
});
