import { describe, expect, test } from 'vitest';
import type { Someone } from '../../../../tests/support/builders.ts';
import { codes, usePortfolio } from '../../../../tests/support/portfolio.ts';

const { house, cast, register, act, need } = usePortfolio();

describe('registering', () => {
  test('an application is registered with what is known; the rest is unknown and a key is made', async () => {
    const owner = await house().someone(['business-process-owner'], { name: 'Ada Owner' });
    const reply = await house().http(cast().keeper, 'POST', '/applications', {
      body: { name: 'LIMS', unit: cast().here.key, owner: owner.email },
    });
    expect(reply.status).toBe(201);
    expect(reply.headers.etag).toBe('"1"');
    expect(reply.body).toMatchObject({
      name: 'LIMS',
      unit: { id: cast().here.id, key: cast().here.key },
      owner: { name: 'Ada Owner' },
      criticality: 'unknown',
      gxp: 'unknown',
      lifecycleStage: 'unknown',
      validatedState: 'unknown',
      can: { change: true },
    });
    expect(reply.body.key).toMatch(/^APP-\d+$/);
    expect((await house().http(cast().keeper, 'GET', `/applications/${reply.body.key}`)).body.id).toBe(reply.body.id);
  });

  test('a key that is taken, a unit or an owner that is not there, and a state that a person must decide are refused', async () => {
    const one = await register();
    const send = async (body: object) =>
      codes(await house().http(cast().keeper, 'POST', '/applications', { body: { name: 'X', unit: cast().here.key, ...body } }));
    expect(await send({ key: one.key })).toEqual([409, 'portfolio.key-taken']);
    expect(await send({ owner: 'nobody@firm.example', validatedState: 'validated' })).toEqual([
      422,
      'portfolio.no-such-owner',
      'portfolio.state-needs-person',
    ]);
    expect(await send({ validatedState: 'not-applicable' })).toEqual([422, 'portfolio.state-needs-person']);
    expect(await send({ unit: 'nowhere' })).toEqual([422, 'portfolio.no-such-unit']);
    expect((await register({ validatedState: 'not-applicable', gxp: 'no' })).validatedState).toBe('not-applicable');
  });

  test('two that register the same key at the same moment: one has it', async () => {
    const replies = await Promise.all(
      [1, 2, 3].map(() =>
        house().http(cast().keeper, 'POST', '/applications', { body: { key: 'TWIN', name: 'Twin', unit: cast().here.key } }),
      ),
    );
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([201, 409, 409]);
  });

  test('it needs the right in that unit, and somebody who is signed in', async () => {
    const body = { name: 'X', unit: cast().there.key };
    expect(codes(await house().http(cast().local, 'POST', '/applications', { body }))).toEqual([403, 'identity.no-right']);
    expect((await house().http(cast().reader, 'POST', '/applications', { body })).status).toBe(403);
    expect((await house().http(null, 'POST', '/applications', { body })).status).toBe(401);
  });
});

