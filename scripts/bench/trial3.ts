import pg from 'pg';
import { recordAct } from './acting.ts';
import { startCluster } from './cluster.ts';
import { fill } from './fill.ts';
import { recordReads } from './reading.ts';
import { quickSizes } from './sizes.ts';

const c = await startCluster();
try {
  const db = await c.database('bench_small');
  const f = await fill(db, quickSizes.small, () => undefined);
  const acts = (await recordAct(db, f))[3] ?? [];
  const reads = await recordReads(db, f);
  const cl = new pg.Client({ connectionString: db.appUrl });
  await cl.connect();
  const time = async (list: readonly { text: string; values: readonly unknown[] }[]) => {
    const t = new Map<string, number>();
    for (let i = 0; i < 60; i++) {
      await cl.query('begin');
      let n = 0;
      for (const s of list) {
        if (/^\s*(begin|commit)/.test(s.text)) continue;
        n++;
        const a = performance.now();
        await cl.query({ name: `s${n}${list.length}`, text: s.text, values: [...s.values] });
        const d = performance.now() - a;
        if (i >= 20) t.set(n + s.text, (t.get(n + s.text) ?? 0) + d / 40);
      }
      await cl.query('rollback');
    }
    for (const [k, v] of t) console.log(v.toFixed(3), k.replaceAll(/\s+/g, ' ').slice(0, 130));
  };
  console.log('ACT');
  await time(acts);
  console.log('ONE');
  await time(reads.statements.get(reads.addresses.one[20] ?? '') ?? []);
  console.log('LIST');
  await time(reads.statements.get(reads.addresses.list[3] ?? '') ?? []);
  const s = reads.statements.get(reads.addresses.list[3] ?? '')?.[1];
  console.log(
    (await cl.query(`explain (analyze, buffers) ${s?.text}`, [...(s?.values ?? [])])).rows.map((r) => r['QUERY PLAN']).join('\n'),
  );
  const s2 = reads.statements.get(reads.addresses.list[3] ?? '')?.[0];
  console.log(
    (await cl.query(`explain (analyze, buffers) ${s2?.text}`, [...(s2?.values ?? [])])).rows
      .map((r) => r['QUERY PLAN'])
      .join('\n'),
  );
  await cl.end();
} finally {
  await c.stop();
}
