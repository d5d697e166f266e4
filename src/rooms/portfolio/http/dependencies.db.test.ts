import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { codes, usePortfolio } from '../../../../tests/support/portfolio.ts';

const { house, cast, register, act, need } = usePortfolio();

describe('dependencies', () => {
  test('a dependency is listed from both sides and belongs to the version of the application that needs', async () => {
    const [lims, mes] = [await register(), await register()];
    const reply = await need(lims, mes, 'data');
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ version: 2, needs: [{ type: 'data', application: { key: mes.key } }], neededBy: [] });
    expect((await house().http(cast().keeper, 'GET', `/applications/${mes.id}`)).body).toMatchObject({
      version: 1,
      neededBy: [{ application: { key: lims.key } }],
    });
    const again = await need(reply.body, mes, 'data');
    expect(again.body.version).toBe(2);
    const path = `/applications/${lims.id}/dependencies/${reply.body.needs[0].id}/acts/withdraw`;
    const gone = await house().http(cast().keeper, 'POST', path, { body: { reason: 'no longer called' }, ifMatch: 2 });
    expect(gone.body).toMatchObject({ version: 3, needs: [] });
    expect(codes(await house().http(cast().keeper, 'POST', path, { body: { reason: 'no longer called' }, ifMatch: 3 }))).toEqual([
      404,
      'portfolio.no-such-dependency',
    ]);
  });

  test('refused: on itself, on one that is not there or withdrawn, the same pair deployed together twice, a stale version', async () => {
    const [a, b] = [await register(), await register()];
    expect(codes(await need(a, a))).toEqual([422, 'portfolio.not-itself']);
    expect(codes(await need(a, { key: 'NOPE' }))).toEqual([404, 'portfolio.no-such-application']);
    const first = await need(a, b, 'deploys-with');
    expect(codes(await need(b, a, 'deploys-with'))).toEqual([409, 'portfolio.deploys-with-said']);
    expect((await need(b, a, 'calls')).status).toBe(201);
    expect(codes(await need(a, b))).toEqual([412, 'foundation.stale']);
    const gone = await register();
    await act(cast().keeper, gone, 'withdraw');
    expect(codes(await need(first.body, gone))).toEqual([422, 'portfolio.withdrawn-is-closed']);
    expect((await need(first.body, b, 'data', cast().reader)).status).toBe(403);
  });

  test('one that needs an application elsewhere is shown without its name to who may not see it', async () => {
    const [a, secret] = [await register(), await register({ unit: cast().there.key, name: 'Secret' })];
    await need(a, secret);
    const reply = await house().http(cast().local, 'GET', `/applications/${a.id}`);
    expect(reply.body.needs).toMatchObject([{ type: 'calls', application: null }]);
    expect(reply.text).not.toContain('Secret');
  });

  test('the neighbourhood shows one to three steps both ways, never through what the reader may not see, and says when it is cut', async () => {
    const h = house();
    const [a, b, c, d, secret] = [
      await register(),
      await register(),
      await register(),
      await register(),
      await register({ unit: cast().there.key }),
    ];
    await need(a, b);
    await need(c, b);
    await need({ ...c, version: 2 }, d);
    await need(b, secret);
    const around = async (steps: number, as: Someone = cast().keeper) =>
      (await h.http(as, 'GET', `/applications/${a.key}/neighbourhood?steps=${steps}`)).body;
    const keys = (body: { nodes: { key: string; steps: number }[] }) => body.nodes.map((node) => `${node.key} ${node.steps}`);
    expect(keys(await around(1))).toEqual([`${a.key} 0`, `${b.key} 1`]);
    expect(keys(await around(3)).toSorted()).toEqual(
      [`${a.key} 0`, `${b.key} 1`, `${c.key} 2`, `${d.key} 3`, `${secret.key} 2`].toSorted(),
    );
    expect((await around(3)).edges).toHaveLength(4);
    const blind = await around(3, cast().local);
    expect([keys(blind).length, blind.hidden, blind.cut]).toEqual([4, 1, false]);
    expect((await h.http(cast().keeper, 'GET', `/applications/${a.key}/neighbourhood?steps=4`)).status).toBe(400);
    await sql`with many as (
        insert into portfolio.application (id, key, name, unit_id, criticality, gxp, sox, lifecycle_stage, validated_state, version, changed_at)
        select gen_random_uuid(), 'many.' || n, 'Many', ${cast().here.id}, 'low', 'no', 'no', 'live', 'unknown', 1, now() from generate_series(1, 200) n returning id)
      insert into portfolio.dependency (id, from_id, to_id, type) select gen_random_uuid(), id, ${a.id}, 'calls' from many`.execute(
      h.app.database.db,
    );
    const cut = await around(2);
    expect([cut.nodes.length, cut.cut]).toEqual([150, true]);
  });
});
