import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Services } from '../../../foundation/services.ts';
import { type Space, shareOf } from '../core/space.ts';

async function databaseSize(app: Services): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database())::float8 as bytes`.execute(
    app.database.db,
  );
  return rows[0]?.bytes ?? 0;
}

async function diskOf(folder: string): Promise<Space> {
  const { blocks, bavail, bsize } = await statfs(folder);
  return { used: (blocks - bavail) * bsize, limit: blocks * bsize };
}

/** What bounds the database most: the size that the operator allows it, or its disk where it is ours. Null where neither is known. */
export async function spaceOf(app: Services): Promise<Space | null> {
  const { maxBytes = null, folder = null } = app.settings.space ?? {};
  const known: Space[] = [];
  if (maxBytes !== null) known.push({ used: await databaseSize(app), limit: maxBytes });
  if (folder !== null) known.push(await diskOf(folder));
  return known.toSorted((a, b) => shareOf(b) - shareOf(a))[0] ?? null;
}