describe('reading', () => {
  test('the list shows exactly what the predicate in memory allows', async () => {
    const h = house();
    const below = await h.unit({ parent: cast().here });
    const made = [await register(), await register({ unit: cast().there.key }), await register({ unit: below.key })];
    const everybody = [
      cast().keeper,
      cast().local,
      cast().reader,
      await h.someone(['quality'], { unit: below }),
      await h.someone(['quality'], { unit: cast().there }),
    ];
    const units = new Map([
      [made[0].id, cast().here.id],
      [made[1].id, cast().there.id],
      [made[2].id, below.id],
    ]);
    for (const someone of everybody) {
      const person = { ...someone, actor: await h.refreshed(someone) };
      const listed = (await h.http(person, 'GET', '/applications?limit=200')).body.items.map((one: { id: string }) => one.id);
      for (const [id, unit] of units) {
        const allowed = h.app.ports.authority.may(person.actor, 'portfolio.read', unit).length === 0;
        expect(listed.includes(id)).toBe(allowed);
        expect((await h.http(person, 'GET', `/applications/${id}`)).status).toBe(allowed ? 200 : 404);
      }
    }
    expect((await h.http(await h.someone(['administrator']), 'GET', '/applications')).status).toBe(403);
    expect((await h.http(null, 'GET', '/applications')).status).toBe(401);
  });

  test('pages by keyset in either order, whatever is registered in between', async () => {
    const h = house();
    const unit = await h.unit();
    for (const name of ['beta', 'Alpha', 'gamma', 'alpha']) await register({ name, unit: unit.key });
    for (const [sort, expected] of [
      ['name', ['alpha', 'alpha', 'beta', 'gamma']],
      ['-name', ['gamma', 'beta', 'alpha', 'alpha']],
    ] as const) {
      const names: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: { body: { items: { name: string }[]; nextCursor: string | null } } = await h.http(
          cast().keeper,
          'GET',
          `/applications?unit=${unit.key}&limit=3&sort=${sort}${cursor === '' ? '' : `&cursor=${cursor}`}`,
        );
        names.push(...page.body.items.map((one) => one.name.toLowerCase()));
        cursor = page.body.nextCursor;
      }
      expect(names).toEqual(expected);
    }
    const first = await h.http(cast().keeper, 'GET', `/applications?unit=${unit.key}&limit=1`);
    expect(codes(await h.http(cast().keeper, 'GET', `/applications?sort=key&cursor=${first.body.nextCursor}`))).toEqual([
      400,
      'portfolio.bad-cursor',
    ]);
  });

  test('filters by unit and all below, criticality, GxP, owner, text and withdrawal', async () => {
    const h = house();
    const unit = await h.unit();
    const below = await h.unit({ parent: unit });
    const lims = await register({
      name: 'LIMS 100%',
      unit: unit.key,
      criticality: 'critical',
      gxp: 'yes',
      owner: cast().keeper.email,
    });
    const mes = await register({ name: 'MES', unit: below.key, criticality: 'low' });
    const ids = async (query: string) =>
      (await h.http(cast().keeper, 'GET', `/applications?unit=${unit.key}&${query}`)).body.items.map(
        (one: { id: string }) => one.id,
      );
    expect(await ids('')).toEqual([lims.id, mes.id]);
    expect(await ids('criticality=critical,high')).toEqual([lims.id]);
    expect(await ids('gxp=unknown')).toEqual([mes.id]);
    expect(await ids(`owner=${cast().keeper.email}`)).toEqual([lims.id]);
    expect(await ids('q=100%25')).toEqual([lims.id]);
    expect(await ids('q=_')).toEqual([]);
    await act(cast().keeper, mes, 'withdraw');
    expect(await ids('')).toEqual([lims.id]);
    expect(await ids('withdrawn=yes')).toEqual([mes.id]);
  });

  test('an application is shown as it was at a moment', async () => {
    const h = house();
    const one = await register({ name: 'Old name', criticality: 'low' });
    const other = await register();
    const at = h.clock.now();
    h.clock.moveBy(60_000);
    const changed = await h.http(cast().keeper, 'PATCH', `/applications/${one.key}`, {
      body: { name: 'New name', criticality: 'high', reason: 'assessed anew' },
      ifMatch: 1,
    });
    await need(changed.body, other);
    const past = await h.http(cast().keeper, 'GET', `/applications/${one.key}?asOf=${at.toISOString()}`);
    expect(past.body).toMatchObject({ name: 'Old name', criticality: 'low', version: 1, needs: [], asOf: at.toISOString() });
    const now = await h.http(cast().keeper, 'GET', `/applications/${one.key}?asOf=${h.clock.now().toISOString()}`);
    expect(now.body).toMatchObject({ name: 'New name', needs: [{ type: 'calls', application: { key: other.key } }] });
    expect(codes(await h.http(cast().keeper, 'GET', `/applications/${one.key}?asOf=2020-01-01T00:00:00Z`))).toEqual([
      404,
      'portfolio.not-as-of',
    ]);
  });
});

