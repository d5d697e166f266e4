import { DoorPage } from './DoorPage.tsx';
import { SignInForm } from './SignInForm.tsx';

export type SignInPageProps = { readonly onDone: (personId: string) => void };

export const SignInPage = ({ onDone }: SignInPageProps) => (
  <DoorPage
    title="Sign in"
    text="No account, or a forgotten password? An administrator of your organisation gives you a one-time link."
  >
    <SignInForm onDone={onDone} />
  </DoorPage>
);
