import type { Services } from '../../../foundation/services.ts';
import { appendNotes, newestSizeIn } from '../store/checkpoint-folder.ts';
import { checkpointsAbove } from '../store/checkpoints.ts';

const atOnce = 500;

/**
 * Copies every checkpoint that the folder outside of the database lacks, whichever process signed it: into a file a day, on disk before the turn ends. A folder that
 * cannot be written fails the turn; the next one brings what is missing.
 */
export function copyingTo(): (app: Services) => Promise<void> {
  // What the folder holds is read once; from then on this process knows.
  let copied: { readonly folder: string; size: number } | null = null;
  return async (app) => {
    const folder = app.settings.signing?.copyTo ?? null;
    if (folder === null) return;
    if (copied?.folder !== folder) copied = { folder, size: newestSizeIn(folder) };
    for (;;) {
      const some = await checkpointsAbove(app.database.db, copied.size, atOnce);
      for (const [, ofDay] of Map.groupBy(some, (one) => one.signedAt.toISOString().slice(0, 10))) {
        const [first] = ofDay;
        if (first === undefined) continue;
        appendNotes(
          folder,
          first.signedAt,
          ofDay.map((one) => one.note),
        );
        copied.size = ofDay.at(-1)?.size ?? copied.size;
      }
      if (some.length < atOnce) return;
    }
  };
}
