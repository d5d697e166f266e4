import { DoorPage } from './DoorPage.tsx';
import { SignInForm } from './SignInForm.tsx';

export type SignInPageProps = {
  readonly half: string | null;
  readonly onDone: (personId: string) => void;
};

export const SignInPage = ({ half, onDone }: SignInPageProps) => (
  <DoorPage
    title="Sign in"
    text={
      half === null
        ? 'No account, or a forgotten password? An administrator of your organisation gives you a one-time link.'
        : undefined
    }
  >
    <SignInForm half={half} onDone={onDone} />
  </DoorPage>
);
