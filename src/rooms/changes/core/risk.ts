import type { RiskBand, RiskQuestion } from '../contract-words.ts';

export type Answers = Readonly<Record<RiskQuestion, string>>;

/** What is known of an application, and what became of changes of it in the last two years. */
export type KnownApplication = {
  readonly id: string;
  readonly key: string;
  readonly criticality: string;
  readonly gxp: string;
  readonly sox: string;
  readonly done: number;
  readonly failed: number;
};
export type RiskFacts = {
  readonly applications: readonly (KnownApplication & { readonly role: 'changed' | 'regression' })[];
  readonly answers: Answers;
  /** Keys of changes that it needs and that are not implemented. */
  readonly waitsFor: readonly string[];
};

export type Interval = { readonly low: number; readonly high: number; readonly failed: number; readonly done: number };
export type RiskPart = {
  readonly factor: 'criticality' | 'regulation' | 'history' | 'scope' | 'dependency' | RiskQuestion;
  readonly about: string | null;
  readonly says: string;
  readonly chance: number;
  readonly known: boolean;
  readonly interval: Interval | null;
};
export type Risk = { readonly score: number; readonly band: RiskBand; readonly parts: readonly RiskPart[] };

/** Each table from the mildest to the gravest; what is unknown counts as the gravest, so that finding out never raises the score. */
const criticality: Readonly<Record<string, number>> = { low: 0.02, medium: 0.05, high: 0.12, critical: 0.2 };
const regulation = { gxp: 0.08, sox: 0.05 } as const;
const answered: Readonly<Record<RiskQuestion, Readonly<Record<string, number>>>> = {
  complexity: { simple: 0.02, moderate: 0.08, complex: 0.22 },
  reversal: { rehearsed: 0.02, documented: 0.07, none: 0.25 },
  testing: { 'production-like': 0.02, partial: 0.1, none: 0.25 },
  outage: { none: 0.01, planned: 0.05, possible: 0.15 },
};
const perDependency = 0.04;
/** An application that is only tested for regression bears a quarter of what one bears that is changed. */
const regression = 0.25;
/** Before anything is known one change in ten is taken to fail, with the weight of ten changes. */
const prior = { failed: 1, done: 10 };

const gravest = (table: Readonly<Record<string, number>>): number => Math.max(...Object.values(table));
const look = (table: Readonly<Record<string, number>>, value: string) => ({
  chance: table[value] ?? gravest(table),
  known: table[value] !== undefined,
});

const words: Readonly<Record<RiskQuestion, string>> = {
  complexity: 'How much it changes',
  reversal: 'The way back',
  testing: 'Where it is tested',
  outage: 'Outage',
};
const questions = ['complexity', 'reversal', 'testing', 'outage'] as const;

/**
 * The rate at which changes of an application fail, drawn towards the prior where few are known (a Beta posterior): the same rate in ten times as many changes gives
 * nearly the same figure and a narrower interval, never a better one for volume alone.
 */
export function failureRate(done: number, failed: number): { readonly mean: number; readonly interval: Interval } {
  const [f, n] = [failed + prior.failed, done + prior.done];
  const mean = f / n;
  const spread = 1.645 * Math.sqrt((mean * (1 - mean)) / (n + 1));
  return { mean, interval: { low: Math.max(0, mean - spread), high: Math.min(1, mean + spread), failed, done } };
}

function applicationParts(application: RiskFacts['applications'][number]): readonly RiskPart[] {
  const { key: about, role, gxp, sox } = application;
  const share = role === 'changed' ? 1 : regression;
  const critical = look(criticality, application.criticality);
  const bound = 1 - (1 - (gxp === 'no' ? 0 : regulation.gxp)) * (1 - (sox === 'no' ? 0 : regulation.sox));
  const parts: readonly RiskPart[] = [
    {
      factor: 'criticality',
      about,
      says: critical.known ? `criticality ${application.criticality}` : 'criticality unknown: counts as critical',
      chance: critical.chance * share,
      known: critical.known,
      interval: null,
    },
    {
      factor: 'regulation',
      about,
      says: `GxP ${gxp}, SOX ${sox}${gxp === 'unknown' || sox === 'unknown' ? ': unknown counts as yes' : ''}`,
      chance: bound * share,
      known: gxp !== 'unknown' && sox !== 'unknown',
      interval: null,
    },
  ];
  if (role !== 'changed') return parts;
  const { mean, interval } = failureRate(application.done, application.failed);
  const says = `${application.failed} of ${application.done} changes in two years failed or were backed out`;
  return [
    ...parts,
    {
      factor: 'history',
      about,
      says: application.done === 0 ? 'no change of it is known yet' : says,
      chance: mean,
      known: application.done > 0,
      interval,
    },
  ];
}

/** Where nothing is known of what it touches, it counts as a critical, regulated application without history. */
const nothingNamed: RiskPart = {
  factor: 'scope',
  about: null,
  says: 'no changed application is named: counts as a critical, regulated one',
  chance: 1 - (1 - gravest(criticality)) * (1 - regulation.gxp) * (1 - regulation.sox) * (1 - prior.failed / prior.done),
  known: false,
  interval: null,
};

const band = (score: number): RiskBand => (score < 0.3 ? 'low' : score < 0.5 ? 'moderate' : score < 0.7 ? 'high' : 'very-high');

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/**
 * The risk of a change: 1 − Π(1 − chance) over named factors. Ten amber facts are worse than one, their order does not matter, and no fact that speaks against the
 * change lowers it. Pure: the same facts give the same score.
 */
export function riskOf(facts: RiskFacts): Risk {
  const parts: readonly RiskPart[] = [
    ...facts.applications.flatMap(applicationParts),
    ...(facts.applications.some(({ role }) => role === 'changed') ? [] : [nothingNamed]),
    ...questions.map((factor): RiskPart => {
      const { chance, known } = look(answered[factor], facts.answers[factor]);
      const says = known ? facts.answers[factor].replaceAll('-', ' ') : 'unknown: counts as the gravest answer';
      return { factor, about: null, says: `${words[factor]}: ${says}`, chance, known, interval: null };
    }),
    ...facts.waitsFor.map(
      (about): RiskPart => ({
        factor: 'dependency',
        about,
        says: 'is needed and not implemented',
        chance: perDependency,
        known: true,
        interval: null,
      }),
    ),
  ];
  const score = 1 - parts.reduce((left, { chance }) => left * (1 - chance), 1);
  return {
    score: rounded(score),
    band: band(rounded(score)),
    parts: parts.map((part) => ({ ...part, chance: rounded(part.chance) })).toSorted((a, b) => b.chance - a.chance),
  };
}