describe('changing', () => {
  test('a change says its version: 428 without, 412 with the fields that differ when somebody was faster', async () => {
    const one = await register();
    const patch = (body: object, ifMatch?: number) =>
      house().http(cast().keeper, 'PATCH', `/applications/${one.id}`, ifMatch === undefined ? { body } : { body, ifMatch });
    expect((await patch({ name: 'First' })).status).toBe(428);
    const first = await patch({ name: 'First', technology: 'Java' }, 1);
    expect(first.body).toMatchObject({ name: 'First', technology: 'Java', version: 2 });
    const late = await patch({ name: 'Second' }, 1);
    expect(codes(late)).toEqual([412, 'foundation.stale']);
    expect(late.body.refusals[0].facts.fields).toContainEqual({ field: '/name', old: one.name, new: 'First' });
    expect((await patch({ technology: null }, 2)).body).toMatchObject({ technology: null, name: 'First', version: 3 });
    expect((await patch({ name: 'First' }, 3)).body.version).toBe(3);
  });

  test('of two that change the same version at the same moment one is told that it is stale', async () => {
    const one = await register();
    const replies = await Promise.all(
      ['A', 'B'].map((name) => house().http(cast().keeper, 'PATCH', `/applications/${one.id}`, { body: { name }, ifMatch: 1 })),
    );
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 412]);
  });

  test('moving to another unit needs the right in both, and a reader without it learns nothing of an application elsewhere', async () => {
    const one = await register();
    const elsewhere = await register({ unit: cast().there.key });
    const patch = (id: string, as: Someone) =>
      house().http(as, 'PATCH', `/applications/${id}`, { body: { unit: cast().there.key }, ifMatch: 1 });
    expect(codes(await patch(one.id, cast().local))).toEqual([403, 'identity.no-right']);
    expect(codes(await patch(elsewhere.id, cast().local))).toEqual([404, 'portfolio.no-such-application']);
    expect((await patch(one.id, cast().reader)).status).toBe(403);
    expect((await patch(one.id, cast().keeper)).body.unit.id).toBe(cast().there.id);
  });

  test('a bulk change answers for each row by itself', async () => {
    const [a, b] = [await register(), await register({ unit: cast().there.key })];
    const body = { items: [a, b, a].map((one, index) => ({ id: one.key, version: 1, change: { technology: `T${index}` } })) };
    const reply = await house().http(cast().local, 'POST', '/applications/bulk-changes', { body });
    expect(
      reply.body.results.map((one: { ok: boolean; version?: number; refusals?: { code: string }[] }) =>
        one.ok ? one.version : one.refusals?.[0]?.code,
      ),
    ).toEqual([2, 'portfolio.no-such-application', 'foundation.stale']);
  });
});

describe('going out of use', () => {
  test('an application that another one in use needs is neither retired nor withdrawn, and who may not see that one is told only that there is one', async () => {
    const [lims, mes, secret] = [await register(), await register(), await register({ unit: cast().there.key })];
    await need(mes, lims);
    await need(secret, lims);
    const refused = await act(cast().keeper, lims, 'retire');
    expect(codes(refused)).toEqual([422, 'portfolio.still-needed']);
    expect(refused.body.refusals[0].message).toBe(`${lims.key} is needed by ${mes.key}, ${secret.key}.`);
    const blind = await act(cast().local, lims, 'withdraw');
    expect(blind.body.refusals[0].message).toBe(`${lims.key} is needed by ${mes.key}, 1 application that you may not see.`);
    expect((await house().http(cast().keeper, 'GET', `/applications/${lims.id}`)).body.can.retire[0].code).toBe(
      'portfolio.still-needed',
    );
    await act(cast().keeper, { ...mes, version: 2 }, 'retire');
    await act(cast().keeper, { ...secret, version: 2 }, 'withdraw');
    expect((await act(cast().keeper, lims, 'retire')).body.lifecycleStage).toBe('retired');
  });

  test('retiring by a patch needs a reason as well', async () => {
    const one = await register();
    const patch = (body: object) =>
      house().http(cast().keeper, 'PATCH', `/applications/${one.id}`, {
        body: { lifecycleStage: 'retired', ...body },
        ifMatch: 1,
      });
    expect(codes(await patch({}))).toEqual([422, 'portfolio.retiring-needs-reason']);
    expect((await patch({ reason: 'replaced by another' })).body.lifecycleStage).toBe('retired');
  });

  test('a withdrawn application stays readable and changes no more', async () => {
    const one = await register();
    const gone = await act(cast().keeper, one, 'withdraw');
    expect(gone.body).toMatchObject({ withdrawn: true, version: 2 });
    expect(
      codes(await house().http(cast().keeper, 'PATCH', `/applications/${one.id}`, { body: { name: 'X' }, ifMatch: 2 })),
    ).toEqual([422, 'portfolio.withdrawn-is-closed']);
    expect((await act(cast().keeper, { ...one, version: 2 }, 'withdraw')).body.version).toBe(2);
    expect((await act(cast().keeper, one, 'withdraw')).status).toBe(412);
  });

  test('an application that is being needed at the same moment is not withdrawn behind the back of the one that needs it', async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b] = [await register(), await register()];
      const [added, withdrawn] = await Promise.all([need(a, b), act(cast().keeper, b, 'withdraw')]);
      expect([added.status, withdrawn.status].filter((status) => status < 300)).toHaveLength(1);
    }
  });
});
