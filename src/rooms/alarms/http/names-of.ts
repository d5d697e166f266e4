import type { Call } from '../../../foundation/transact.ts';
import { peopleBy } from '../../identity/door.ts';

/** Names of people by their ids, asked once for a page. */
export async function namesOf(call: Call, ids: readonly (string | null)[]) {
  const people = await peopleBy(call.app.database.db, { ids: ids.filter((id) => id !== null) });
  const names = new Map(people.map(({ id, name }) => [id, name] as const));
  return (id: string) => ({ id, name: names.get(id) ?? 'Somebody' });
}
