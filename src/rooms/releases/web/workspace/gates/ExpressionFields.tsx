import { Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PartProps } from './criterion-parts.ts';

/** What is computed from the other criteria of the gate and from facts. `measure` is shown where the result is a number. */
export function ExpressionFields({ criterion, place, errorAt, change, measure }: PartProps & { readonly measure: ReactNode }) {
  const compares = criterion.threshold !== null;
  return (
    <>
      <TextInput
        label="Expression"
        required
        className="rel-expression"
        description="Uses criteria.<key>.value, criteria.<key>.met and facts.<room>.<name>; dashes become underscores"
        placeholder="criteria.tests.value >= 98 && facts.releases.blocking_collisions == 0"
        value={criterion.expression}
        error={errorAt(`${place}/expression`)}
        onChange={(event) => change({ expression: event.currentTarget.value })}
      />
      <div className="rel-row rel-row-plain">
        <Switch
          label="It gives a number that is held against another"
          checked={compares}
          onChange={(event) => change({ threshold: event.currentTarget.checked ? 0 : null })}
        />
        {compares ? measure : null}
      </div>
    </>
  );
}
