import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { rooms } from '../../src/entrances/rooms.ts';
import type { AnyOperation } from '../../src/foundation/contract.ts';
import { uuidv7 } from '../../src/foundation/ids.ts';
import { type Machine, transitionOf, withinOf } from '../../src/foundation/state-machine.ts';
import { type Role, roleNames } from '../../src/rooms/identity/core/roles.ts';
import type { ReleaseVerb } from '../../src/rooms/releases/contract.ts';
import { approvedMatrix } from '../support/authority-matrix.ts';
import type { Someone } from '../support/builders.ts';
import { type HttpReply, useHouse } from '../support/house.ts';
import { act, application, type Cast, castOf, propose, walkUntil } from '../support/releases.ts';

const house = useHouse();
const operations: readonly AnyOperation[] = rooms.flatMap((room) => room.routes.map((route) => route.operation));
const machines: readonly Machine[] = rooms.flatMap((room) => room.machines);

type Cells = {
  readonly kind: string;
  readonly command: string;
  readonly state: string;
  readonly right: string;
  readonly may: ReadonlyMap<Role, boolean>;
};
let approved = '';
let cells: readonly Cells[] = [];

/** The approved file as it lies in the repository: nothing below asks a rule of the product what should be. */
beforeAll(async () => {
  approved = await readFile(approvedMatrix, 'utf8');
  const [head = '', ...lines] = approved.trimEnd().split('\n');
  const roles = head.split(',').slice(5);
  expect(roles).toEqual(roleNames);
  cells = lines.map((line) => {
    const [kind = '', command = '', , state = '', right = '', ...said] = line.split(',');
    expect(said, line).toHaveLength(roleNames.length);
    return { kind, command, state, right, may: new Map(roleNames.map((role, at) => [role, said[at] === 'yes'])) };
  });
});

const inWords = (reply: HttpReply): string => `${reply.status} ${reply.text.slice(0, 200)}`;
const ofOperation = (id: string, role: Role): boolean | undefined =>
  cells.find(({ kind, command }) => kind === 'operation' && command === id)?.may.get(role);
/** What a release says of a step: a step of the house’s own jobs is offered to nobody, and so is every step to whom the release is not shown. */
function refusalOfStep(reply: HttpReply, verb: string): boolean {
  const said: true | readonly { code: string }[] | undefined = reply.status === 200 ? reply.body.can[verb] : undefined;
  if (said === undefined || said === true) return said === undefined;
  return said.some(({ code }) =>
    ['identity.no-right', 'releases.not-from-here', 'releases.over', 'releases.deployment-begun'].includes(code),
  );
}
const cellsOf = (kind: string): readonly Cells[] => cells.filter((one) => one.kind === kind);

