import { AppLink } from '../../../design/navigation.tsx';
import { PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { useSearch, withSearch } from '../../../foundation/web/address.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { DiscussionLink } from '../../discussion/web/door.tsx';
import { DossierLink } from '../../signatures/web/door.tsx';
import { type GateView, showGate } from '../contract.ts';
import { GateCard } from './GateCard.tsx';

/** The gates of its subject, at the same moment. */
const homeOf = (gate: GateView): string => withSearch(`${gate.subject.link}/gates`, {}, { gate: gate.key, asOf: gate.asOf });

/** One gate by its own address, to which refusals lead. `?asOf=` shows it as it was at a moment, with nothing to press. */
export function Screen({ params }: ScreenProps) {
  const { asOf } = useSearch();
  const asked = useOperation(showGate, { params: { id: params.id ?? '' }, query: asOf === undefined ? {} : { asOf } });
  const state = stateOf(asked, { rows: 8, height: 44 });
  const gate = asked.data?.value;
  return (
    <>
      <PageHead
        title={gate?.name ?? 'Gate'}
        {...(gate === undefined
          ? {}
          : {
              sub: <AppLink href={homeOf(gate)}>{gate.subject.label}</AppLink>,
              actions: (
                <>
                  <AppLink href={`/records/gate/${gate.id}`}>History of this gate</AppLink>
                  <DiscussionLink kind="gate" id={gate.id} />
                  <DossierLink kind="gate" id={gate.id} asOf={gate.asOf} />
                </>
              ),
            })}
      />
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {gate === undefined ? null : <GateCard gate={gate} />}
      </PageBody>
    </>
  );
}
