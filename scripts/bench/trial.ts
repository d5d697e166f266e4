import { compareActs, recordAct } from './acting.ts';
import { buffersOf } from './buffers.ts';
import { residentMb, startInterlock } from './child-process.ts';
import { startCluster } from './cluster.ts';
import { fill } from './fill.ts';
import { compareReads, recordReads } from './reading.ts';
import { quickSizes } from './sizes.ts';

const what = process.argv[2] ?? 'all';
const c = await startCluster();
try {
  const size = quickSizes.small;
  const db = await c.database(size.name);
  const f = await fill(db, size, console.log);
  if (what === 'all' || what === 'act') {
    console.log(await compareActs(db, f, 1));
    const acts = await recordAct(db, f);
    for (const s of acts[0] ?? []) console.log('-', s.text.replaceAll(/\s+/g, ' ').slice(0, 150));
    console.log(await buffersOf(db.superUrl, acts[0] ?? []));
  }
  if (what === 'all' || what === 'read') {
    const r = await recordReads(db, f);
    for (const s of r.statements.get(r.addresses.one[20] ?? '') ?? [])
      console.log('-', s.text.replaceAll(/\s+/g, ' ').slice(0, 150));
    console.log('LIST');
    for (const s of r.statements.get(r.addresses.list[0] ?? '') ?? [])
      console.log('-', s.text.replaceAll(/\s+/g, ' ').slice(0, 150));
    const s = await startInterlock(db);
    console.log('rest', residentMb(s.pid));
    console.log(await compareReads(s, db, f, r, 1));
    console.log('load', residentMb(s.pid));
    await s.stop();
  }
} finally {
  await c.stop();
}
