import { useState } from 'react';
import { ChoiceField, type ChoiceOption } from '../../../design/parts/ChoiceField.tsx';
import { useOperation } from '../../../foundation/web/hooks.ts';
import { listModels } from '../contract.ts';
import { templateOption } from './draft.ts';
import { limitText } from './words.ts';

type TemplateFieldProps = {
  readonly chosen: ChoiceOption | null;
  readonly error: string | undefined;
  readonly onChange: (chosen: ChoiceOption | null) => void;
};

/** A template in force, by name or key, with what a change of it stays within. */
export function TemplateField({ chosen, error, onChange }: TemplateFieldProps) {
  const [q, setQ] = useState('');
  const query = { kind: 'standard', state: 'in-force', limit: 30, ...(q === '' ? {} : { q }) };
  const found = useOperation(listModels, { query }, { keepPrevious: true });
  const items = found.data?.value.items ?? [];
  const shown = items.find(({ code }) => code === chosen?.value);
  return (
    <>
      <ChoiceField
        label="Template"
        required
        chosen={chosen}
        options={items.map(templateOption)}
        error={error}
        onSearch={setQ}
        onChange={onChange}
      />
      {shown === undefined ? null : (
        <p className="chg-quiet">
          For {shown.applications.map(({ key }) => key).join(', ')}. Limits: {limitText(shown).toLowerCase()}.
          {shown.gxp ? '' : ' Not for GxP.'}
        </p>
      )}
    </>
  );
}
