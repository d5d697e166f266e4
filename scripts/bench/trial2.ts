import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { measureActs } from './acting.ts';
import { startCluster } from './cluster.ts';
import { fill } from './fill.ts';
import { quickSizes } from './sizes.ts';

const c = await startCluster();
const pgCpu = () => {
  let t = 0;
  for (const p of readdirSync('/proc')) {
    if (!/^\d+$/.test(p)) continue;
    try {
      const s = readFileSync(`/proc/${p}/stat`, 'utf8');
      if (!s.includes('(postgres)')) continue;
      const f = s.slice(s.lastIndexOf(')') + 2).split(' ');
      if (!readFileSync(`/proc/${p}/cmdline`, 'utf8').includes('interlock-bench') && !mine(p)) continue;
      t += Number(f[11]) + Number(f[12]);
    } catch {}
  }
  return t * 10;
};
let pm = 0;
const mine = (p: string) => {
  const s = readFileSync(`/proc/${p}/stat`, 'utf8');
  const f = s.slice(s.lastIndexOf(')') + 2).split(' ');
  return Number(f[1]) === pm || Number(p) === pm;
};
try {
  const db = await c.database('bench_small');
  const f = await fill(db, quickSizes.small, () => undefined);
  const cl = new pg.Client({ connectionString: db.superUrl });
  await cl.connect();
  pm = Number((await cl.query(`select pg_read_file('postmaster.pid') as f`)).rows[0].f.split('\n')[0]);
  await measureActs(db, f, async (name, run) => {
    await run(1);
    const [a, b, t] = [process.cpuUsage(), pgCpu(), performance.now()];
    const n = await run(3);
    const d = process.cpuUsage(a);
    const pgd = pgCpu() - b;
    const wall = (performance.now() - t) / 1000;
    const acts = n * wall;
    console.log(
      name,
      n.toFixed(0) + '/s',
      'node ms/act',
      ((d.user + d.system) / 1000 / acts).toFixed(2),
      'pg ms/act',
      (pgd / acts).toFixed(2),
    );
  });
  await cl.end();
} finally {
  await c.stop();
}
