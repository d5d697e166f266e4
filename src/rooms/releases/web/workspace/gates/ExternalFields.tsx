import { NumberInput, Select, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useOperation } from '../../../../../foundation/web/hooks.ts';
import { listCheckers } from '../../../../gates/contract.ts';
import type { PartProps } from './criterion-parts.ts';

/** Which machine answers a criterion, and within which time. `measure` is shown where it answers a number. */
export function ExternalFields({ criterion, place, errorAt, change, measure }: PartProps & { readonly measure: ReactNode }) {
  const checkers = useOperation(listCheckers);
  const known = (checkers.data?.value.items ?? []).filter((checker) => checker.withdrawnAt === null);
  const compares = criterion.threshold !== null;
  return (
    <div className="rel-row rel-row-plain">
      <Select
        label="Answered by"
        required
        data={known.map(({ key, name }) => ({ value: key, label: name }))}
        placeholder={checkers.isPending ? 'Loading' : known.length === 0 ? 'No machine is registered' : 'Choose a machine'}
        value={criterion.checker}
        error={
          errorAt(`${place}/checker`) ?? (checkers.isError ? 'The machines cannot be loaded now; open this again.' : undefined)
        }
        onChange={(checker) => change({ checker })}
      />
      <NumberInput
        label="Within, in hours"
        min={1}
        max={720}
        allowDecimal={false}
        hideControls
        value={criterion.answerHours ?? 24}
        error={errorAt(`${place}/answerHours`)}
        onChange={(value) => change({ answerHours: typeof value === 'number' ? value : null })}
      />
      <Switch
        label="It answers a number"
        checked={compares}
        onChange={(event) => change({ threshold: event.currentTarget.checked ? 0 : null })}
      />
      {compares ? measure : null}
    </div>
  );
}
