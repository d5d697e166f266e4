import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { StatePanel } from '../../design/page/StatePanel.tsx';
import type { ReplyOf } from '../../foundation/contract.ts';
import { useOperation } from '../../foundation/web/hooks.ts';
import type { ScreenDeclaration } from '../../foundation/web/screen.ts';
import { stateOfProblem } from '../../foundation/web/screen-state.ts';
import { onSignedOut } from '../../foundation/web/transport.ts';
import { whoAmI } from '../../rooms/identity/contract-session.ts';
import { Frame } from './Frame.tsx';
import { IdleWatch } from './IdleWatch.tsx';
import { ScreenBoundary } from './ScreenBoundary.tsx';
import { SignInForm } from './SignInForm.tsx';
import { SignInPage } from './SignInPage.tsx';
import { tokenInAddress } from './token-in-address.ts';

// Seen once in the life of an account. The sign-in form is no such part: it must stand when the session ends, also where the network went with it.
const ChangePasswordPage = lazy(async () => ({ default: (await import('./ChangePasswordPage.tsx')).ChangePasswordPage }));
const OneTimePage = lazy(async () => ({ default: (await import('./OneTimePage.tsx')).OneTimePage }));
const PlanByLink = lazy(async () => ({ default: (await import('../../rooms/communications/web/PlanByLink.tsx')).PlanByLink }));
const SetUpPage = lazy(async () => ({ default: (await import('./SetUpPage.tsx')).SetUpPage }));

const Fetched = ({ path, children }: { readonly path: string; readonly children: ReactNode }) => (
  <ScreenBoundary path={path}>
    <Suspense fallback={<StatePanel state={{ kind: 'loading' }} />}>{children}</Suspense>
  </ScreenBoundary>
);

export type SessionGateProps = { readonly screens: readonly ScreenDeclaration[]; readonly children: ReactNode };

/** Who is signed in; a 401 of any call asks again, so that an ended session shows at once. */
function useSession() {
  const asked = useOperation(whoAmI);
  const { refetch } = asked;
  useEffect(() => onSignedOut(() => void refetch()), [refetch]);
  const last = useRef<ReplyOf<typeof whoAmI> | null>(null);
  const now = asked.data?.value;
  const half = now !== undefined && asked.error === null && now.session.state !== 'open' ? now.person.id : null;
  if (now !== undefined && half === null) last.current = now;
  // While the answer of an ended session is asked for again there is neither answer nor error: the page at the door stays, with what was typed there.
  const wasEnded = useRef(false);
  const asking = now === undefined && asked.error === null;
  const ended = asked.error?.status === 401 || half !== null || (asking && wasEnded.current);
  wasEnded.current = ended;
  return { asked, session: last.current, ended, half };
}

/** Pages of one-time and read-only links need nobody who is signed in; all others do. An ended session hides the page and asks for the password; the page stays as it was. */
export function SessionGate({ screens, children }: SessionGateProps) {
  const { pathname } = useLocation();
  const client = useQueryClient();
  const { asked, session, ended, half } = useSession();
  if (pathname === '/setup' || pathname === '/set-password')
    return <Fetched path={pathname}>{pathname === '/setup' ? <SetUpPage /> : <OneTimePage />}</Fetched>;
  if (pathname === '/published-plan')
    return (
      <Fetched path={pathname}>
        <PlanByLink token={tokenInAddress()} />
      </Fetched>
    );
  const enter = (personId: string) => {
    if (session !== null && session.person.id !== personId) globalThis.location.reload();
    else void client.invalidateQueries();
  };
  if (session === null || (ended && session.person.mustChangePassword)) {
    if (ended) return <SignInPage half={half} onDone={enter} />;
    if (asked.error !== null) return <StatePanel state={stateOfProblem(asked.error, () => void asked.refetch())} />;
    return <StatePanel state={{ kind: 'loading' }} />;
  }
  if (session.person.mustChangePassword)
    return (
      <Fetched path={pathname}>
        <ChangePasswordPage why={session.person.changeWhy} />
      </Fetched>
    );
  return (
    <>
      <div className="il-session-page" data-ended={ended || undefined}>
        <Frame screens={screens} session={session} paused={ended}>
          {children}
        </Frame>
      </div>
      {ended ? null : (
        <IdleWatch
          coming={asked.data?.value.session.comingEnd ?? null}
          at={asked.dataUpdatedAt}
          again={() => void asked.refetch()}
        />
      )}
      <Modal
        opened={ended}
        onClose={() => undefined}
        withCloseButton={false}
        closeOnEscape={false}
        zIndex={400}
        overlayProps={{ className: 'il-session-cover' }}
        title="Your session has ended"
      >
        <p className="il-session-text">Sign in again to go on where you were. Nothing that you typed on the page is lost.</p>
        <SignInForm email={session.person.email} half={half} onDone={enter} />
      </Modal>
    </>
  );
}
