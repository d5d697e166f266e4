import { Drawer, Stack } from '@mantine/core';
import { AppLink } from '../../../design/navigation.tsx';
import { StatePanel } from '../../../design/page/StatePanel.tsx';
import { FieldList } from '../../../design/parts/FieldList.tsx';
import { TimeText } from '../../../design/parts/TimeText.tsx';
import { StatusBadge } from '../../../design/parts/tags.tsx';
import type { ReplyOf } from '../../../foundation/contract.ts';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { stateOf } from '../../../foundation/web/screen-state.ts';
import { type CollisionShown, showCollision } from '../contract.ts';
import { ExceptionPart } from './ExceptionPart.tsx';
import { ruleWords, severityTones, severityWords, sideText } from './words.ts';

const Span = ({ span }: { readonly span: CollisionShown['overlap'] }) => (
  <>
    <TimeText at={span.start} /> to <TimeText at={span.end} />
  </>
);

function SideText({ side }: { readonly side: CollisionShown['mine'] }) {
  return (
    <>
      {side.link === null ? sideText(side) : <AppLink href={side.link}>{sideText(side)}</AppLink>}
      <br />
      <Span span={side.span} />
    </>
  );
}

function Body({ collision }: { readonly collision: ReplyOf<typeof showCollision> }) {
  const { mine, theirs, nextFree } = collision;
  return (
    <Stack gap="md">
      <div>
        <StatusBadge tone={severityTones[collision.severity]}>{severityWords[collision.severity]}</StatusBadge>{' '}
        {collision.state === 'cleared' ? <StatusBadge tone="gray">Cleared</StatusBadge> : null}
      </div>
      <p>{collision.why}</p>
      <ExceptionPart collision={collision} can={collision.can} />
      <FieldList
        fields={[
          { label: 'Rule', value: ruleWords[collision.rule] },
          { label: 'On', value: collision.resource.label },
          { label: 'One side', value: <SideText side={mine} /> },
          { label: 'Other side', value: theirs === null ? 'None: no window holds it' : <SideText side={theirs} /> },
          { label: 'Overlap', value: <Span span={collision.overlap} /> },
          { label: 'Since', value: <TimeText at={collision.since} /> },
          { label: 'Cleared', value: collision.clearedAt === null ? null : <TimeText at={collision.clearedAt} /> },
          {
            label: 'Next free slot',
            value: nextFree === null ? 'None within two years' : <Span span={nextFree} />,
            hint: 'Of the same length, for the one side',
          },
        ]}
      />
      {mine.link === null ? null : <AppLink href={mine.link}>Open {sideText(mine)} to move it</AppLink>}
    </Stack>
  );
}

export function CollisionPeek({ id, onClose }: { readonly id: string | null; readonly onClose: () => void }) {
  const asked = useOperation(showCollision, { params: { id: id ?? '' } }, { enabled: id !== null });
  const collision = asked.data?.value;
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={460}
      title="Collision"
      closeButtonProps={{ 'aria-label': 'Close' }}
      overlayProps={{ backgroundOpacity: 0.2 }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {collision === undefined ? (
        <StatePanel state={stateOf(asked, { rows: 8 }) ?? { kind: 'loading', rows: 8 }} />
      ) : (
        <Body collision={collision} />
      )}
    </Drawer>
  );
}
