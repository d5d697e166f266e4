import type { z } from 'zod';
import { presentCan } from '../../../foundation/http/problem.ts';
import type { SubjectLabel } from '../../../foundation/services.ts';
import { isMeaning, meanings } from '../../signatures/door.ts';
import type { SeenAnswer, SeenMatter, SeenStep } from '../acts/view-matter.ts';
import type { approvalShown, stepShown } from '../contract-shapes.ts';
import type { Approval } from '../core/approval.ts';
import { endOf } from '../core/why-not-counted.ts';

export const presentMeaning = (code: string) => ({ code, text: isMeaning(code) ? meanings[code].says : code });

export const presentSubject = (kind: string, id: string, label: SubjectLabel | undefined) => ({
  kind,
  id,
  key: label?.key ?? null,
  label: label?.label ?? kind,
  link: label?.link ?? '/',
});

export const presentApproval = (
  { names, marks }: Pick<SeenMatter, 'names' | 'marks'>,
  approval: Approval,
): z.input<typeof approvalShown> => ({
  id: approval.id,
  verdict: approval.verdict,
  meaning: presentMeaning(approval.meaning),
  person: { id: approval.personId, name: names.get(approval.personId) ?? 'Unknown' },
  at: approval.at.toISOString(),
  reason: approval.reason,
  answers: { ...approval.answers },
  withdrawn: approval.withdrawn === null ? null : { at: approval.withdrawn.at.toISOString(), reason: approval.withdrawn.reason },
  signature: marks.get(approval.signatureId) ?? null,
});

const presentAnswer = (seen: SeenMatter, answer: SeenAnswer): z.input<typeof stepShown>['requirements'][number] => {
  const { requirement } = answer;
  return {
    requirement: { id: requirement.id, key: requirement.key, version: requirement.version, name: requirement.name },
    asked: answer.asked,
    meaning: presentMeaning(requirement.meaning),
    seats: requirement.seats,
    excludes: [...answer.excludes],
    covers: [...answer.covers],
    validityDays: requirement.validityDays,
    filled: answer.filled.map((approval) => ({
      ...presentApproval(seen, approval),
      countsUntil: endOf(requirement, approval)?.toISOString() ?? null,
    })),
    missing: answer.missing,
    who: answer.who.map(({ id, name }) => ({ id, name })),
    more: answer.more,
    since: answer.since?.toISOString() ?? null,
    notCounted: answer.notCounted.map(({ approval, why }) => ({ ...presentApproval(seen, approval), why: [...why] })),
  };
};

export const presentStep = (seen: SeenMatter, step: SeenStep): z.input<typeof stepShown> => ({
  step: step.step,
  says: step.says,
  approved: step.approved,
  comesNext: step.comesNext,
  requirements: step.answers.map((answer) => presentAnswer(seen, answer)),
  rejections: step.rejections.map((approval) => presentApproval(seen, approval)),
  can: presentCan(step.can),
});
