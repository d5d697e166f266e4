import type { ReplyOf } from '../../../foundation/contract.ts';
import { presentCan } from '../../../foundation/http/problem.ts';
import type { Call } from '../../../foundation/transact.ts';
import { ruleBars } from '../acts/keep-rule.ts';
import { mayNotEverywhere } from '../acts/keep-template.ts';
import { templateBars } from '../acts/step-template.ts';
import type { RuleView, TemplateView } from '../contract.ts';
import { type TemplateVerb, templateVerbs } from '../contract-templates.ts';
import { moreOf } from '../core/asked-more.ts';
import type { MatrixRule } from '../core/matrix.ts';
import { type Edition, type EditionContent, editionChanges, editionIn, type Template } from '../core/template.ts';
import { editionMachine, matrixMachine } from '../core/template-machine.ts';
import { rulesOf } from '../store/matrix.ts';
import { namesOf } from '../store/read-facts.ts';

const time = (at: Date | null): string | null => at?.toISOString() ?? null;
type Names = ReadonlyMap<string, string>;
const person = (names: Names, id: string) => ({ id, name: names.get(id) ?? 'Unknown' });

const presentContent = (content: EditionContent): TemplateView['editions'][number]['content'] => ({
  deciders: [...content.deciders],
  greenHours: content.greenHours,
  criteria: content.criteria.map((criterion) => ({
    key: criterion.key,
    text: criterion.text,
    type: criterion.type,
    ...moreOf(criterion),
    operator: criterion.operator,
    threshold: criterion.threshold,
    unit: criterion.unit,
    source: criterion.source,
    freshnessHours: criterion.freshnessHours,
    responsible: criterion.responsible,
    evidence: criterion.evidence,
  })),
});

const nothingAsked: EditionContent = { deciders: [], greenHours: null, criteria: [] };

function presentEdition(names: Names, edition: Edition, before: Edition | undefined): TemplateView['editions'][number] {
  return {
    number: edition.number,
    state: edition.state,
    content: presentContent(edition.content),
    authors: edition.authors.map((id) => person(names, id)),
    writtenAt: edition.writtenAt.toISOString(),
    approvedBy: edition.approvedBy === null ? null : person(names, edition.approvedBy),
    approvedAt: time(edition.approvedAt),
    endedAt: time(edition.endedAt),
    changed: editionChanges(before?.content ?? nothingAsked, edition.content).map(({ what, was, is }) => ({ what, was, is })),
  };
}

const asking = (call: Call) => ({ app: call.app, actor: call.actor, now: call.app.clock.now(), db: call.app.database.db });

const rightOf = (machine: { readonly rows: readonly { readonly verb: string; readonly right: string }[] }, verb: TemplateVerb) =>
  machine.rows.find((row) => row.verb === verb)?.right ?? 'gates.approve-templates';

async function cans<T>(
  call: Call,
  machine: Parameters<typeof rightOf>[0],
  bars: (ask: ReturnType<typeof asking>, of: T, verb: TemplateVerb) => ReturnType<typeof ruleBars>,
  of: T,
) {
  const entries = templateVerbs.map(async (verb) => {
    const { authority } = call.app.ports;
    const denied = mayNotEverywhere(
      {
        mayNot: (right, unit) => authority.may(call.actor, right, unit),
        reach: (right) => authority.reach(call.actor, right),
      },
      rightOf(machine, verb),
    );
    return [verb, denied.length > 0 ? denied : await bars(asking(call), of, verb)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const headOf = ({ id, key, name, gateKey, purpose, version }: Template) => ({ id, key, name, gateKey, purpose, version });

export async function presentTemplate(call: Call, template: Template): Promise<TemplateView> {
  const { db } = call.app.database;
  const { editions } = template;
  const names = await namesOf(
    db,
    editions.flatMap((edition) => [...edition.authors, ...(edition.approvedBy === null ? [] : [edition.approvedBy])]),
  );
  const rules = await rulesOf(db, template.id);
  const write = call.app.ports.authority.may(call.actor, 'gates.keep-templates', null);
  const shown = editions.map((edition, at) =>
    presentEdition(
      names,
      edition,
      editions.slice(0, at).findLast((one) => one.state !== 'discarded'),
    ),
  );
  return {
    ...headOf(template),
    editions: shown.toReversed(),
    rules: rules.map(({ key, step, facets }) => ({ key, step, facets: [...facets] })),
    can: presentCan({ write, ...(await cans(call, editionMachine, templateBars, template)) }),
  };
}

export function presentTemplateLine(
  template: Template,
  rules: number,
): ReplyOf<typeof import('../contract-templates.ts').listTemplates>['items'][number] {
  const inForce = editionIn(template, 'approved');
  return {
    ...headOf(template),
    inForce: inForce?.number ?? null,
    draft: editionIn(template, 'draft')?.number ?? null,
    criteria: (inForce ?? template.editions.at(-1))?.content.criteria.length ?? 0,
    rules,
  };
}

export async function presentRules(
  call: Call,
  rules: readonly MatrixRule[],
  inForce: ReadonlyMap<string, number>,
): Promise<RuleView[]> {
  const names = await namesOf(
    call.app.database.db,
    rules.flatMap((rule) => [rule.proposedBy, ...(rule.approvedBy === null ? [] : [rule.approvedBy])]),
  );
  return Promise.all(
    rules.map(async (rule) => ({
      id: rule.id,
      key: rule.key,
      subjectKind: rule.subjectKind,
      step: rule.step,
      template: { key: rule.templateKey, name: rule.templateName, inForce: inForce.get(rule.templateKey) ?? null },
      facets: [...rule.facets],
      state: rule.state,
      proposedBy: person(names, rule.proposedBy),
      proposedAt: rule.proposedAt.toISOString(),
      reason: rule.reason,
      approvedBy: rule.approvedBy === null ? null : person(names, rule.approvedBy),
      approvedAt: time(rule.approvedAt),
      version: rule.version,
      can: presentCan(rule.state === 'draft' || rule.state === 'in-force' ? await cans(call, matrixMachine, ruleBars, rule) : {}),
    })),
  );
}
