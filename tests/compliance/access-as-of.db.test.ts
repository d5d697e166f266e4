import { describe, expect, test } from 'vitest';
import { day, letPass } from '../support/access.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { codesOf } from '../support/releases.ts';

const house = useHouse();
type Body = HttpReply['body'];
const reason = 'stands in for the season';

const couldAt = async (as: Someone, at: string, more = ''): Promise<readonly Body[]> => {
  const reply = await house().http(as, 'GET', `/access-report?at=${at}&right=releases.accept${more}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.body.items;
};
/** Goes on to a day of 2027. */
const goTo = (at: string): Promise<void> => letPass(house(), Date.parse(at) - house().clock.now().getTime());

describe('who could do what on a day', () => {
  test('[A11-12-3] a right that was granted in March and removed in June: the report of 15 April lists person, grant, requester and approver, that of June does not', async () => {
    const h = house();
    const unit = await h.unit();
    const admin = await h.someone(['administrator']);
    const asker = await h.someone(['business-process-owner'], { unit, name: 'Olga Owner' });
    const auditor = await h.someone(['auditor']);
    const person = await h.someone([], { unit, name: 'Mary' });
    const member = await h.someone([], { unit, name: 'Mike' });
    await goTo('2027-03-10T09:00:00Z');
    const body = { person: person.id, role: 'release-manager', unit: unit.key, requestedBy: asker.email, reason };
    const granted = await h.http(admin, 'POST', '/role-grants', { body });
    expect(granted.body).toMatchObject({ requestedBy: { id: asker.id }, grantedBy: { id: admin.id } });
    expect(codesOf(await h.http(admin, 'POST', '/role-grants', { body: { ...body, requestedBy: admin.id } }))).toEqual([
      'identity.requester-grants',
    ]);
    h.clock.moveBy(60_000);
    const { id: group } = (await h.http(admin, 'POST', '/groups', { body: { key: `rm-${unit.key}`, name: 'Release office' } }))
      .body;
    await h.http(admin, 'POST', '/role-grants', { body: { group, role: 'release-manager', unit: unit.key } });
    await h.http(admin, 'POST', `/groups/${group}/acts/add-member`, { body: { person: member.id } });

    await goTo('2027-05-02T09:00:00Z');
    await h.http(admin, 'POST', `/groups/${group}/acts/remove-member`, { body: { person: member.id, reason } });
    await goTo('2027-06-01T09:00:00Z');
    const path = `/role-grants/${granted.body.id}/acts/withdraw`;
    expect((await h.http(admin, 'POST', path, { body: { reason } })).status).toBe(200);
    await goTo('2027-07-01T09:00:00Z');

    const within = `&unit=${unit.key}&role=release-manager`;
    expect(await couldAt(auditor, '2027-04-15T12:00:00Z', within)).toMatchObject([
      {
        person: { id: person.id, name: 'Mary' },
        grant: granted.body.id,
        route: 'Granted',
        requestedBy: { id: asker.id, name: 'Olga Owner' },
        approvedBy: { id: admin.id },
        reason,
        from: '2027-03-10T09:00:00.000Z',
        withdrawnAt: '2027-06-01T09:00:00.000Z',
      },
      { person: { id: member.id }, route: 'Through the group Release office' },
    ]);
    const may = await couldAt(auditor, '2027-05-15T12:00:00Z', within);
    expect(may.map((one) => one.person.name)).toEqual(['Mary']);
    expect(await couldAt(auditor, '2027-06-15T12:00:00Z', within)).toEqual([]);
    expect(await couldAt(auditor, '2027-03-01T12:00:00Z', within)).toEqual([]);
  });

  test('leaves out who was disabled then, and tells whoever stood in', async () => {
    const h = house();
    const unit = await h.unit();
    const admin = await h.someone(['administrator']);
    const auditor = await h.someone(['auditor']);
    const person = await h.someone(['release-manager'], { unit });
    const deputy = await h.someone([], { unit });
    const at = (days: number) => new Date(h.clock.now().getTime() + days * day).toISOString();
    const named = { deputy: deputy.id, startsAt: at(0), endsAt: at(9), reason };
    expect((await h.http(person, 'POST', '/deputations', { body: named })).status).toBe(201);
    await letPass(h, day);
    const before = h.clock.now().toISOString();
    await letPass(h, day);
    const { version } = (await h.http(admin, 'GET', `/people/${person.id}`)).body;
    const disabled = await h.http(admin, 'POST', `/people/${person.id}/acts/disable`, { ifMatch: version, body: { reason } });
    expect(disabled.status, disabled.text).toBe(200);
    await letPass(h, day);
    const within = `&unit=${unit.key}&role=release-manager`;
    expect((await couldAt(auditor, before, within)).map((one) => [one.person.id, one.route.startsWith('As deputy')])).toEqual([
      [person.id, false],
      [deputy.id, true],
    ]);
    expect(await couldAt(auditor, h.clock.now().toISOString(), within)).toEqual([]);
  });

  test('is of the past, of a right that there is, and within the units of the reader', async () => {
    const h = house();
    const [here, there] = [await h.unit(), await h.unit()];
    const local = await h.someone(['auditor'], { unit: here });
    const seen = await h.someone(['release-manager'], { unit: here });
    await h.someone(['release-manager'], { unit: there });
    const now = h.clock.now().toISOString();
    expect((await couldAt(local, now)).map((one) => one.person.id)).toEqual([seen.id]);
    const ask = async (query: string) => codesOf(await h.http(local, 'GET', `/access-report?${query}`));
    expect(await ask('at=2040-01-01T00:00:00Z')).toEqual(['identity.report-not-yet']);
    expect(await ask('right=releases.dance')).toEqual(['identity.report-of-what']);
    expect(await ask('unit=nowhere')).toEqual(['identity.names-nothing']);
  });
});
