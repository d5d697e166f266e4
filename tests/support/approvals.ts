import { sql } from 'kysely';
import type { Someone, Unit } from './builders.ts';
import type { HttpReply, TestHouse } from './house.ts';

/** Who proposes requirements and who signs them, in the whole organisation: two people, as it must be. */
export type Deciders = { readonly proposer: Someone; readonly quality: Someone };

export const decidersOf = async (h: TestHouse): Promise<Deciders> => ({
  proposer: await h.someone(['validation-lead']),
  quality: await h.someone(['quality']),
});

/** Terms as a request sends them: quality approves the dates of releases of this unit, unless a test says otherwise. */
export const termsFor = (unit: Unit, more: Readonly<Record<string, unknown>> = {}) => ({
  name: 'Quality looks at the dates',
  subjectKind: 'release',
  step: 'plan',
  role: 'quality',
  unit: unit.key,
  ...more,
});

export const propose = (h: TestHouse, as: Someone, body: Readonly<Record<string, unknown>>): Promise<HttpReply> =>
  h.http(as, 'POST', '/approval-changes', { body: { kind: 'new', reason: 'the procedure asks for it', ...body } });

export const signChange = async (h: TestHouse, as: Someone, id: string): Promise<HttpReply> => {
  const seen = await h.http(as, 'GET', `/approval-changes/${id}`);
  return h.http(as, 'POST', `/approval-changes/${id}/acts/sign`, {
    ifMatch: seen.body?.version ?? 1,
    body: { password: as.password },
  });
};

/** A requirement in force: proposed by one and signed by quality. @returns its id, key and version */
export async function requirement(
  h: TestHouse,
  { proposer, quality }: Deciders,
  terms: Readonly<Record<string, unknown>>,
): Promise<{ readonly id: string; readonly key: string; readonly version: number }> {
  const proposed = await propose(h, proposer, { terms });
  if (proposed.status !== 201) throw new Error(proposed.text);
  const signed = await signChange(h, quality, proposed.body.id);
  if (signed.status !== 200 || signed.body.state !== 'effective') throw new Error(signed.text);
  const made = await h.http(quality, 'GET', `/approval-requirements/${signed.body.requirement.id}`);
  return { id: made.body.id, key: made.body.key, version: made.body.version };
}

/** Says something to a step of a release, signed with the password. */
export const say = (
  h: TestHouse,
  as: Someone,
  named: string,
  verb: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<HttpReply> =>
  h.http(as, 'POST', `/approvals/${encodeURIComponent(named)}/acts/${verb}`, { body: { password: as.password, ...body } });

export const why = (h: TestHouse, as: Someone, named: string): Promise<HttpReply> =>
  h.http(as, 'GET', `/approvals?subject=${encodeURIComponent(named)}`);

/** The profile allows notices, whatever else it holds. */
export const allowNotices = async (h: TestHouse): Promise<void> =>
  void (await sql`
    insert into foundation.setting (name, value, version, changed_at) values ('profile', '{"approvals.notices": "allowed"}'::jsonb, 1, ${h.clock.now()})
    on conflict (name) do update set value = foundation.setting.value || excluded.value`.execute(h.app.database.db));
