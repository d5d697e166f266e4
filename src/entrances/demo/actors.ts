import type { Outcome, Refusal } from '../../foundation/refusal.ts';
import type { Services } from '../../foundation/services.ts';
import type { Call } from '../../foundation/transact.ts';
import { decideGate } from '../../rooms/gates/acts/decide-gate.ts';
import { recordResult } from '../../rooms/gates/acts/record-result.ts';
import { viewGate } from '../../rooms/gates/acts/view-gate.ts';
import { gatesOf } from '../../rooms/gates/door.ts';
import { setValidatedState } from '../../rooms/portfolio/acts/set-validated-state.ts';
import { applicationsBy } from '../../rooms/portfolio/door.ts';
import { actOnRelease } from '../../rooms/releases/acts/act-on-release.ts';
import { changeRelease } from '../../rooms/releases/acts/change-release.ts';
import type { ReleaseVerb } from '../../rooms/releases/contract.ts';
import { releasesByPlanRef } from '../../rooms/releases/door.ts';
import type { Cast } from './found-demo.ts';
import { bodyOf, exportedById, sameResultForAll } from './results.ts';
import { signed } from './signed.ts';

type More = { readonly reason?: string; readonly results?: 'completed'; readonly validation?: 'positive' | 'negative' };

/** The people of the example at work: whoever may do a thing does it, and separation of duties decides who that is. */
export class Actors {
  readonly #app: Services;
  readonly #cast: Cast;

  constructor(app: Services, cast: Cast) {
    this.#app = app;
    this.#cast = cast;
  }

  /** Lets each person try in turn; the first who may does it. Everybody's reasons are told when nobody can. */
  async #somebody<T>(what: string, attempt: (call: Call) => Promise<Outcome<T>>, version?: number): Promise<T> {
    const reasons = new Map<string, Refusal>();
    for (const person of this.#cast.people) {
      const outcome = await attempt(await this.#cast.callOf(person.email, version));
      if (outcome.ok) return outcome.value;
      for (const refusal of outcome.refusals) reasons.set(refusal.code + refusal.message, refusal);
    }
    throw new Error(
      `Nobody of the example can “${what}”:\n${[...reasons.values()].map((reason) => `  ${reason.message} [${reason.code}]`).join('\n')}`,
    );
  }

  async #release(name: string) {
    const [head] = await releasesByPlanRef(this.#app.database.db, [name]);
    if (head === undefined) throw new Error(`there is no release ${name}`);
    return head;
  }

  /** Takes a release one step on. */
  async act(name: string, verb: ReleaseVerb, more: More): Promise<void> {
    const head = await this.#release(name);
    const results = more.results === undefined ? [] : await sameResultForAll(this.#app.database.db, head.id, more.results);
    const input = {
      reason: more.reason ?? `Agreed in the weekly meeting on ${head.key}`,
      results,
      deviation: null,
      validation: more.validation ?? null,
    };
    await this.#somebody(
      `${verb} ${name}`,
      (call) =>
        signed(call, this.#cast.password, { kind: 'release', id: head.id, verb, input: bodyOf(input) }, (signature) =>
          actOnRelease(call, head.id, { verb, input, signature }),
        ),
      head.version,
    );
  }

  /** Gives a release its time to back out. */
  async agreeOnBackOut(name: string, backOutMinutes: number): Promise<void> {
    const head = await this.#release(name);
    await this.#somebody(
      `agree on the back-out of ${name}`,
      (call) => changeRelease(call, head.id, { backOutMinutes }),
      head.version,
    );
  }

  /** Says that a milestone was reached. */
  async reach(name: string, milestoneKey: string): Promise<void> {
    const head = await this.#release(name);
    const release = await exportedById(this.#app.database.db, head.id);
    const doneAt = this.#app.clock.now().toISOString();
    const milestones = release.milestones.map((one) => ({
      key: one.key,
      name: one.name,
      at: one.at.toISOString(),
      doneAt: one.key === milestoneKey ? doneAt : (one.doneAt?.toISOString() ?? null),
    }));
    await this.#somebody(
      `reach ${milestoneKey} of ${name}`,
      (call) => changeRelease(call, head.id, { milestones, reason: 'Reached' }),
      head.version,
    );
  }

  /** Takes the decision on an application's validated state, as the example says it stands. */
  async validate(key: string, state: 'validated' | 'under-change' | 're-validation-due' | 'not-applicable'): Promise<void> {
    const verbs = {
      validated: ['mark-validated'],
      'not-applicable': ['mark-not-applicable'],
      'under-change': ['mark-validated', 'mark-under-change'],
      're-validation-due': ['mark-validated', 'require-re-validation'],
    } as const;
    for (const verb of verbs[state]) {
      const [application] = await applicationsBy(this.#app.database.db, { keys: [key] });
      const reason = 'As the validation plan of the system says';
      await this.#somebody(
        `${verb} ${key}`,
        (call) =>
          signed(call, this.#cast.password, { kind: 'application', id: key, verb, input: { reason } }, (signature) =>
            setValidatedState(call, key, { verb, reason, signature }),
          ),
        application?.version,
      );
    }
  }

  /** Records a measured value for one criterion. */
  async measure(name: string, gateKey: string, criterionKey: string, value: number): Promise<void> {
    const gate = await this.#gate(name, gateKey);
    const criterion = gate.criteria.find((one) => one.key === criterionKey);
    if (criterion === undefined) throw new Error(`${name}: the gate ${gateKey} has no criterion ${criterionKey}`);
    await this.#record(gate.id, criterion.id, value, null);
  }

  #record(gateId: string, criterionId: string, value: number | null, checked: boolean | null) {
    const input = { value, checked, measuredAt: null, measuredBy: null, ofVersion: null, note: null, link: null };
    return this.#somebody('record a result', (call) => recordResult(call, gateId, criterionId, input));
  }

  async #strip(name: string) {
    const head = await this.#release(name);
    return (await gatesOf(this.#app.database.db, [{ kind: 'release', id: head.id }], this.#app.clock.now())).get(head.id) ?? [];
  }

  async #gate(name: string, key: string) {
    const found = (await this.#strip(name)).find((gate) => gate.key === key);
    if (found === undefined) throw new Error(`${name} has no gate ${key}`);
    return this.#view(found.id);
  }

  async #view(gateId: string) {
    const seen = await this.#somebody('see a gate', (call) => viewGate(call, gateId));
    return { ...seen.gate, hash: seen.evaluation.hash };
  }

  /** Answers every criterion of the gates before these steps and has them decided. */
  async passGates(name: string, guards: readonly string[]): Promise<void> {
    for (const found of (await this.#strip(name)).filter((gate) => guards.includes(gate.guards))) {
      const gate = await this.#view(found.id);
      for (const criterion of gate.criteria) {
        const measured = criterion.type === 'measure' ? criterion.threshold : null;
        await this.#record(gate.id, criterion.id, measured, criterion.type === 'measure' ? null : true);
      }
      const ready = await this.#view(found.id);
      const input = {
        reason: 'All criteria are met',
        evaluationHash: ready.hash,
        condition: null,
        expiresAt: null,
        tolerates: [],
        trailHash: null,
      };
      const sent = { reason: input.reason, evaluationHash: input.evaluationHash };
      await this.#somebody(
        `pass ${name}/${gate.key}`,
        (call) =>
          signed(call, this.#cast.password, { kind: 'gate', id: gate.id, verb: 'pass', input: sent }, (signature) =>
            decideGate(call, gate.id, 'pass', input, signature),
          ),
        ready.version,
      );
    }
  }
}
