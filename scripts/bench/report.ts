import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import type { ActRate } from './acting.ts';
import type { Browsed } from './browsing.ts';
import type { Grown } from './growing.ts';
import type { Proved } from './proving.ts';
import type { ReadRate } from './reading.ts';
import type { Size } from './sizes.ts';
import type { Verified } from './verifying.ts';

export type Figures = {
  readonly postgres: string;
  readonly sizes: { readonly small: Size; readonly large: Size };
  readonly reads: { readonly one: ReadRate; readonly list: ReadRate };
  readonly act: ActRate;
  readonly grown: readonly Grown[];
  readonly verified: Verified;
  readonly proved: Proved;
  readonly rest: number | null;
  readonly load: number | null;
  readonly browsed: Browsed | null;
};

export type Line = {
  readonly figure: string;
  readonly goal: string;
  readonly measured: string;
  readonly ratio: string;
  readonly memory: string;
  readonly met: boolean;
};

const number = (value: number, digits = 0): string => value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
const mb = (value: number | null): string => (value === null ? 'not known here' : `${number(value)} MB`);

const readLine = (figure: string, goal: number, rate: ReadRate, load: number | null): Line => ({
  figure,
  goal: `≥ ${goal}× bare driver and bare node:http`,
  measured: `${number(rate.ours)} requests/s (bare ${number(rate.bare)}); ${rate.statements} statements each`,
  ratio: rate.ratio.toFixed(2),
  memory: mb(load),
  met: rate.ratio >= goal,
});

const names = { read: 'Reading one release', list: 'Listing 50', act: 'One act over HTTP' } as const;

function grownLines({ what, buffers, medianMs, p99Ms, ratio }: Grown): readonly Line[] {
  const ofBuffers = buffers.large / buffers.small;
  return [
    {
      figure: `${names[what]}: buffers at the large size`,
      goal: '≤ 1.3× the small size',
      measured: `${number(buffers.large)} (small ${number(buffers.small)})`,
      ratio: ofBuffers.toFixed(2),
      memory: '',
      met: ofBuffers <= 1.3,
    },
    {
      figure: `${names[what]}: median time at the large size`,
      goal: '≤ 1.3× the small size',
      measured: `${medianMs.large.toFixed(1)} ms (small ${medianMs.small.toFixed(1)} ms); p99 ${p99Ms.large.toFixed(1)} ms (${p99Ms.small.toFixed(1)} ms)`,
      ratio: ratio.toFixed(2),
      memory: '',
      met: ratio <= 1.3,
    },
  ];
}

function browserLines(browsed: Browsed | null): readonly Line[] {
  if (browsed === null) return [];
  const what = `${number(browsed.releases)} releases, ${number(browsed.phases)} phases`;
  return [
    {
      figure: `Calendar with ${what}: first useful paint`,
      goal: '< 1 s',
      measured: `${number(browsed.usefulMs)} ms`,
      ratio: '',
      memory: '',
      met: browsed.usefulMs < 1000,
    },
    {
      figure: 'Calendar: panning and zooming',
      goal: 'no main-thread task over 50 ms',
      measured: `longest of ${number(browsed.tasks)} tasks ${browsed.longestTaskMs.toFixed(1)} ms`,
      ratio: '',
      memory: '',
      met: browsed.longestTaskMs <= 50,
    },
    {
      figure: 'First load: compressed JavaScript',
      goal: '≤ 280 kB',
      measured: `${number(browsed.firstLoadKb)} kB`,
      ratio: '',
      memory: '',
      met: browsed.firstLoadKb <= 280,
    },
  ];
}

