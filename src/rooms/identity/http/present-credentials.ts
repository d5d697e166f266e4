import { presentCan } from '../../../foundation/http/problem.ts';
import type { Refusal } from '../../../foundation/refusal.ts';
import type { Call } from '../../../foundation/transact.ts';
import { noSecretsKey } from '../acts/enrol-app.ts';
import { mustBeInPerson } from '../acts/in-person.ts';
import { signingFaults } from '../acts/prove-anew.ts';
import { ownAccess } from '../core/own-access.ts';
import { personDisabled } from '../core/person-disabled.ts';
import { passkeysNeedAddress, relyingPartyOf } from '../core/relying-party.ts';
import { type AuthenticatorRow, authenticatorsOf } from '../store/authenticators.ts';
import { passwordStanding } from '../store/credentials.ts';
import { checksOf } from '../store/identity-checks.ts';
import type { PersonRow } from '../store/people.ts';
import { recoveryOf } from '../store/recovery-codes.ts';
import { rootUnitId } from '../store/units.ts';
import { mayNotAdministerHere } from './present-people.ts';

const presentItem = (row: AuthenticatorRow, remove: readonly Refusal[] | null) => ({
  id: row.id,
  kind: row.kind === 'totp' ? ('app' as const) : ('passkey' as const),
  name: row.name,
  addedAt: row.added_at.toISOString(),
  usedAt: row.used_at?.toISOString() ?? null,
  synced: row.backup_eligible,
  checked: row.proof_id !== null,
  can: presentCan(remove === null ? {} : { remove }),
});

async function ownVerbs(call: Call, items: readonly AuthenticatorRow[]) {
  const machine = mustBeInPerson(call);
  const { app } = call;
  const { publicUrl } = app.settings;
  const hasApp = items.some((item) => item.kind === 'totp');
  return {
    ...(hasApp ? {} : { 'add-app': [...machine, ...(app.vault.open ? [] : [noSecretsKey()])] }),
    'add-passkey': [...machine, ...(relyingPartyOf(publicUrl) === null ? [passkeysNeedAddress(publicUrl)] : [])],
    'make-recovery-codes': machine,
    'ask-for-check': machine,
    sign: [...machine, ...(await signingFaults(app.database.db, call.actor.id))],
  };
}

async function foreignVerbs(call: Call, person: PersonRow) {
  const { authority } = call.app.ports;
  const unit = person.unit_id ?? (await rootUnitId(call.app.database.db));
  return {
    reset: [...(await mayNotAdministerHere(call, person.unit_id)), ...ownAccess(call.actor.id, [person.id])],
    prove: [...authority.may(call.actor, 'identity.prove', unit), ...personDisabled(person)],
  };
}

/** What somebody proves themself with, for them or for who may reset or check it. */
export async function presentCredentials(call: Call, person: PersonRow) {
  const { db } = call.app.database;
  const own = person.id === call.actor.id;
  const items = await authenticatorsOf(db, person.id);
  const password = await passwordStanding(db, person.id);
  const recovery = await recoveryOf(db, person.id);
  return {
    password:
      password === undefined ? null : { changedAt: password.changed_at.toISOString(), checked: password.proof_id !== null },
    items: items.map((row) => presentItem(row, own ? mustBeInPerson(call) : null)),
    recovery:
      recovery === null
        ? null
        : {
            left: recovery.left,
            madeAt: recovery.madeAt.toISOString(),
            lastUsedAt: recovery.lastUsedAt?.toISOString() ?? null,
          },
    identityChecks: (await checksOf(db, person.id)).map((check) => ({
      by: check.by,
      checkedOn: check.checkedOn,
      how: check.how,
      recordedAt: check.recordedAt.toISOString(),
    })),
    can: presentCan(own ? await ownVerbs(call, items) : await foreignVerbs(call, person)),
  };
}
