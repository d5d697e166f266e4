import { Button, Fieldset, Group, NumberInput, Select, TextInput } from '@mantine/core';

export type TargetDraft = {
  readonly key: string;
  readonly name: string;
  readonly days: number;
  readonly measure: 'working' | 'calendar';
};

const suggested: readonly TargetDraft[] = [
  { key: 'scope-lock', name: 'Scope locked', days: -40, measure: 'working' },
  { key: 'integration', name: 'Integration complete', days: -20, measure: 'working' },
  { key: 'uat', name: 'UAT complete', days: -5, measure: 'working' },
];

/** Targets as people compare them. */
export const targetsText = (targets: readonly TargetDraft[]): string =>
  targets.map(({ name, days, measure }) => `${name} ${days} ${measure} days`).join('; ');

type TargetsFieldProps = {
  readonly targets: readonly TargetDraft[];
  readonly onChange: (targets: readonly TargetDraft[]) => void;
};

/** What must be reached how many days before the go-live. */
export function TargetsField({ targets, onChange }: TargetsFieldProps) {
  const set = (at: number, part: Partial<TargetDraft>) =>
    onChange(targets.map((target, index) => (index === at ? { ...target, ...part } : target)));
  const add = () => onChange([...targets, { key: `target-${targets.length + 1}`, name: '', days: -10, measure: 'working' }]);
  return (
    <Fieldset legend="Targets before the go-live">
      {targets.map((target, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end, and a key that is typed must not remount its field
        <Group key={at} gap="xs" align="flex-end" mb={6} wrap="wrap">
          <TextInput
            label="Target"
            value={target.name}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
            flex="2 1 160px"
          />
          <TextInput
            label="Key"
            value={target.key}
            onChange={(event) => set(at, { key: event.currentTarget.value })}
            flex="1 1 110px"
          />
          <NumberInput
            label="Days"
            value={target.days}
            allowDecimal={false}
            hideControls
            w={80}
            onChange={(value) => {
              if (typeof value === 'number') set(at, { days: value });
            }}
          />
          <Select
            label="Counted in"
            data={[
              { value: 'working', label: 'Working days' },
              { value: 'calendar', label: 'Calendar days' },
            ]}
            value={target.measure}
            allowDeselect={false}
            w={150}
            onChange={(measure) => set(at, { measure: measure === 'calendar' ? 'calendar' : 'working' })}
          />
          <Button variant="default" onClick={() => onChange(targets.filter((_, index) => index !== at))}>
            Remove
          </Button>
        </Group>
      ))}
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={add}>
          Add a target
        </Button>
        {targets.length === 0 ? (
          <Button size="compact-sm" variant="default" onClick={() => onChange(suggested)}>
            Take the usual three
          </Button>
        ) : null}
      </Group>
    </Fieldset>
  );
}