/** Every figure with its goal, and whether it was met. */
export function linesOf(figures: Figures): readonly Line[] {
  const { reads, act, verified, proved, rest, load } = figures;
  return [
    readLine('Reading one release over HTTP', 0.5, reads.one, load),
    readLine('Listing 50 over HTTP', 0.35, reads.list, load),
    {
      figure: 'One act: state, ledger, outbox; ten writers',
      goal: '≥ 0.5× bare inserts and updates of the same rows',
      measured: `${number(act.ours)} acts/s (bare ${number(act.bare)}); ${act.statements} statements each`,
      ratio: act.ratio.toFixed(2),
      memory: '',
      met: act.ratio >= 0.5,
    },
    ...figures.grown.flatMap(grownLines),
    {
      figure: `Verifying a ledger of ${number(verified.entries)} entries`,
      goal: '≥ 0.5× reading and hashing the same rows in bare Node',
      measured: `${number(verified.ours)} entries/s (bare ${number(verified.bare)})`,
      ratio: verified.ratio.toFixed(2),
      memory: mb(verified.mostMb),
      met: verified.ratio >= 0.5,
    },
    {
      figure: `Proof of an entry among ${number(proved.entries)}; of one size within another`,
      goal: '< 10 ms',
      measured: `${proved.inclusionMs.toFixed(1)} ms; ${proved.consistencyMs.toFixed(1)} ms`,
      ratio: '',
      memory: '',
      met: Math.max(proved.inclusionMs, proved.consistencyMs) < 10,
    },
    {
      figure: 'Server at rest',
      goal: '< 200 MB resident',
      measured: mb(rest),
      ratio: '',
      memory: mb(rest),
      met: rest === null || rest < 200,
    },
    {
      figure: 'Server under load',
      goal: '< 350 MB resident',
      measured: mb(load),
      ratio: '',
      memory: mb(load),
      met: load === null || load < 350,
    },
    ...browserLines(figures.browsed),
  ];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The page under docs/: what was measured, on which day and on what kind of machine. */
export async function writeReport(figures: Figures, file: URL): Promise<void> {
  const { small, large } = figures.sizes;
  const lines = linesOf(figures);
  const text = `# Performance

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}; not edited by hand. Ratios within one run decide; absolute figures depend on the machine and on
what else it does. Machine: ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 1_073_741_824)} GB, ${process.platform}; Node ${process.versions.node}, embedded PostgreSQL ${figures.postgres}
with the settings of production (fsync on). Everything, the load included, runs on this one machine.

Sizes: small is ${number(small.releases)} releases and ${number(small.entries)} ledger entries, large ${number(large.releases)} releases and ${number(large.entries)} entries; what is open grows with it.

${row(['figure', 'goal', 'measured', 'ratio', 'memory', 'met'])}
${row(['---', '---', '---', '---', '---', '---'])}
${lines.map((line) => row([line.figure, line.goal, line.measured, line.ratio, line.memory, line.met ? 'yes' : '**no**'])).join('\n')}

## How it is measured
- **Reading over HTTP.** The statements that Interlock sends for an address are recorded, then sent again, text and values alike, by bare \`node:http\` with the bare driver, which answers their rows as JSON.
  Both run as processes of their own, with ten connections from autocannon; seven rounds in turns, the median of the rounds' ratios. Interlock prepares statements that it sends often; the bare driver does what it does by itself, which is not to.
- **One act** changes the summary of a release with a reason: the release is locked, read, judged and updated, one ledger entry with its side records and one row of news are written. Bare is one transaction with
  one update and the three inserts of the same rows and nothing else. Ten writers each, in turns.
- **Growth.** Buffers are those of EXPLAIN (ANALYZE, BUFFERS) over the recorded statements; time is that of single requests over HTTP, one after the other, seven rounds in turns. It begins when both servers have
  verified the ledgers that were laid down before their start: in use that is work of each second, and of once a day.
- **Verification** runs in a process of its own; bare Node reads the same rows with the same paging and hashes their JSON.
- **Memory** is the resident size of the server's process: at rest some seconds after the start, under load the greatest value during the read rounds.
- **The calendar** is opened in Chromium by somebody signed in, with an empty cache, at 1440 × 900; useful is the frame in which names of releases stand beside their bars. Tasks are those of the page's main thread in the browser's trace.
`;
  await writeFile(file, text);
}

/** The same for the console. */
export const consoleText = (figures: Figures): string =>
  linesOf(figures)
    .map(
      (line) =>
        `${line.met ? 'ok ' : 'NOT'}  ${line.figure.padEnd(62)} ${line.ratio.padStart(5)}  ${line.measured}  [${line.goal}]`,
    )
    .join('\n');
