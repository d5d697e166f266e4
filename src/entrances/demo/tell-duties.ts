import type { Services } from '../../foundation/services.ts';
import { decideMatrixChange, ownMatrix, proposeMatrixChange, type WantedMatrix } from '../../rooms/access/acts/change-matrix.ts';
import { decideWaiver, requestWaiver } from '../../rooms/access/acts/waive-separation.ts';
import { type Cast, expectDone } from './found-demo.ts';
import { signed } from './signed.ts';

const day = 86_400_000;

const matrix: WantedMatrix = {
  add: [
    { one: 'development-manager', other: 'deployer', why: 'who builds a system does not bring it into production' },
    { one: 'project-manager', other: 'cab-member', why: 'who needs a change done has no say in whether it is' },
  ],
  drop: [],
  reason: 'Finding 3 of the internal audit of last year',
};

const waived = { one: 'development-manager', other: 'deployer' };

/** The firm keeps two more pairs apart, lets one person depart from that for a month, and thinks about a third pair. */
export async function tellDuties(app: Services, cast: Cast): Promise<void> {
  const emailOf = (role: string): string => {
    const person = cast.people.find((one) => one.roles.some((held) => held === role));
    if (person === undefined) throw new Error(`the example has no ${role}`);
    return person.email;
  };
  const callOf = (role: string, version?: number) => cast.callOf(emailOf(role), version);
  const versionNow = async () => (await ownMatrix(app.database.db, app.clock.now())).version;
  const proposed = expectDone(
    'propose the matrix of duties',
    await proposeMatrixChange(await callOf('administrator', await versionNow()), matrix),
  );
  const approving = await callOf('quality', proposed.version);
  const change = { kind: 'duty-matrix-change', id: proposed.id, verb: 'approve', input: {} };
  const adopted = await signed(approving, cast.password, change, (signature) =>
    decideMatrixChange(approving, proposed.id, 'approve', null, signature),
  );
  expectDone('approve the matrix of duties', adopted);

  const asked = expectDone(
    'ask for a waiver',
    await requestWaiver(await callOf('system-owner'), {
      ...waived,
      person: emailOf('development-manager'),
      reason: 'Both deployers of the night shift are away; nobody else knows the cell controllers',
      control: 'The test manager compares every deployment with its release the morning after, and signs the list each Friday.',
      expiresAt: new Date(app.clock.now().getTime() + 30 * day),
    }),
  );
  const granting = await callOf('quality', asked.version);
  const waiver = { kind: 'duty-waiver', id: asked.id, verb: 'grant', input: {} };
  const granted = await signed(granting, cast.password, waiver, (signature) =>
    decideWaiver(granting, asked.id, 'grant', null, signature),
  );
  expectDone('grant the waiver', granted);

  const more = {
    add: [{ one: 'test-manager', other: 'deployer', why: 'who tests a system does not bring it into production' }],
    drop: [],
    reason: 'As for who builds it',
  };
  expectDone('propose a third pair', await proposeMatrixChange(await callOf('administrator', await versionNow()), more));
}
