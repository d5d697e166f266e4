import { defineRefusals, type Refusal } from '../../../../foundation/refusal.ts';
import type { Change } from '../change.ts';
import type { Edited } from '../edit.ts';
import { lifecycleRefusals } from '../judge.ts';
import { isFinal } from '../lifecycle.ts';

const no = defineRefusals('changes', {
  'content-fixed': {
    kind: 'rule',
    says: (f: { state: string; fields: readonly string[] }) =>
      `The change is ${f.state}: ${f.fields.join(', ')} are what is, or was, decided on.`,
    remedy: 'Take it back to the draft first: what was decided on it is then void.',
  },
  'answers-fixed': {
    kind: 'rule',
    says: (f: { state: string }) => `The change is ${f.state}: its risk was assessed with these answers.`,
    remedy: 'Take it back to the draft first.',
  },
  'plan-fixed': {
    kind: 'rule',
    says: (f: { state: string }) => `The change is ${f.state}: when it is implemented and what it needs do not change any more.`,
    remedy: 'Say what came of it instead.',
  },
});

const open: readonly string[] = ['draft', 'submitted'];
const begun: readonly string[] = ['implementing', 'implemented', 'failed', 'backed-out', 'verified'];

/** What may be written when. What decisions rest on is written in the draft alone, by every route, so that no signature stands over other content. */
export function editAllowed(change: Change, edited: Edited): readonly Refusal[] {
  const state = change.state === 'on-hold' ? (change.heldFrom ?? 'submitted') : change.state;
  if (isFinal(change.state)) return edited.any ? [lifecycleRefusals.over({ state: change.state })] : [];
  const refusals: Refusal[] = [];
  if (edited.content.length > 0 && state !== 'draft')
    refusals.push(no['content-fixed']({ state, fields: edited.content }, { field: `/${edited.content[0]}` }));
  if (edited.answers && !open.includes(state)) refusals.push(no['answers-fixed']({ state }, { field: '/answers' }));
  if (edited.plan && begun.includes(state)) refusals.push(no['plan-fixed']({ state }, { field: '/planned' }));
  return refusals;
}
