import { z } from 'zod';
import { canonicalJson, type Json } from '../../../foundation/canonical-json.ts';
import type { Judge, Judgement, StoredEntry } from '../../ledger/door.ts';
import { exhibitShape, type SignatureExhibit } from '../core/exhibit.ts';
import { printedCommitment } from '../core/intact.ts';
import { hashOfContent, hashOfText } from '../core/statement.ts';
import { checkEvidence } from './check-evidence.ts';

const json: z.ZodType<Json> = z.json();
const statementShape = z.strictObject({
  format: z.literal('interlock-statement/1'),
  subject: z.strictObject({ kind: z.string(), id: z.string(), key: z.string().nullable() }),
  version: z.int(),
  verb: z.string(),
  act: z.string(),
  meaning: z.string(),
  content: z.record(z.string(), json),
  input: json,
});
const payloadFields = {
  id: z.string(),
  statementHash: z.string(),
  contentHash: z.string(),
  nonce: z.string().regex(/^([0-9a-f]{2}){16,}$/),
  meaning: z.string(),
  meaningText: z.string(),
  signerId: z.string(),
  printed: z.string(),
  roles: z.array(z.string()),
  at: z.iso.datetime(),
  zone: z.string(),
  methods: z.array(z.enum(['password', 'code', 'passkey'])).min(1),
  series: z.int().min(1),
  evidenceHash: z.string(),
  requestId: z.string(),
  build: z.string(),
};
/** The older format knows no zone of the signer. */
const payloadShape = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('interlock-signature/1'), ...payloadFields }),
  z.strictObject({ format: z.literal('interlock-signature/2'), ...payloadFields, signerZone: z.string().nullable() }),
]);
const evidenceShape = z.strictObject({
  password: z.strictObject({ changedAt: z.iso.datetime() }).optional(),
  code: z.strictObject({ authenticator: z.string(), step: z.int() }).optional(),
  passkey: z
    .looseObject({ authenticator: z.string(), rpId: z.string(), origin: z.string(), credentialId: z.string() })
    .optional(),
});
type Statement = z.output<typeof statementShape>;
type Payload = z.output<typeof payloadShape>;
type Evidence = z.output<typeof evidenceShape>;

type Parts = {
  readonly exhibit: SignatureExhibit;
  readonly statement: Statement;
  readonly payload: Payload;
  readonly evidence: Evidence;
  readonly entry: StoredEntry;
};

/** One text, one value: a text that is not its own RFC 8785 form could say two things to two readers. */
function canonically<T>(shape: z.ZodType<T>, text: string): T | null {
  try {
    const value = json.parse(JSON.parse(text));
    return canonicalJson(value) === text ? (shape.safeParse(value).data ?? null) : null;
  } catch {
    return null;
  }
}

function partsOf(value: Json, entry: StoredEntry): Parts | string {
  const exhibit = exhibitShape.safeParse(value).data;
  if (exhibit === undefined) return 'it cannot be read as a signature';
  const statement = canonically(statementShape, exhibit.statement);
  if (statement === null) return 'the text of what was signed cannot be read, or is not in its one form';
  const payload = canonically(payloadShape, exhibit.payload);
  if (payload === null) return 'what was bound cannot be read, or is not in its one form';
  const evidence = evidenceShape.safeParse(exhibit.evidence).data;
  return evidence === undefined ? 'its evidence cannot be read' : { exhibit, statement, payload, evidence, entry };
}

const toldBy = ({ body }: StoredEntry, field: string): Json => body.changes.find((change) => change.field === field)?.new ?? null;

/** Each row: what must hold, and what it is called where it does not. */
const bindings: readonly (readonly [says: string, holds: (parts: Parts) => boolean])[] = [
  [
    'what was bound is not what the entry tells of',
    ({ exhibit, entry }) => hashOfText(exhibit.payload) === toldBy(entry, '/payloadHash'),
  ],
  [
    'it is the signature of another entry',
    ({ exhibit, payload, entry }) => exhibit.id === entry.body.subjectId && payload.id === exhibit.id,
  ],
  ['what was shown is not what was bound', ({ exhibit, payload }) => hashOfText(exhibit.statement) === payload.statementHash],
  [
    'the covered content is not what was bound',
    ({ statement, payload }) => hashOfContent(statement.content) === payload.contentHash,
  ],
  ['its meaning is not what was bound', ({ statement, payload }) => statement.meaning === payload.meaning],
  [
    'somebody else signed than the entry tells of',
    ({ payload, entry }) => payload.signerId === entry.body.actorId && entry.body.actorKind === 'person',
  ],
  ['it was not given in person', ({ entry }) => entry.body.via === 'session'],
  ['its time is not that of the entry', ({ payload, entry }) => payload.at === entry.body.at],
  [
    'its evidence is not what was bound',
    ({ exhibit, payload }) => hashOfText(canonicalJson(exhibit.evidence)) === payload.evidenceHash,
  ],
  [
    'its evidence is not that of its methods',
    ({ payload, evidence }) => canonicalJson(payload.methods.toSorted()) === canonicalJson(Object.keys(evidence).toSorted()),
  ],
  [
    'the printed name is not the one that was bound',
    ({ exhibit: { printed }, payload }) =>
      printed === null || printedCommitment(Buffer.from(printed.salt, 'hex'), printed.name, printed.userName) === payload.printed,
  ],
  [
    'the printed name is not the one beside the entry',
    ({ exhibit: { printed }, entry }) => {
      const beside = entry.sides.find((side) => side.slot === 'actor')?.value;
      return printed === null || beside === undefined || beside === printed.name;
    },
  ],
  [
    'the password was changed after it had been given',
    ({ evidence: { password }, payload }) => password === undefined || password.changedAt <= payload.at,
  ],
  [
    'the one-time code is of another time',
    ({ evidence: { code }, payload }) =>
      code === undefined || Math.abs(code.step * stepMillis - Date.parse(payload.at)) <= codeTolerance,
  ],
];

