import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { Application, Dependency } from '../core/application.ts';

export async function applicationsBy(
  _db: Db | Tx,
  _by: { readonly ids?: readonly string[]; readonly keys?: readonly string[]; readonly unitIds?: readonly string[] },
): Promise<readonly Application[]> {
  throw new Error('being written');
}

export async function dependenciesOf(_db: Db | Tx, _ids: readonly string[]): Promise<readonly Dependency[]> {
  throw new Error('being written');
}
