import { StaleEditDialog } from '../../../design/refusal/StaleEditDialog.tsx';
import type { Edit } from './use-edit.ts';

export type StaleChoiceProps<Field extends string> = {
  /** "this window" */
  readonly what: string;
  readonly edit: Edit<Field>;
  readonly busy: boolean;
  /** Saves these parts of mine on top of their version. */
  readonly onSave: (fields: readonly Field[], version: number) => Promise<void>;
  /** Leaves the form: theirs stays. */
  readonly onDiscard: () => void;
};

/** Somebody was faster: both values part by part. Closing it goes back to the form with nothing lost. */
export function StaleChoice<Field extends string>({ what, edit, busy, onSave, onDiscard }: StaleChoiceProps<Field>) {
  const { rows, version } = edit.stale;
  return (
    <StaleEditDialog
      opened={edit.isStale}
      what={what}
      version={version}
      rows={rows}
      busy={busy}
      onSave={(choices) => {
        const mine = edit.changed.filter((field) => choices[field] !== 'theirs');
        if (mine.length === 0) onDiscard();
        else void onSave(mine, version.theirs);
      }}
      onDiscard={onDiscard}
      onClose={() => edit.told(false)}
    />
  );
}
