import type { Services } from '../../../foundation/services.ts';
import { stateNow } from '../core/standing.ts';
import { gateById } from '../store/read-gates.ts';
import { gatesToMeasure, noteMeasured } from '../store/write-found.ts';
import { lapseOne } from './lapse-gates.ts';
import { foundAnew, measuredOne } from './measure.ts';

/** A turn looks at so many gates, those first that waited longest. */
const most = 200;

/**
 * Measures what gates ask of the house, so that lists, the ledger and the subject hear of what changed. Nothing relies on it: pages, guards and decisions
 * measure by themselves. A gate is locked only where something else is found than before.
 */
export async function measureGates(app: Services): Promise<void> {
  const now = app.clock.now();
  const heads = await gatesToMeasure(app.database.db, most);
  for (const head of heads) {
    const gate = await gateById(app.database.db, head.id, 'none');
    if (gate === null) continue;
    const found = await measuredOne({ app, db: app.database.db, now }, gate);
    if (foundAnew(gate, found).length > 0 || stateNow(found, now) !== gate.state) await lapseOne(app, head, 'gates.measure');
  }
  await noteMeasured(
    app.database.db,
    heads.map((head) => head.id),
    now,
  );
}
