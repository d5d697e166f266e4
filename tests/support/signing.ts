import { sql } from 'kysely';
import { operations } from '../../src/entrances/contracts.ts';
import { type StepToSign, stepOf } from '../../src/foundation/cli/operation-commands.ts';
import { uuidv7 } from '../../src/foundation/ids.ts';
import type { Services } from '../../src/foundation/services.ts';
import { hashOfToken } from '../../src/rooms/identity/store/authenticate.ts';
import type { HttpOptions, HttpReply, Sender } from './http.ts';

type Send = (as: Sender, method: 'POST', path: string, options: HttpOptions) => Promise<HttpReply>;

const signedOperations = operations.filter((operation) => operation.signs !== undefined && operation.method === 'POST');

/** As it is in the body of a request; what is no address stays what it is, and is refused. */
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The signed step behind an address, as its contract says. */
function stepAt(path: string, body: Readonly<Record<string, unknown>>): StepToSign | null {
  for (const { path: template, signs } of signedOperations) {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    const found = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
    if (found === null || signs === undefined) continue;
    const params = Object.fromEntries(names.map((name, at) => [name, plain(found[at + 1] ?? '')]));
    return stepOf(signs, params, body, undefined);
  }
  return null;
}

type Body = { readonly password?: unknown; readonly [field: string]: unknown };
const hasPassword = (body: unknown): body is Body => typeof body === 'object' && body !== null && 'password' in body;

/**
 * A person signs as people do. Where the body of a signed step carries `password`, the ceremony is gone through first and the signature sent in its
 * place; a ceremony that is refused is the answer, as it is in the browser. `null`: the request is none of these.
 */
export async function asSigned(send: Send, as: Sender, path: string, options: HttpOptions): Promise<HttpReply | HttpOptions> {
  if (!hasPassword(options.body)) return options;
  const { password, ...input } = options.body;
  if (path === '/releases/bulk-acts' || path === '/windows/bulk-acts')
    return eachSigned(send, as, path, options, password, input);
  const step = stepAt(path, input);
  if (step === null) return options;
  const bare = { ...options, body: input };
  if (as === null || !('cookie' in as) || password === undefined) return bare;
  const begun = await begin(send, as, step, options.ifMatch);
  if (begun.status === 404 && begun.body?.refusals?.[0]?.code === 'signatures.nothing-to-sign') return bare;
  if (begun.status !== 201) return begun;
  return { ...options, body: { ...input, signature: { ceremony: begun.body.id, password } } };
}

/** Every signer is told what the signature will trigger: held here, where each signature of each test begins. */
async function begin(
  send: Send,
  as: Sender,
  { subject, verb, input }: StepToSign,
  ifMatch: HttpOptions['ifMatch'],
): Promise<HttpReply> {
  const body = { subject, verb, input };
  const begun = await send(as, 'POST', '/signatures/ceremonies', { ...(ifMatch === undefined ? {} : { ifMatch }), body });
  if (begun.status === 201 && begun.body.effects.length === 0)
    throw new Error(`the ceremony of “${verb}” of a ${subject.kind} does not say what it will trigger`);
  return begun;
}

async function eachSigned(
  send: Send,
  as: Sender,
  path: string,
  options: HttpOptions,
  password: unknown,
  input: Readonly<Record<string, unknown>>,
): Promise<HttpOptions> {
  const kind = path.startsWith('/releases') ? 'release' : 'window';
  const items: unknown[] = [];
  if (!Array.isArray(input.items)) return { ...options, body: input };
  for (const item of input.items) {
    if (typeof item !== 'object' || item === null) {
      items.push(item);
      continue;
    }
    const sent = input.reason === undefined ? {} : { reason: input.reason };
    const step = { subject: { kind, id: String(item.id) }, verb: String(input.verb), input: sent, version: undefined };
    const begun = await begin(send, as, step, item.version);
    items.push(begun.status === 201 ? { ...item, signature: { ceremony: begun.body.id, password } } : item);
  }
  return { ...options, body: { ...input, items } };
}

const passwordOnly = JSON.stringify({ 'signature.components': 'password-only', 'gates.trailBeforeDecision': 'criteria' });
const ready = new WeakMap<Services, Set<string>>();

/**
 * Lets somebody sign with the password alone and decide gates without the trail, as a profile may say, their identity checked: what most tests need. Tests of the components
 * and of the trail themselves bring their own profile.
 */
export async function readyToSign(app: Services, cookie: string): Promise<void> {
  const known = ready.get(app) ?? new Set<string>();
  ready.set(app, known);
  if (known.has(cookie)) {
    await sql`update foundation.setting set value = value || ${passwordOnly}::jsonb
      where name = 'profile' and value ->> 'signature.components' is distinct from 'password-only'`.execute(app.database.db);
    return;
  }
  known.add(cookie);
  const [proof, now] = [uuidv7(), app.clock.now()];
  await app.database.db.transaction().execute(async (tx) => {
    await sql`insert into foundation.setting (name, value, version, changed_at) values ('profile', ${passwordOnly}::jsonb, 0, ${now})
      on conflict (name) do update set value = foundation.setting.value || ${passwordOnly}::jsonb`.execute(tx);
    // Nobody checks their own identity: anybody else will do, a registrar where there is nobody yet.
    await sql`insert into identity.person (id, email, name, unit_id, state, version, created_at)
      select ${uuidv7()}, 'registrar@firm.example', 'The registrar', null, 'active', 1, ${now}
      where not exists (select 1 from identity.person offset 1)`.execute(tx);
    await sql`insert into identity.identity_proof (id, person_id, proven_by, checked_on, how, recorded_at)
      select ${proof}, s.person_id, (select id from identity.person where id <> s.person_id limit 1), '2026-11-24', 'passport', ${now}
      from identity.session s where s.token_hash = ${hashOfToken(cookie)}`.execute(tx);
    await sql`update identity.credential c set proof_id = p.id from identity.identity_proof p
      where p.id = ${proof} and c.person_id = p.person_id and c.proof_id is null`.execute(tx);
  });
}
