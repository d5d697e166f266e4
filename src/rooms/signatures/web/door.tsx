/** What other rooms embed of signatures: signing a step, and the signatures that there are. */
export { ChangedFields } from './ChangedFields.tsx';
export { DossierLink } from './DossierLink.tsx';
export { LostSignatures } from './LostSignatures.tsx';
export { Mark } from './SignatureParts.tsx';
export { SignaturesOf } from './SignaturesOf.tsx';
export { SignedButton } from './SignedButton.tsx';
export { SignedDialog } from './SignedDialog.tsx';
export { type InTurn, SignInTurn } from './SignInTurn.tsx';
export { SigningStep } from './SigningStep.tsx';
export { type CeremonyState, useCeremony } from './use-ceremony.ts';
export { useMarks } from './use-marks.ts';
