import type { StaleChoice, StaleRow } from '../../../../../design/refusal/StaleEditDialog.tsx';
import { formatInstant } from '../../../../../design/time/format-instant.ts';
import { alike } from '../../../../../foundation/alike.ts';
import { roleInWords, stepWords } from '../../words.ts';
import type { GateAsked } from './gates-draft.ts';

const parts = ['name', 'guards', 'dueAt', 'deciders', 'greenHours', 'criteria'] as const;
type Part = (typeof parts)[number];
const labels: Readonly<Record<Part, string>> = {
  name: 'name',
  guards: 'stands before',
  dueAt: 'due',
  deciders: 'decided by',
  greenHours: 'hours green without break',
  criteria: 'criteria',
};

const criterionText = (criterion: GateAsked['criteria'][number]): string => {
  if (criterion.type === 'checklist') return criterion.text;
  return `${criterion.text} ${criterion.operator ?? ''} ${criterion.threshold ?? ''} ${criterion.unit ?? ''}`.trimEnd();
};

function partText(gate: GateAsked, part: Part, zone: string): string {
  switch (part) {
    case 'name':
      return gate.name;
    case 'guards':
      return stepWords[gate.guards];
    case 'dueAt':
      return gate.dueAt === null ? '' : formatInstant(Date.parse(gate.dueAt), zone);
    case 'deciders':
      return gate.deciders.map(roleInWords).join(', ');
    case 'greenHours':
      return gate.greenHours === null ? '' : String(gate.greenHours);
    case 'criteria':
      return gate.criteria.map(criterionText).join('; ');
  }
}

type Lists = { readonly base: readonly GateAsked[]; readonly mine: readonly GateAsked[]; readonly theirs: readonly GateAsked[] };

const byKey = (gates: readonly GateAsked[]) => new Map(gates.map((gate) => [gate.key, gate]));
const whole = (gate: GateAsked | undefined): string =>
  gate === undefined ? 'no such gate' : `${gate.name}: ${gate.criteria.length} criteria`;

/** Gates that the editor added, took away, or changed, in the order in which they read. */
function touched({ base, mine }: Lists): readonly string[] {
  const [before, after] = [byKey(base), byKey(mine)];
  const keys = [...new Set([...mine, ...base].map((gate) => gate.key))];
  return keys.filter((key) => !alike(before.get(key), after.get(key)));
}

/** What the editor changed, with all three values: field by field where the gate is in all three lists, else the gate as a whole. */
export function staleGateRows(lists: Lists, zone: string): readonly StaleRow[] {
  const [base, mine, theirs] = [byKey(lists.base), byKey(lists.mine), byKey(lists.theirs)];
  return touched(lists).flatMap((key): readonly StaleRow[] => {
    const [before, own, now] = [base.get(key), mine.get(key), theirs.get(key)];
    if (before === undefined || own === undefined || now === undefined) {
      const label = `Gate “${(own ?? now ?? before)?.name ?? key}”`;
      return [{ field: key, label, base: whole(before), mine: whole(own), theirs: whole(now) }];
    }
    return parts
      .filter((part) => !alike(before[part], own[part]))
      .map((part) => ({
        field: `${key}/${part}`,
        label: `Gate “${now.name}”, ${labels[part]}`,
        base: partText(before, part, zone),
        mine: partText(own, part, zone),
        theirs: partText(now, part, zone),
      }));
  });
}

type Choices = Readonly<Record<string, StaleChoice>>;

/** A gate that is in all three lists: theirs, with the fields of mine that I changed and chose. */
function laidOver(now: GateAsked, before: GateAsked, own: GateAsked, choices: Choices): GateAsked {
  const wants = (part: Part): boolean => !alike(before[part], own[part]) && choices[`${now.key}/${part}`] !== 'theirs';
  return {
    key: now.key,
    name: wants('name') ? own.name : now.name,
    guards: wants('guards') ? own.guards : now.guards,
    dueAt: wants('dueAt') ? own.dueAt : now.dueAt,
    deciders: wants('deciders') ? own.deciders : now.deciders,
    greenHours: wants('greenHours') ? own.greenHours : now.greenHours,
    criteria: wants('criteria') ? own.criteria : now.criteria,
  };
}

/** Their gates with what was chosen of mine laid over them; what I did not touch stays as it is now. */
export function mergedGates(lists: Lists, choices: Choices): readonly GateAsked[] {
  const [base, mine, theirs] = [byKey(lists.base), byKey(lists.mine), byKey(lists.theirs)];
  const changed = new Set(touched(lists));
  const kept = lists.theirs.flatMap((now): readonly GateAsked[] => {
    const [before, own] = [base.get(now.key), mine.get(now.key)];
    if (!changed.has(now.key)) return [now];
    if (before !== undefined && own !== undefined) return [laidOver(now, before, own, choices)];
    if (choices[now.key] === 'theirs') return [now];
    return own === undefined ? [] : [own];
  });
  const added = lists.mine.filter((own) => !theirs.has(own.key) && changed.has(own.key) && choices[own.key] !== 'theirs');
  return [...kept, ...added];
}
