import { uuidv7 } from '../../../foundation/ids.ts';
import type { Work } from '../../../foundation/transact.ts';
import type { Evaluation, Occasion } from '../core/evaluation.ts';
import type { Gate } from '../core/gate.ts';
import { type KeptContent, type KeptHead, rulesVersion, sealOf } from '../core/kept-evaluation.ts';
import { runAfter } from '../core/run-of-green.ts';
import { insertEvaluations } from '../store/kept-evaluations.ts';

type ToKeep = { readonly gate: Gate; readonly evaluation: Evaluation; readonly gateVersion: number };

function contentOf(work: Work, { gate, evaluation, gateVersion }: ToKeep, occasion: Occasion): KeptContent {
  return {
    ...evaluation,
    ...runAfter(gate.kept, evaluation.green, gate.criteria, work.now),
    id: uuidv7(work.now.getTime()),
    gateId: gate.id,
    place: (gate.kept?.place ?? 0) + 1,
    at: work.now,
    occasion,
    byId: work.actor.kind === 'person' ? work.actor.id : null,
    gateVersion,
    build: work.app.settings.build,
    rules: rulesVersion,
    previousSeal: gate.kept?.seal ?? null,
  };
}

const headOf = (content: KeptContent, seal: string): KeptHead => ({
  id: content.id,
  place: content.place,
  hash: content.hash,
  seal,
  greenSince: content.greenSince,
  greenUntil: content.greenUntil,
  latestAt: content.latestAt,
});

/** Keeps evaluations of locked gates whatever they say, one a gate. @returns the gates with what was kept. */
export async function keepAllIn(work: Work, all: readonly ToKeep[], occasion: Occasion): Promise<readonly Gate[]> {
  const kept = all.map((one) => {
    const content = contentOf(work, one, occasion);
    return { gate: one.gate, content, seal: sealOf(content) };
  });
  await insertEvaluations(work.tx, kept);
  return kept.map(({ gate, content, seal }) => ({ ...gate, kept: headOf(content, seal) }));
}

/** Keeps one evaluation whatever it says: each decision has its own. */
export async function keepIn(work: Work, one: ToKeep, occasion: Occasion): Promise<Gate> {
  const [gate] = await keepAllIn(work, [one], occasion);
  return gate ?? one.gate;
}

/** Keeps an evaluation unless it says the same as the one before it, of inputs and of the run of green: the trail of judgements is bounded by what changes. */
export async function keepChangeIn(work: Work, one: ToKeep, occasion: Occasion): Promise<Gate> {
  const { gate, evaluation } = one;
  const run = runAfter(gate.kept, evaluation.green, gate.criteria, work.now);
  const same =
    gate.kept !== null &&
    gate.kept.hash === evaluation.hash &&
    gate.kept.greenSince?.getTime() === run.greenSince?.getTime() &&
    gate.kept.greenUntil?.getTime() === run.greenUntil?.getTime();
  return same ? gate : keepIn(work, one, occasion);
}
