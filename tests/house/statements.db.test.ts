import { describe, expect, test } from 'vitest';
import { listenToDriver, type Statement, whileHeard } from '../../scripts/bench/statements.ts';
import { changeRelease } from '../../src/rooms/releases/acts/change-release.ts';
import { useHouse } from '../support/house.ts';
import { application, castOf, gateDraft, placeGates, propose } from '../support/releases.ts';

// Before the first connection is made: what exists already is not heard.
listenToDriver();

const house = useHouse();

/** What each statement is for, in the order in which they go out, beside the words by which it is known. A statement without a reason is one too many. */
type Reasons = readonly (readonly [reason: string, words: RegExp])[];

const flat = (statement: Statement): string => statement.text.replaceAll(/\s+/g, ' ').trim();

function expectOnly(sent: readonly Statement[], reasons: Reasons): void {
  const named = sent.map((statement) => reasons.find(([, words]) => words.test(flat(statement)))?.[0] ?? flat(statement));
  expect(named.toSorted()).toEqual(reasons.map(([reason]) => reason).toSorted());
}

const act: Reasons = [
  ['a transaction is opened, in one packet with its first statement', /^begin$/],
  ['the record is read and locked, with its phases, applications and names', /^select r\.id, .* for update/],
  [
    'the place of its newest entry in the ledger and the version of the profile, asked before they are needed',
    /^select .* w\.kind, w\.id, e\.subject_place/,
  ],
  ['the record is written, where it still has the version that was seen', /^update releases\.release /],
  ['entry, side records and news in one', /^with written as \( insert into ledger\.entry/],
  ['all or nothing', /^commit$/],
];

const read: Reasons = [
  ['who asks, with roles and session', /^select p\.id, .* as session_id/],
  ['the record, with its phases, milestones, applications, decisions and names', /^select r\.id, .* from releases\.release/],
  ['its gates for strip and health', /^select g\.id, .* group by g\.id/],
  ['how many collisions are open', /from interlocks\.open_parties/],
  ['its applications: names, GxP', /^select a\.id, .* from portfolio\.application/],
  ['names of who decided', /^select id, name, email.* from identity\.person/],
  ['its signatures, for the marks on decisions', /from "signatures"\."signature"/],
  ['what its steps wait for: its gates', /^select \*, .* from gates\.gate where/],
  ['their criteria', /from gates\.criterion where/],
  ['what the matrix demands beside them', /from gates\.matrix_rule/],
  ['whether anything was approved at all', /^select exists .* from approvals\.approval/],
  ['which approvals are required', /from approvals\.requirement/],
  ['whom the reader stands in for: one with them where independence is asked', /from identity\.deputation/],
  ['whether the owner holds a role where the release stands', /^select distinct g\.role from identity\.effective_grant/],
  ['the newest kept evaluation of a gate, for its hours of green', /from gates\.evaluation where/],
];

/** A gate that has not passed says who could decide it. */
const closedGate: Reasons = [
  ['where the release stands', /^select unit_id from releases\.release/],
  ['who holds a deciding role there', /^select distinct p\.id, .* from identity\.effective_grant/],
  ['who had a hand in the release', /^select proposed_by as "personId"/],
  ['who recorded results of its gates', /^select distinct hand as id/],
  ['who recorded or waived in this gate', /^select gate_id as gate, recorded_by/],
];

describe('statements are few, and each has a reason (a count holds on every machine; a rate does not)', () => {
  test('one act: the summary of a release is changed with a reason', async () => {
    const cast = await castOf(house());
    const { body } = await propose(house(), cast);
    const call = house().callAs(cast.proposer.actor, { ifVersion: body.version });
    const sent = await whileHeard(async () => {
      const outcome = await changeRelease(call, body.id, { summary: 'It says more now', reason: 'It said too little' });
      expect(outcome.ok).toBe(true);
    });
    expectOnly(sent, act);
  });

  test('one release, with a gate that has not passed, is read by somebody who could take its next step', async () => {
    const cast = await castOf(house());
    const { id: app } = await application(house(), cast);
    const { body } = await propose(house(), cast, { applications: [{ application: app }] });
    await placeGates(house(), cast, body, [gateDraft('deploy')]);
    const get = async () => {
      const reply = await house().http(cast.manager, 'GET', `/releases/${body.id}`);
      expect(reply.body.can.accept, reply.text).toBeDefined();
    };
    await get();
    expectOnly(await whileHeard(get), [...read, ...closedGate]);
  });

  test('a draft of a gate template among 205 units: one statement asks who holds its roles, wherever that is', async () => {
    const h = house();
    const author = await h.someone(['validation-lead']);
    const approver = await h.someone(['quality']);
    for (let count = 0; count < 204; count++) await h.unit();
    const last = await h.unit({ key: 'zz-last' });
    for (const _ of ['decides', 'records']) await h.someone(['implementation-manager'], { unit: last });
    const role = 'implementation-manager';
    const criteria = [{ key: 'report', text: 'The report is approved', type: 'checklist', responsible: role }];
    const body = { name: 'Report gate', gateKey: 'report-gate', content: { deciders: [role], criteria } };
    const made = await h.http(author, 'POST', '/gate-templates', { body });
    expect(made.status, made.text).toBe(201);
    const sent = await whileHeard(async () => {
      const reply = await h.http(approver, 'GET', `/gate-templates/${made.body.key}`);
      expect(reply.body.can.approve, reply.text).toBe(true);
    });
    const ofHolders = sent.filter((one) => /identity\.effective_grant/.test(one.text) && !/as session_id/.test(one.text));
    expect(ofHolders.map(flat)).toEqual([expect.stringContaining('array_agg(distinct p.id) as people')]);
    expect(sent.length).toBeLessThan(12);
  });
});
