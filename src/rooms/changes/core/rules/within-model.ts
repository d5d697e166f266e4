import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import { riskBands } from '../../contract-words.ts';
import type { Rule } from '../facts.ts';

const no = defineRefusals('changes', {
  'outside-model': {
    kind: 'rule',
    says: (f: { model: string; what: string }) => `It is outside of ${f.model}: ${f.what}.`,
    remedy: 'Bring it within the limits of its model; or turn a standard change into a normal one, with a reason.',
  },
  'template-retired': {
    kind: 'rule',
    says: (f: { model: string }) => `The template of ${f.model} was retired: nothing is authorised by it any more.`,
    remedy: 'Turn it into a normal change, with a reason; or choose another template in the draft.',
  },
});

const minute = 60_000;

/** A change stays within what its model was approved for: how much it touches, what, for how long, and at which risk (ITIL 4 change enablement, change models). */
export const withinModel: Rule = (change, { model, applications, band }) => {
  const { key, content, live } = model;
  const { limits } = content;
  const outside = (what: string, field: string): Refusal => no['outside-model']({ model: key, what }, { field });
  const refusals: Refusal[] = [];
  const changed = applications.filter(({ role }) => role === 'changed');
  if (limits.components !== null && changed.length > limits.components) {
    const most = `${limits.components} ${limits.components === 1 ? 'application' : 'applications'}`;
    refusals.push(outside(`it changes ${changed.length} applications, and at most ${most} are covered`, '/applications'));
  }
  const minutes = change.planned === null ? 0 : (change.planned.end.getTime() - change.planned.start.getTime()) / minute;
  if (limits.minutes !== null && minutes > limits.minutes)
    refusals.push(outside(`its planned time is longer than ${limits.minutes} minutes`, '/planned/end'));
  if (limits.band !== null && riskBands.indexOf(band) > riskBands.indexOf(limits.band))
    refusals.push(
      outside(`its risk is ${band.replace('-', ' ')}, and at most ${limits.band.replace('-', ' ')} is covered`, '/answers'),
    );
  if (change.model !== 'standard') return refusals;
  const strangers = changed.filter(({ id }) => !content.applications.includes(id)).map((one) => one.key);
  if (strangers.length > 0) refusals.push(outside(`it is not for ${strangers.join(', ')}`, '/applications'));
  const regulated = content.gxp ? [] : applications.filter(({ gxp }) => gxp !== 'no').map((one) => one.key);
  if (regulated.length > 0)
    refusals.push(outside(`it is not for GxP, and ${regulated.join(', ')} is GxP or unknown`, '/applications'));
  return live ? refusals : [...refusals, no['template-retired']({ model: key })];
};
