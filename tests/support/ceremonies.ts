import { sql } from 'kysely';
import type { Someone } from './builders.ts';
import type { TestHouse } from './house.ts';
import { act, application, castOf, propose } from './releases.ts';

type Of = { readonly id: string; readonly version: number };

export const body = { reason: 'because it is due' };
export const codes = (reply: { body: { refusals: { code: string }[] } }) => reply.body.refusals.map((refusal) => refusal.code);

/** Releases that are proposed or accepted, and what their people do with ceremonies over HTTP. Everybody signs once, so that identities are checked. */
export async function ceremonyTools(h: TestHouse) {
  const cast = await castOf(h);
  const proposed = async () => {
    const app = await application(h, cast);
    const made = await propose(h, cast, { applications: [{ application: app.key, role: 'changed', version: '1.0' }] });
    if (made.status !== 201) throw new Error(made.text);
    return made.body;
  };
  const accepted = async () => {
    h.clock.moveBy(1);
    const release = await proposed();
    const reply = await act(h, cast.manager, release.id, 'accept');
    if (reply.status !== 200) throw new Error(reply.text);
    return reply.body;
  };
  await accepted();
  return {
    cast,
    proposed,
    accepted,
    password: () => cast.manager.password,
    begin: (as: Someone, release: Of, verb = 'accept', input: object = body) =>
      h.http(as, 'POST', '/signatures/ceremonies', {
        ifMatch: release.version,
        body: { subject: { kind: 'release', id: release.id }, verb, input },
      }),
    sign: (as: Someone, release: Of, signature: object, verb = 'accept', more: object = body) =>
      h.http(as, 'POST', `/releases/${release.id}/acts/${verb}`, { ifMatch: release.version, body: { ...more, signature } }),
    signaturesOf: async (id: string) => (await h.http(cast.quality, 'GET', `/signatures?subject=release:${id}`)).body.items,
    trailOf: async (id: string) =>
      (
        await sql<{ act: string; changes: { field: string; new: unknown }[] }>`
          select act, changes from ledger.entry where subject_kind = 'signature' and subject_id = ${id} order by subject_place`.execute(
          h.app.database.db,
        )
      ).rows,
  };
}
