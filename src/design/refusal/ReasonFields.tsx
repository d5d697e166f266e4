import { Select, Textarea } from '@mantine/core';
import { useContext } from 'react';
import { ReasonCodes } from './reason-codes.ts';
import { refusalFor, type ShownRefusal } from './refusal.ts';

export type ReasonCodeFieldProps = {
  readonly code: string | undefined;
  readonly refusals?: readonly ShownRefusal[] | undefined;
  readonly onCode: (code: string | undefined) => void;
};

/** Why, as a word of the list: what a reader of the trail filters by. */
export function ReasonCodeField({ code, refusals = [], onCode }: ReasonCodeFieldProps) {
  const codes = useContext(ReasonCodes);
  if (codes.length === 0) return null;
  return (
    <Select
      label="Kind of reason"
      placeholder="Choose from the list"
      data={[...codes]}
      value={code ?? null}
      clearable
      clearButtonProps={{ 'aria-label': 'No kind of reason' }}
      error={refusalFor(refusals, '/reasonCode')}
      onChange={(value) => onCode(value ?? undefined)}
    />
  );
}

export type ReasonFieldsProps = ReasonCodeFieldProps & {
  readonly text: string;
  readonly description: string;
  readonly onText: (text: string) => void;
};

/** Why somebody changes something: in words, and as a word of the list. */
export function ReasonFields({ text, description, onText, ...code }: ReasonFieldsProps) {
  return (
    <>
      <Textarea
        label="Reason"
        description={description}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        error={refusalFor(code.refusals ?? [], '/reason')}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <ReasonCodeField {...code} />
    </>
  );
}
