import { Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { BlockedButton } from '../../../design/refusal/BlockedButton.tsx';
import { RefusalPanel } from '../../../design/refusal/RefusalPanel.tsx';
import type { Can } from '../../../foundation/contract.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { watchRecord } from '../contract.ts';
import type { OfRecord } from './of-record.ts';

type WatchButtonProps = OfRecord & {
  readonly watching: boolean;
  readonly can: Can[string] | undefined;
  readonly onDone: () => void;
};

/** Says whether one is told of this record, and turns it over. */
export function WatchButton({ kind, id, watching, can, onDone }: WatchButtonProps) {
  const ask = useAsk(watchRecord, onDone);
  if (can !== true)
    return (
      <BlockedButton can={can} onClick={() => undefined}>
        Watch
      </BlockedButton>
    );
  const Icon = watching ? IconEyeOff : IconEye;
  return (
    <>
      <RefusalPanel refusals={ask.refusals} />
      <Button
        variant="default"
        leftSection={<Icon size={15} aria-hidden="true" />}
        loading={ask.busy}
        onClick={() => void ask.send({ params: { kind, id }, body: { watching: !watching } })}
      >
        {watching ? 'Stop watching' : 'Watch'}
      </Button>
    </>
  );
}
