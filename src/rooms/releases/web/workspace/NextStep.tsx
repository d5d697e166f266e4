import type { ReactNode } from 'react';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { inSentence } from '../../../../design/parts/in-sentence.ts';
import { PersonTag, StatusBadge } from '../../../../design/parts/tags.tsx';
import { Refusals } from '../../../../design/refusal/Refusals.tsx';
import type { ReplyOf } from '../../../../foundation/contract.ts';
import { useOperation } from '../../../../foundation/web/hooks.ts';
import { stateOf } from '../../../../foundation/web/screen-state.ts';
import { nextStep } from '../../contract.ts';
import type { Release } from '../parts.tsx';
import { roleInWords, verbWords } from '../words.ts';

type Next = ReplyOf<typeof nextStep>;

type WhoProps = {
  readonly says?: string;
  readonly roles: readonly string[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** How many more there are than the people that are given. */
  readonly more?: number;
};
const namesShown = 5;

function Who({ says = 'Who can', roles, people, more = 0 }: WhoProps) {
  if (roles.length + people.length === 0) return null;
  const first = people.slice(0, namesShown);
  const others = people.length - first.length + more;
  return (
    <div className="rel-next-who">
      <span>{says}:</span>
      {first.map((person) => (
        <PersonTag key={person.id} name={person.name} />
      ))}
      {others === 0 ? null : <span>and {others} more</span>}
      {people.length === 0 ? <span>nobody yet; it needs the role {roles.map(roleInWords).join(' or ')}</span> : null}
      {people.length > 0 && roles.length > 0 ? <span>({roles.map(roleInWords).join(', ')})</span> : null}
    </div>
  );
}

function Blockers({ next }: { readonly next: Next }) {
  return (
    <ul className="rel-next-list">
      {next.blockers.map((blocker) => (
        <li key={`${blocker.refusal.code}${blocker.refusal.message}`}>
          <Refusals refusals={[blocker.refusal]} />
          {blocker.recorders === null ? null : <Who says="To record what is missing" {...blocker.recorders} />}
          <Who
            {...(blocker.recorders === null ? {} : { says: 'Then to decide' })}
            roles={blocker.roles}
            people={blocker.people}
          />
        </li>
      ))}
    </ul>
  );
}

const Clear = ({ next }: { readonly next: Next }) => (
  <>
    <p className="rel-dim">
      {next.mayDoIt ? 'Nothing blocks it, and you can take it now.' : 'Nothing blocks it; it waits for somebody to take it.'}
    </p>
    <Who roles={[]} people={next.deciders} />
  </>
);

type Step = NonNullable<Next['step']>;

function Standing({ release, next, step }: { readonly release: Release; readonly next: Next; readonly step: Step }) {
  const { blockers } = next;
  return (
    <>
      <h2 id={`next-${release.id}`}>
        Next step: {inSentence(verbWords[step.verb].says)}{' '}
        {blockers.length === 0 ? (
          <StatusBadge tone="teal">Clear</StatusBadge>
        ) : (
          <StatusBadge tone="yellow">
            {blockers.length === 1 ? '1 thing blocks it' : `${blockers.length} things block it`}
          </StatusBadge>
        )}
      </h2>
      {blockers.length === 0 ? <Clear next={next} /> : <Blockers next={next} />}
    </>
  );
}

/**
 * What blocks the next step, and who must do what: the first thing on the page. The buttons below it keep their place in the tree whatever is still on its
 * way: a dialog that was opened meanwhile stays open. Until it is there they are not shown: its height is unknown, and they would move from under the pointer.
 */
export function NextStep({ release, children }: { readonly release: Release; readonly children?: ReactNode }) {
  const asked = useOperation(nextStep, { params: { id: release.id } });
  const state = stateOf(asked, { rows: 3 });
  const next = asked.data?.value;
  const step = next?.step ?? null;
  if (step === null && state === null && children === undefined) return null;
  const name = step === null ? { 'aria-label': 'Next step' } : { 'aria-labelledby': `next-${release.id}` };
  return (
    <section className="rel-next" {...name}>
      {next !== undefined && step !== null ? (
        <Standing release={release} next={next} step={step} />
      ) : state === null ? null : (
        <StatePanel state={state} />
      )}
      <div className={state?.kind === 'loading' ? 'rel-next-awaits' : undefined}>{children}</div>
    </section>
  );
}