const stepMillis = 30_000;
/** The step counts from its beginning, and the authenticator's clock may be some steps off. */
const codeTolerance = 4 * stepMillis;

const shownBy = ({ passkey }: Evidence): Readonly<Record<keyof Evidence, string>> => ({
  passkey: `passkey ${passkey?.credentialId.slice(0, 12) ?? ''}…: the assertion over this statement, meaning and signer is by the kept key`,
  code: 'one-time code: its step, by the word of the server',
  password: 'password: by the word of the server',
});

const nameOf = ({ exhibit }: Parts): string => exhibit.printed?.name ?? 'somebody whose name was lawfully erased';
const aboutOf = (parts: Parts): string => {
  const { statement, payload } = parts;
  const record = statement.subject.key ?? statement.subject.id;
  return `signature “${payload.meaningText}” by ${nameOf(parts)} at ${payload.at} on ${statement.subject.kind} ${record}, version ${statement.version} (${statement.verb}), content ${payload.contentHash}`;
};

function passkeyFault({ exhibit, statement, payload, evidence }: Parts): string | null {
  if (evidence.passkey === undefined) return null;
  const { rpId, origin } = evidence.passkey;
  const host = URL.canParse(origin) ? new URL(origin).hostname : '';
  if (host !== rpId && !host.endsWith(`.${rpId}`)) return 'the passkey was asked at an origin of another site';
  const row = { evidence: exhibit.evidence, payload: exhibit.payload, statement: exhibit.statement };
  const checked = checkEvidence({ ...row, meaning: statement.meaning, signer_id: payload.signerId });
  return checked.standing === 'holds'
    ? null
    : `the passkey does not prove it (${checked.fault ?? 'no assertion that can be read'})`;
}

/** Judges the signatures of one file: pure, without a database, a server or a clock. */
export function signatureJudge(): Judge {
  const codes = new Map<string, string>();
  const nonces = new Map<string, string>();

  /** A ceremony makes one signature: the same proof under a second one was copied, though it fits the statement. */
  function nonceFault({ payload }: Parts): string | null {
    const before = nonces.get(payload.nonce);
    nonces.set(payload.nonce, before ?? payload.id);
    return before === undefined ? null : `its ceremony made another signature before: ${before}`;
  }

  function codeFault({ evidence: { code }, payload }: Parts): string | null {
    if (code === undefined) return null;
    const used = `${code.authenticator} ${code.step}`;
    const before = codes.get(used);
    codes.set(used, payload.id);
    return before === undefined ? null : `its one-time code was used before, by the signature ${before}`;
  }

  function judge(value: Json, entry: StoredEntry, erased: ReadonlySet<string>): Judgement {
    const broken = (about: string, fault: string): Judgement => ({ verdict: 'broken', about, shown: [], fault });
    const parts = partsOf(value, entry);
    if (typeof parts === 'string') return broken(`signature ${entry.body.subjectId}`, parts);
    const about = aboutOf(parts);
    const unbound = bindings.find(([, holds]) => !holds(parts))?.[0];
    const fault = unbound ?? passkeyFault(parts) ?? codeFault(parts) ?? nonceFault(parts);
    if (fault !== null) return broken(about, fault);
    const shown = parts.payload.methods.map((method) => shownBy(parts.evidence)[method]);
    if (parts.exhibit.printed !== null) return { verdict: 'valid', about, shown, fault: null };
    // The name of who acted goes beside the entry and here together, or it did not go lawfully.
    if (!erased.has('actor')) return broken(about, 'the printed name is gone and no erasure accounts for it');
    return { verdict: 'erased', about, shown, fault: null };
  }

  return { act: 'signatures.signed', what: 'signature', judge };
}
