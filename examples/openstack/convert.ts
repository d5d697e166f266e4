import { parseArgs } from 'node:util';
import { writePlan } from '../../src/rooms/integrations/core/write-plan.ts';
import { readSeries } from './read-series.ts';
import { seriesPlan } from './series-plan.ts';

const usage = `node examples/openstack/convert.ts <series-folder> [--today 2026-11-24] [--owner person@example.org] [--revision commit] > plan.yaml
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { today: { type: 'string' }, owner: { type: 'string' }, revision: { type: 'string' } },
});

const [folder] = positionals;
if (folder === undefined || positionals.length > 1) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const { owner, revision } = values;
  const { plan, remarks } = seriesPlan(readSeries(folder), {
    today: values.today ?? new Date().toISOString().slice(0, 10),
    ...(owner !== undefined && { owner }),
    ...(revision !== undefined && { revision }),
  });
  process.stdout.write(writePlan(plan, remarks));
}
