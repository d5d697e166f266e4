import { describe, expect, test } from 'vitest';
import { startTestHouse, type TestHouse, useHouse } from '../../../../tests/support/house.ts';
import { firstAdministratorLink } from './first-administrator-link.ts';

const house = useHouse();

const founding = (h: TestHouse, token: string, more: object = {}) =>
  h.http(null, 'POST', '/setup', {
    body: {
      token,
      email: 'first@firm.example',
      name: 'First Person',
      password: 'nine brown horses graze',
      organisationName: 'Müller & Söhne',
      ...more,
    },
  });

describe('the first administrator', () => {
  test('a link that ran out or was invented opens nothing, and a weak password leaves it as it was', async () => {
    const h = house();
    const token = (await firstAdministratorLink(h.app)) ?? '';
    expect((await founding(h, 'ill_invented')).body.refusals[0].code).toBe('identity.setup-link-not-valid');
    expect((await founding(h, token, { password: 'short' })).status).toBe(422);
    h.clock.moveBy(86_400_000 + 1);
    expect((await founding(h, token)).status).toBe(404);
  });

  test('of ten requests at once exactly one founds the organisation, and no link works afterwards', async () => {
    const h = house();
    const one = (await firstAdministratorLink(h.app)) ?? '';
    const other = (await firstAdministratorLink(h.app)) ?? '';
    const tries = Array.from({ length: 10 }, (_, number) =>
      founding(h, number % 2 === 0 ? one : other, { email: `first${number}@firm.example` }),
    );
    const statuses = (await Promise.all(tries)).map((reply) => reply.status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(9);
    expect(await firstAdministratorLink(h.app)).toBeNull();
    expect((await founding(h, other)).status).toBe(404);
  });

  test('the founder administers the whole organisation and holds no business role', async () => {
    const h = await startTestHouse();
    const token = (await firstAdministratorLink(h.app)) ?? '';
    const founded = await founding(h, token);
    const signedIn = await h.http(null, 'POST', '/sessions', {
      body: { email: 'first@firm.example', password: 'nine brown horses graze' },
    });
    expect(signedIn.body.roles).toEqual([
      { role: 'administrator', says: 'Administrator (configures)', everywhere: true, deputyFor: null },
    ]);
    const cookie = /interlock_session=([^;]+)/.exec(String(signedIn.headers['set-cookie']))?.[1] ?? '';
    const units = await h.http({ cookie }, 'GET', '/units');
    expect(units.body.items).toMatchObject([
      { id: founded.body.unitId, key: 'muller-sohne', name: 'Müller & Söhne', parentId: null },
    ]);
    await h.close();
  });
});
