import type { Json } from '../../../foundation/canonical-json.ts';
import type { Services } from '../../../foundation/services.ts';
import type { ExportWriter } from '../core/export-file.ts';
import type { StoredEntry } from '../core/verify.ts';

/** By entry: what stands behind it, null where that is gone; entries of acts without exhibits are missing. */
export type Behind = ReadonlyMap<string, Json>;

/** Asks the rooms for what stands behind some entries, once for each act. */
export async function exhibitsOf(app: Pick<Services, 'database' | 'exhibits'>, entries: readonly StoredEntry[]): Promise<Behind> {
  const behind = new Map<string, Json>();
  for (const [act, some] of Map.groupBy(
    entries.filter(({ body }) => body.changes.length > 0),
    ({ body }) => body.act,
  )) {
    const exhibit = app.exhibits.get(act);
    if (exhibit === undefined) continue;
    const found = await exhibit.of(
      app.database.db,
      some.map(({ body }) => body.subjectId),
    );
    for (const { body } of some) behind.set(body.id, found.get(body.subjectId) ?? null);
  }
  return behind;
}

/** The line that follows an entry; empty where nothing stands behind it. */
export function exhibitLine(write: ExportWriter, behind: Behind, { body }: StoredEntry): string {
  const value = behind.get(body.id);
  return value === undefined ? '' : write.exhibit({ entry: body.id, value });
}
