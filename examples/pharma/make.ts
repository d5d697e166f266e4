import { parseArgs } from 'node:util';
import { writePlan } from '../../src/rooms/integrations/core/write-plan.ts';
import { pharmaPlan } from './pharma-plan.ts';

/** `node examples/pharma/make.ts [--today 2026-11-24] > examples/plans/pharma.yaml` */
const { values } = parseArgs({ options: { today: { type: 'string' } } });
const today = values.today === undefined ? new Date() : new Date(`${values.today}T12:00Z`);

process.stdout.write(
  writePlan(pharmaPlan(today), [
    'The example portfolio of an invented firm, made by examples/pharma/make.ts.',
    'Its year runs around the day on which it was made.',
  ]),
);
