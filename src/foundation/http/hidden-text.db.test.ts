import { describe, expect, test } from 'vitest';
import { useHouse } from '../../../tests/support/house.ts';
import { application, castOf, propose } from '../../../tests/support/releases.ts';

const house = useHouse();

describe('characters that show nothing or turn the text', () => {
  test('are refused in names of every room, with field, character, place and remedy', async () => {
    const h = house();
    const cast = await castOf(h);
    const admin = await h.someone(['administrator']);
    const keeper = await h.someone(['system-owner'], { unit: cast.unit });
    const name = 'Up\u202etrats';
    const replies = [
      await h.http(admin, 'POST', '/people', { body: { email: 'maria@firm.example', name } }),
      await h.http(admin, 'POST', '/units', { body: { key: 'lab', name, parent: cast.unit.id } }),
      await h.http(keeper, 'POST', '/applications', { body: { name, unit: cast.unit.id } }),
      await propose(h, cast, { name }),
    ];
    for (const reply of replies)
      expect([reply.status, reply.body.refusals]).toMatchObject([
        400,
        [
          {
            code: 'foundation.hidden-character',
            field: '/name',
            message: expect.stringContaining('character 3 is U+202E (right-to-left override)'),
            remedy: expect.stringContaining('Delete it'),
          },
        ],
      ]);
  });

  test('are refused in reasons too, where line ends, tabs and joiners inside words stay', async () => {
    const h = house();
    const cast = await castOf(h);
    const { body: made } = await propose(h, cast, { applications: [{ application: (await application(h, cast)).id }] });
    const reject = (reason: string) =>
      h.http(cast.manager, 'POST', `/releases/${made.id}/acts/reject`, {
        ifMatch: made.version,
        body: { password: cast.manager.password, reason },
      });
    expect((await reject('not\u2066 now')).body.refusals).toMatchObject([
      { code: 'foundation.hidden-character', field: '/reason' },
    ]);
    expect((await reject('not now:\n\tمی‌خواهم')).status).toBe(200);
  });
});
