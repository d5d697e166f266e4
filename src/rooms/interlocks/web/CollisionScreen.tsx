import { AppLink } from '../../../design/navigation.tsx';
import { Card, PageBody } from '../../../design/page/layout.tsx';
import { PageHead } from '../../../design/page/PageHead.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import type { ScreenProps } from '../../../foundation/web/screen.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type CollisionShown, showCollision } from '../contract.ts';
import { ExceptionPart } from './ExceptionPart.tsx';
import { ruleWords, severityTones, severityWords } from './words.ts';

type Side = CollisionShown['mine'];

const Span = ({ span }: { readonly span: { readonly start: string; readonly end: string } }) => (
  <>
    <TimeText at={span.start} /> to <TimeText at={span.end} />
  </>
);

function SideCard({ title, side }: { readonly title: string; readonly side: Side }) {
  return (
    <Card title={title}>
      <p>{side.link === null ? side.label : <AppLink href={side.link}>{side.label}</AppLink>}</p>
      <FieldList
        fields={[
          { label: 'Holds', value: <Span span={side.span} /> },
          ...(side.visible
            ? []
            : [{ label: 'Details', value: 'You may not see this record; its owner sees the collision too.' }]),
        ]}
      />
    </Card>
  );
}

function Body({ collision }: { readonly collision: ReplyOf<typeof showCollision> }) {
  return (
    <>
      <p>{collision.why}</p>
      <ExceptionPart collision={collision} can={collision.can} />
      <FieldList
        fields={[
          { label: 'Resource', value: collision.resource.label },
          { label: 'Overlap', value: <Span span={collision.overlap} /> },
          { label: 'Found', value: <TimeText at={collision.since} /> },
          { label: 'Cleared', value: collision.clearedAt === null ? 'Still open' : <TimeText at={collision.clearedAt} /> },
          {
            label: 'Next free',
            value: collision.nextFree === null ? 'None within two years' : <Span span={collision.nextFree} />,
          },
        ]}
      />
      <div className="il-card-grid">
        <SideCard title="One side" side={collision.mine} />
        {collision.theirs === null ? null : <SideCard title="The other side" side={collision.theirs} />}
      </div>
    </>
  );
}

/** One collision: why, both sides, and when it would be free. */
export function Screen({ params }: ScreenProps) {
  const asked = useOperation(showCollision, { params: { id: params.id ?? '' } });
  const state = stateOf(asked, { rows: 8 });
  const collision = asked.data?.value;
  return (
    <>
      <PageHead
        title={collision === undefined ? 'Collision' : `Collision: ${ruleWords[collision.rule]}`}
        {...(collision === undefined
          ? {}
          : { badges: <StatusBadge tone={severityTones[collision.severity]}>{severityWords[collision.severity]}</StatusBadge> })}
      />
      <PageBody>
        {state === null ? null : <StatePanel state={state} />}
        {collision === undefined ? null : <Body collision={collision} />}
      </PageBody>
    </>
  );
}