describe('the approved matrix of authority', () => {
  test('is byte for byte what the product exports', async () => {
    const reply = await house().http(await house().someone(['auditor']), 'GET', '/authority-matrix');
    expect(reply.status).toBe(200);
    expect(reply.text, 'run node scripts/trace.ts, and read what changed').toBe(approved);
  });

  test('names every operation and every step in every state, once', () => {
    expect(cellsOf('operation').map(({ command }) => command)).toEqual(operations.map(({ id }) => id));
    const named = cellsOf('step').map(({ command, state }) => `${command} in ${state}`);
    expect(new Set(named).size).toBe(named.length);
    for (const machine of machines)
      for (const { verb } of machine.rows)
        for (const state of machine.states) expect(named).toContain(`${machine.name}: ${verb} in ${state}`);
  });

  test.each(roleNames)('%s: every operation is let in or refused as the matrix says', { timeout: 120_000 }, async (role) => {
    const h = house();
    const wrong: string[] = [];
    let person = await h.someone([role]);
    let [yes, no] = [0, 0];
    for (const operation of operations) {
      const own = ['public', 'signed-in', 'signing-in'].includes(operation.right);
      // Some of these end the session that asks.
      if (own) person = await h.someone([role]);
      const reply = await h.http(
        person,
        operation.method,
        operation.path.replaceAll(/\{\w+\}/g, () => uuidv7()),
        {
          ...(['GET', 'DELETE'].includes(operation.method) ? {} : { body: {} }),
          ...(operation.versioned ? { ifMatch: 1 } : {}),
        },
      );
      const may = ofOperation(operation.id, role);
      const refused = [401, 403].includes(reply.status) && operation.right !== 'public';
      if (may === undefined || may === refused) wrong.push(`${operation.id}: ${may} but ${inWords(reply)}`);
      if (may === true) yes += 1;
      else no += 1;
    }
    expect(wrong).toEqual([]);
    expect([yes > 30, no > 30]).toEqual([true, true]);
  });

  /** Every state that a release comes to, and the way there. */
  const states: readonly (readonly [string, (cast: Cast, id: string) => Promise<unknown>])[] = [
    ['proposed', async () => null],
    ['rejected', (cast, id) => act(house(), cast.manager, id, 'reject')],
    ['cancelled', (cast, id) => act(house(), cast.manager, id, 'cancel')],
    [
      'on-hold',
      async (cast, id) => {
        await walkUntil(house(), cast, id, 'accept');
        await act(house(), cast.manager, id, 'hold');
      },
    ],
    ...(
      [
        ['accepted', 'accept'],
        ['planned', 'plan'],
        ['in-progress', 'start'],
        ['ready', 'declare-ready'],
        ['deploying', 'deploy'],
        ['deployed', 'complete'],
        ['released-for-use', 'release-for-use'],
        ['warranty', 'enter-warranty'],
      ] as const
    ).map(
      ([state, verb]: readonly [string, ReleaseVerb]) =>
        [state, (cast: Cast, id: string) => walkUntil(house(), cast, id, verb)] as const,
    ),
  ];

  test.each(states)(
    'a release that is %s: every role is let take each step or refused it as the matrix says',
    { timeout: 60_000 },
    async (state, go) => {
      const h = house();
      const cast = await castOf(h);
      const { body: made } = await propose(h, cast, { applications: [{ application: (await application(h, cast)).id }] });
      await go(cast, made.id);
      const rows = cellsOf('step').filter((one) => one.command.startsWith('release: ') && one.state === state);
      expect(rows.length).toBeGreaterThan(10);
      const wrong: string[] = [];
      let seen = 0;
      for (const role of roleNames) {
        const person: Someone = await h.someone([role], { unit: cast.unit });
        const reply = await h.http(person, 'GET', `/releases/${made.id}`);
        if (reply.status === 200) expect(reply.body.state).toBe(state);
        for (const { command, may } of rows) {
          const verb = command.slice('release: '.length);
          if (refusalOfStep(reply, verb) === may.get(role)) wrong.push(`${role} ${verb}: ${may.get(role)}`);
          seen += 1;
        }
      }
      expect(wrong).toEqual([]);
      expect(seen).toBe(rows.length * roleNames.length);
    },
  );

  test('of every kind of record: a step in a state is there where the acts find its row, with the right that they ask, and nowhere else', () => {
    const steps = cellsOf('step').filter(({ state }) => state !== '');
    let open = 0;
    for (const { command, state, right, may } of steps) {
      const [name = '', verb = ''] = command.split(': ');
      const machine = machines.find((one) => one.name === name);
      if (machine === undefined) throw new Error(`no machine is called ${name}`);
      const row = transitionOf(machine, state, verb) ?? withinOf(machine, state, verb);
      const anywhere = [...may.values()].includes(true);
      // The house's own verbs, and a release on hold, which moves as in the state that it is held from.
      if (right === 'house') expect([row !== undefined, anywhere], `${command} in ${state}`).toEqual([true, false]);
      else if (state === 'on-hold' && verb === 'move') expect([right, anywhere]).toEqual(['releases.move', true]);
      else expect([row?.right ?? '', row !== undefined || !anywhere], `${command} in ${state}`).toEqual([right, true]);
      if (anywhere) open += 1;
    }
    expect(open).toBeGreaterThan(200);
  });
});
