import { heldOf, readProfile } from '../../../foundation/profile.ts';
import type { Services } from '../../../foundation/services.ts';
import * as ledger from '../../ledger/door.ts';
import { classOf, controls, measuresOf, type OpenMeasure, type SystemClass } from '../core/access-control.ts';

export type SystemView = {
  readonly class: SystemClass;
  readonly controls: readonly { readonly key: string; readonly says: string; readonly by: 'firm' | 'others' }[];
  readonly measures: readonly OpenMeasure[];
};

/** Whether this installation is a closed or an open system, computed from what the profile says now, and which measures of open systems are in place. */
export async function viewSystem(app: Services): Promise<SystemView> {
  const { db } = app.database;
  const profile = await readProfile(db);
  const configured = { sealsExports: (await ledger.copySealer(app)) !== null, quorum: await ledger.witnessQuorum(db) };
  return {
    class: classOf(profile),
    controls: controls.map((one) => ({ key: one.key, says: one.says, by: heldOf(profile, one) })),
    measures: measuresOf(profile, configured),
  };
}
