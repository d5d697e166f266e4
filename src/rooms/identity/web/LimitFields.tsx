import { TextInput } from '@mantine/core';
import { DateTimeField } from '../../../design/parts/DateTimeField.tsx';
import { refusalFor, type ShownRefusal } from '../../../design/refusal/refusal.ts';

/** As typed; `releases` is a list with commas. */
export type LimitsDraft = {
  readonly releases: string;
  readonly trailFrom: string | null;
  readonly trailUntil: string | null;
};
export const noLimits: LimitsDraft = { releases: '', trailFrom: null, trailUntil: null };

/** What of it is sent: nothing of what was left empty. */
export function limitsSent({ releases, trailFrom, trailUntil }: LimitsDraft) {
  const named = releases.split(/[\s,;]+/).filter((one) => one !== '');
  return {
    ...(named.length === 0 ? {} : { releases: named }),
    ...(trailFrom === null ? {} : { trailFrom }),
    ...(trailUntil === null ? {} : { trailUntil }),
  };
}

type Props = {
  readonly draft: LimitsDraft;
  readonly refusals: readonly ShownRefusal[];
  readonly onChange: (draft: LimitsDraft) => void;
};

/** To which releases an inspector is limited, and to which time of their trail. */
export function LimitFields({ draft, refusals, onChange }: Props) {
  const ofReleases = refusals.find(({ field }) => field?.startsWith('/releases') === true);
  return (
    <>
      <TextInput
        label="Only these releases"
        placeholder="REL-1042, REL-1050"
        description="Left empty, the role shows all that the unit holds."
        value={draft.releases}
        error={ofReleases?.message}
        onChange={(event) => onChange({ ...draft, releases: event.currentTarget.value })}
      />
      <DateTimeField
        label="Their trail from"
        value={draft.trailFrom}
        hint="Left empty, from the first entry."
        error={refusalFor(refusals, '/trailFrom')}
        onChange={(trailFrom) => onChange({ ...draft, trailFrom })}
      />
      <DateTimeField
        label="Their trail until"
        value={draft.trailUntil}
        hint="Left empty, up to now."
        error={refusalFor(refusals, '/trailUntil')}
        onChange={(trailUntil) => onChange({ ...draft, trailUntil })}
      />
    </>
  );
}
