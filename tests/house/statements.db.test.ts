import { describe, expect, test } from 'vitest';
import { listenToDriver, type Statement, whileHeard } from '../../scripts/bench/statements.ts';
import { changeRelease } from '../../src/rooms/releases/acts/change-release.ts';
import { useHouse } from '../support/house.ts';
import { castOf, planFor, propose } from '../support/releases.ts';

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
  ['the place of its newest entry in the ledger, asked before it is needed', /^select w\.kind, w\.id, e\.subject_place/],
  ['the record is written, where it still has the version that was seen', /^update releases\.release /],
  ['entry, side records and news in one', /^with written as \( insert into ledger\.entry/],
  ['all or nothing', /^commit$/],
];

describe('statements are few, and each has a reason (a count holds on every machine; a rate does not)', () => {
  test('one act: the summary of a release is changed with a reason', async () => {
    const cast = await castOf(house());
    const { body } = await propose(house(), cast, planFor(house()));
    const call = house().callAs(cast.proposer.actor, { ifVersion: body.version });
    const sent = await whileHeard(async () => {
      const outcome = await changeRelease(call, body.id, { summary: 'It says more now', reason: 'It said too little' });
      expect(outcome.ok).toBe(true);
    });
    expectOnly(sent, act);
  });
});
