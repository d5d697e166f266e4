import type { handClock } from '../../foundation/clock.ts';
import { actOnModel } from '../../rooms/changes/acts/act-on-model.ts';
import { type ModelInput, proposeModel } from '../../rooms/changes/acts/propose-model.ts';
import { type Cast, expectDone } from './found-demo.ts';
import { signed } from './signed.ts';

const at = (mailbox: string): string => `${mailbox}@aurelia.example`;
const plans = { backOut: 'never', test: 'never' } as const;

const restart: ModelInput = {
  name: 'Restart the customer view',
  description: 'The memory of the customer view fills up in about a month; a restart in the evening is all it needs.',
  plans,
  limits: { components: 1, minutes: 60, band: 'moderate' },
  applications: ['APP-CRM'],
  gxp: false,
  instructions: [
    '1. Announce it in the channel of sales an hour before.',
    '2. Stop and start the service; wait until the health page says ready.',
    '3. Open three customers of different regions.',
    'Way back: start the image of the day before; it is kept for seven days.',
  ].join('\n'),
  reason: 'Done eleven times in a year without a fault',
};
const rights: ModelInput = {
  name: 'Read access to reports for a new colleague',
  description: 'A role that reads is given in the warehouse of data.',
  plans,
  limits: { components: 1, minutes: 30, band: 'low' },
  applications: ['APP-DWH'],
  gxp: false,
  instructions:
    'Give the role in the group that the request names; let the colleague open one report; take the role back where it opens more.',
  reason: 'Asked for four times a month',
};

/** One template of standard changes is in force, another waits for a decision. @returns the code of the one in force */
export async function tellModels(cast: Cast, clock: ReturnType<typeof handClock>): Promise<string> {
  const propose = async (input: ModelInput) => {
    clock.moveTo(new Date(clock.now().getTime() + 1_000));
    return expectDone(`propose “${input.name}”`, await proposeModel(await cast.callOf(at('change.manager')), input));
  };
  const { id, version } = await propose(restart);
  await propose(rights);
  clock.moveTo(new Date(clock.now().getTime() + 1_000));
  const call = await cast.callOf(at('quality'), version);
  const asked = { kind: 'change-model', id, verb: 'approve', input: {} };
  const act = (signature: Parameters<typeof actOnModel>[2]['signature']) =>
    actOnModel(call, id, { verb: 'approve', reason: null, signature });
  expectDone('approve a template', await signed(call, cast.password, asked, act));
  return 'STD-1';
}
