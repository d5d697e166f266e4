import type { APIRequestContext } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Stage } from './stage.ts';

const keyed = z.object({ id: z.string(), key: z.string(), version: z.number() });
const hour = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * hour).toISOString();

type Sent = { readonly data: object; readonly version?: number };

async function send<T>(request: APIRequestContext, path: string, { data, version }: Sent, shape: z.ZodType<T>): Promise<T> {
  const headers = version === undefined ? {} : { 'if-match': `"${version}"` };
  const reply = await request.post(`/api/v1${path}`, { data, headers });
  expect([200, 201], await reply.text()).toContain(reply.status());
  return shape.parse(await reply.json());
}

/** Signs a step as its page does: begun, shown, sent with its ceremony. */
async function signed<T>(
  stage: Stage,
  mailbox: string,
  asked: {
    readonly subject: object;
    readonly verb: string;
    readonly input: object;
    readonly path: string;
    readonly version?: number;
  },
  shape: z.ZodType<T>,
): Promise<T> {
  const { request } = await stage.as(mailbox);
  const { subject, verb, input, path, ...seen } = asked;
  const begun = await send(
    request,
    '/signatures/ceremonies',
    { data: { subject, verb, input }, ...seen },
    z.object({ id: z.string() }),
  );
  const signature = { ceremony: begun.id, password: stage.passwordOf(mailbox) };
  return send(request, path, { data: { ...input, signature }, ...seen }, shape);
}

async function release(stage: Stage, more: object): Promise<z.output<typeof keyed>> {
  const plan = {
    class: 'patch',
    unit: 'quality',
    owner: stage.emailOf('release.manager'),
    goLive: { start: inHours(30), end: inHours(31), zone: 'Europe/Zurich' },
    backOutMinutes: 30,
    phases: [{ key: 'deploy', name: 'Deployment', kind: 'deploy', start: inHours(29), end: inHours(33) }],
  };
  return send((await stage.as('project.manager')).request, '/releases', { data: { ...plan, ...more } }, keyed);
}

/** An emergency whose go quality allowed by word of mouth, and a notice about something outside of GxP and SOX, which the example has none of. */
export async function fillApprovals(stage: Stage): Promise<void> {
  const fix = await release(stage, {
    name: 'Hot fix, effective dates',
    kind: 'emergency',
    applications: [{ application: 'APP-DMS', role: 'changed', version: '9.9' }],
  });
  const named = `release:${fix.key}:declare-ready`;
  await signed(
    stage,
    'second.release.manager',
    {
      subject: { kind: 'verbal-authorisation', id: named },
      verb: 'record',
      input: { by: stage.emailOf('quality'), at: inHours(-1), reason: 'The labels stand still at two sites' },
      path: `/approvals/${encodeURIComponent(named)}/verbal-authorisations`,
    },
    z.unknown(),
  );
  const keeper = (await stage.as('administrator')).request;
  const profile = z.object({ version: z.number() }).parse(await (await keeper.get('/api/v1/profile')).json());
  const values = { 'approvals.notices': 'allowed' };
  const change = await send(
    keeper,
    '/profile/changes',
    { data: { values, reason: 'Small matters are told, not asked' }, version: profile.version },
    keyed,
  );
  await signed(
    stage,
    'quality',
    {
      subject: { kind: 'profile-change', id: change.id },
      verb: 'approve',
      input: {},
      path: `/profile/changes/${change.id}/acts/approve`,
      version: change.version,
    },
    z.unknown(),
  );
  const plain = { key: 'APP-CANTEEN', name: 'Canteen menus', unit: 'quality', criticality: 'low', gxp: 'no', sox: 'no' };
  await send((await stage.as('system.owner')).request, '/applications', { data: plain }, z.unknown());
  const menus = await release(stage, {
    name: 'Canteen menus 2',
    kind: 'independent',
    applications: [{ application: 'APP-CANTEEN', role: 'changed', version: '2' }],
  });
  const data = { subject: `release:${menus.key}`, text: 'Menus of the new caterer are shown from Monday on', until: inHours(72) };
  await send((await stage.as('release.manager')).request, '/notices', { data }, z.unknown());
}
