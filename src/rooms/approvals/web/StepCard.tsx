import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '../../../design/page/layout.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { KeyTag, PersonTag, StatusBadge } from '../../../design/parts/tags.tsx';
import { Mark } from '../../signatures/web/door.tsx';
import type { ApprovalShown, StepShown, VerbalShown } from '../contract.ts';
import { RecordVerbal } from './RecordVerbal.tsx';
import { Say } from './SayDialog.tsx';
import { TakeBack } from './TakeBack.tsx';
import { VerbalsOfStep } from './VerbalsOfStep.tsx';
import { type GivingVerb, seatsText, stepTone, verbWords, type WhyNot, whyWords } from './words.ts';
import './approvals.css';

type Requirement = StepShown['requirements'][number];
type Mine = { readonly me: string | null };

function Given({ approval, me, children }: Mine & { readonly approval: ApprovalShown; readonly children?: ReactNode }) {
  return (
    <div className="apv-given">
      <PersonTag name={approval.person.name} />
      <div>
        <p>
          <b>{approval.meaning.text}</b>, <TimeText at={approval.at} />
          {approval.person.id === me && approval.withdrawn === null ? <TakeBack approval={approval} /> : null}
        </p>
        {approval.reason === null ? null : <p className="il-reason">“{approval.reason}”</p>}
        <Mark mark={approval.signature} asked />
        {children}
      </div>
    </div>
  );
}

/** A seat that nobody fills: whom one could ask, and since when it waits. */
function Open({ requirement }: { readonly requirement: Requirement }) {
  const { who, more, missing, since } = requirement;
  return (
    <div className="apv-open">
      <p>
        <b>
          {missing} of {requirement.seats} missing
        </b>
        {since === null ? null : (
          <>
            , waiting since <TimeText at={since} />
          </>
        )}
      </p>
      {who.length === 0 && more === 0 ? (
        <p className="il-warning">Nobody could give it now: somebody without a hand in the work needs the role.</p>
      ) : (
        <div className="apv-people">
          {who.slice(0, 8).map((person) => (
            <PersonTag key={person.id} name={person.name} />
          ))}
          {who.length - Math.min(8, who.length) + more > 0 ? (
            <span className="apv-quiet">
              {who.length === 0 ? `${more} people could give it` : `and ${who.length - Math.min(8, who.length) + more} more`}
            </span>
          ) : null}
        </div>
      )}
    </div>
  );
}

const saysWhy = (why: readonly WhyNot[]): string => why.map((one) => whyWords[one]).join('; ');

function Asked({ requirement, me }: Mine & { readonly requirement: Requirement }) {
  const { key, name } = requirement.requirement;
  const { filled, notCounted, excludes, covers, validityDays } = requirement;
  return (
    <section className="apv-asked" aria-label={`${key} ${name}`}>
      <header>
        <h3>{name}</h3>
        <KeyTag href={`/approvals/requirements/${key}`}>{key}</KeyTag>
      </header>
      <p className="apv-quiet">
        {seatsText(requirement.seats, requirement.asked)}: {requirement.meaning.text.toLowerCase()}
        {validityDays === null ? '' : `, for ${validityDays} days`}
        {excludes.length === 0 ? '' : `. Not by whoever ${excludes.join(', or ')}`}.
      </p>
      {filled.map((approval) => (
        <Given key={approval.id} approval={approval} me={me}>
          {approval.countsUntil === null ? null : (
            <p className="apv-quiet">
              Counts until <TimeText at={approval.countsUntil} />
            </p>
          )}
        </Given>
      ))}
      {requirement.missing === 0 ? null : <Open requirement={requirement} />}
      {notCounted.length === 0 ? null : (
        <details className="apv-fold">
          <summary>
            {notCounted.length === 1 ? 'One approval that does not count' : `${notCounted.length} approvals that do not count`}
          </summary>
          {notCounted.map(({ why, ...approval }) => (
            <Given key={approval.id} approval={approval} me={me}>
              <p className="il-warning">Does not count: {saysWhy(why)}.</p>
            </Given>
          ))}
        </details>
      )}
      <details className="apv-fold">
        <summary>What takes an approval back</summary>
        <p className="apv-quiet">
          A change of {covers.map((path) => path.replaceAll('/*/', ' › ').replaceAll('/', ' › ')).join(', ')}.
        </p>
      </details>
    </section>
  );
}

const isVerb = (verb: string): verb is GivingVerb => verb in verbWords;

export type StepCardProps = Mine & {
  readonly step: StepShown;
  readonly subject: { readonly kind: string; readonly id: string; readonly label: string };
  /** What was said by word of mouth in an emergency. */
  readonly verbals: readonly VerbalShown[];
};

/** One step of a record: what is asked before it, who said what, what is missing, and what the reader may say. */
export function StepCard({ step, subject, me, verbals }: StepCardProps) {
  const named = `${subject.kind}:${subject.id}:${step.step}`;
  const title = `${step.says}, ${subject.label}`;
  const { tone, text } = stepTone(step);
  return (
    <Card
      title={step.says}
      actions={
        <Group gap="xs" className="il-no-print">
          {Object.entries(step.can).map(([verb, can]) =>
            isVerb(verb) ? <Say key={verb} named={named} title={title} verb={verb} can={can} filled={step.comesNext} /> : null,
          )}
          {step.can['record-verbal'] === undefined ? null : (
            <RecordVerbal
              named={named}
              title={title}
              missing={step.requirements.filter((one) => one.missing > 0).map((one) => one.requirement)}
              can={step.can['record-verbal']}
            />
          )}
        </Group>
      }
    >
      <div className="apv-standing">
        <StatusBadge tone={tone}>{text}</StatusBadge>
        <span>{step.comesNext ? 'This step comes next.' : 'Not the next step; it can be approved ahead.'}</span>
      </div>
      <VerbalsOfStep verbals={verbals} />
      {step.rejections.map((approval) => (
        <div key={approval.id} className="apv-no" role="status">
          <Given approval={approval} me={me} />
        </div>
      ))}
      <div className="apv-list">
        {step.requirements.map((requirement) => (
          <Asked key={requirement.requirement.id} requirement={requirement} me={me} />
        ))}
      </div>
    </Card>
  );
}
