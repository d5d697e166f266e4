import { FieldList } from '../../../design/parts/FieldList.tsx';
import type { RequirementRow } from '../contract.ts';
import { scopeWords, seatsText } from './words.ts';

/** What a requirement asks, field by field. */
export function TermsList({ terms }: { readonly terms: RequirementRow['terms'] }) {
  return (
    <FieldList
      columns={2}
      fields={[
        { label: 'Before', value: `${terms.stepSays} (${terms.subjectKind})` },
        { label: 'Who', value: seatsText(terms.seats, terms.who.says) },
        { label: 'With the meaning', value: terms.meaning.text },
        { label: 'Records of', value: `${terms.unit.name} and below` },
        { label: 'Of those', value: scopeWords(terms.scope) },
        {
          label: 'Not by whoever',
          value: terms.excludes.length === 0 ? null : terms.excludes.map((one) => one.says).join(', '),
        },
        {
          label: 'A yes counts for',
          value: terms.validityDays === null ? 'As long as its content stays' : `${terms.validityDays} days`,
        },
        {
          label: 'Taken back by a change of',
          value: terms.covers === null ? 'What the step itself signs' : terms.covers.join(', '),
        },
      ]}
    />
  );
}
