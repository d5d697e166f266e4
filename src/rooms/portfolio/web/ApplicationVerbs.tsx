import { Stack } from '@mantine/core';
import { ActButton } from '../../../design/refusal/ActButton.tsx';
import { useAct } from '../../../foundation/web/hooks.ts';
import { useAsk } from '../../../foundation/web/use-ask.ts';
import { SignedButton } from '../../signatures/web/door.tsx';
import {
  type ApplicationShown,
  markNotApplicable,
  markUnderChange,
  markValidated,
  reassess,
  requireReValidation,
  retireApplication,
  withdrawApplication,
} from '../contract.ts';
import { verbWords } from './words.ts';

type VerbProps = { readonly application: ApplicationShown; readonly version: number };
const nothing = () => {};

const validated = [
  { verb: 'mark-under-change', operation: markUnderChange },
  { verb: 'require-re-validation', operation: requireReValidation },
  { verb: 'reassess', operation: reassess },
] as const;

type ValidatedProps = VerbProps & (typeof validated)[number];

function ValidatedVerb({ application, version, verb, operation }: ValidatedProps) {
  const ask = useAsk(operation, nothing);
  const { label, text } = verbWords[verb];
  return (
    <ActButton
      can={application.can[verb]}
      label={label}
      text={text}
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: application.id }, version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

const signed = [
  { verb: 'mark-validated', operation: markValidated },
  { verb: 'mark-not-applicable', operation: markNotApplicable },
] as const;

function SignedVerb({ application, version, verb, operation }: VerbProps & (typeof signed)[number]) {
  const act = useAct<typeof operation>(operation);
  const { label, text } = verbWords[verb];
  const { id } = application;
  return (
    <SignedButton
      can={application.can[verb]}
      label={label}
      text={text}
      needsReason
      wanted={(reason) => ({ subject: { kind: 'application', id }, version, verb, input: { reason } })}
      send={(reason, signature, seen) => act.mutateAsync({ params: { id }, version: seen, body: { reason, signature } })}
    />
  );
}

const ends = [
  { verb: 'retire', label: 'Retire', operation: retireApplication, text: 'It is no longer in use. Its history stays.' },
  {
    verb: 'withdraw',
    label: 'Withdraw',
    operation: withdrawApplication,
    text: 'It should not have been registered. The record stays readable and is closed.',
  },
] as const;

function EndVerb({ application, version, verb, label, operation, text }: VerbProps & (typeof ends)[number]) {
  const ask = useAsk(operation, nothing);
  return (
    <ActButton
      can={application.can[verb]}
      label={label}
      text={text}
      danger
      busy={ask.busy}
      refusals={ask.refusals}
      onOpen={ask.reset}
      onSend={async ({ reason, reasonCode }) =>
        (await ask.send({ params: { id: application.id }, version, reasonCode, body: { reason } })).ok
      }
    />
  );
}

/** Every verb of the record, also those that are not possible now: they say why. */
export function ApplicationVerbs({ application, version }: VerbProps) {
  return (
    <Stack gap={6} align="stretch">
      {signed.map((row) => (
        <SignedVerb key={row.verb} application={application} version={version} {...row} />
      ))}
      {validated.map((row) => (
        <ValidatedVerb key={row.verb} application={application} version={version} {...row} />
      ))}
      {ends.map((row) => (
        <EndVerb key={row.verb} application={application} version={version} {...row} />
      ))}
    </Stack>
  );
}
