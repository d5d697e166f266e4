import { AppLink } from '../../../design/navigation.tsx';
import { PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { showGate } from '../contract.ts';
import { GateCard } from './GateCard.tsx';

/** One gate by its own address, to which refusals lead. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showGate, { params: { id: params.id ?? '' } });
  const state = stateOf(asked, { rows: 8, height: 44 });
  const gate = asked.data?.value;
  return (
    <>
      <PageHead
        title={gate?.name ?? 'Gate'}
        {...(gate === undefined
          ? {}
          : {
              sub: (
                <AppLink href={`${gate.subject.link}/gates?gate=${encodeURIComponent(gate.key)}`}>{gate.subject.label}</AppLink>
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
