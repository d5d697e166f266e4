import { uuidv7 } from '../../../foundation/ids.ts';
import { defineRefusals, done, type Outcome, refuse, refused } from '../../../foundation/refusal.ts';
import { type Call, transact, type Work } from '../../../foundation/transact.ts';
import { unitKeyFrom } from '../core/unit-key.ts';
import { hashPassword, savePassword } from '../store/credentials.ts';
import { insertGrant } from '../store/grants.ts';
import { closeSetupLinks, isEmpty, lockInstallation } from '../store/installation.ts';
import { takeLink } from '../store/links.ts';
import { insertPerson } from '../store/people.ts';
import { insertUnit, rootUnitId, type UnitRow, unitFields, unitSubject } from '../store/units.ts';
import { judgePassword } from './judge-password.ts';
import { sayPerson } from './say.ts';

const no = defineRefusals('identity', {
  'setup-link-not-valid': {
    kind: 'notFound',
    says: () => 'This setup link is not valid: it was used, has expired, or somebody is registered already.',
    remedy: 'While nobody is registered, start the server again: it prints a new link.',
  },
});

export type Founding = {
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly organisationName: string;
  readonly organisationKey?: string | undefined;
};
type Founded = { readonly personId: string; readonly unitId: string; readonly email: string };

/** Founds the organisation with its first administrator. Of any number of requests at once exactly one succeeds. */
export function setUp(call: Call, founding: Founding): Promise<Outcome<Founded>> {
  return transact({ ...call, idempotency: null }, async (work) => {
    await lockInstallation(work.tx);
    const link = await takeLink(work.tx, founding.token, 'first-administrator', work.now);
    if (link === null || !(await isEmpty(work.tx))) return refuse(no['setup-link-not-valid']({}));
    const faults = await judgePassword(work, founding.password, founding);
    if (faults.length > 0) return refused(faults);

    const unitId = (await rootUnitId(work.tx)) ?? (await foundUnit(work, founding));
    const personId = uuidv7(work.now.getTime());
    await insertPerson(work.tx, { id: personId, email: founding.email, name: founding.name, unit_id: unitId }, work.now);
    await savePassword(work.tx, personId, await hashPassword(founding.password), 'self', work.now);
    const grant = {
      id: uuidv7(work.now.getTime()),
      person_id: personId,
      crowd_id: null,
      role: 'administrator',
      unit_id: unitId,
      withdrawn_at: null,
      ends_at: null,
      release_ids: null,
      trail_from: null,
      trail_until: null,
    };
    await insertGrant(work.tx, grant, { by: personId, requestedBy: null, reason: null }, work.now);
    await closeSetupLinks(work.tx, work.now);
    await sayPerson(work, 'identity.organisation-founded', personId, null);
    return done({ personId, unitId, email: founding.email });
  });
}

async function foundUnit(work: Work, founding: Founding): Promise<string> {
  const id = uuidv7(work.now.getTime());
  const key = founding.organisationKey ?? unitKeyFrom(founding.organisationName);
  const unit: UnitRow = {
    id,
    key,
    name: founding.organisationName,
    parent_id: null,
    zone: null,
    path: [id],
    withdrawn_at: null,
    version: 1,
  };
  await insertUnit(work.tx, unit);
  work.say({ act: 'identity.unit-created', subject: unitSubject(unit), version: 1, before: null, after: unitFields(unit) });
  return id;
}
