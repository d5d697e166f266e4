import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import { matching } from '../../design/shell/Palette.tsx';
import { Shell } from '../../design/shell/Shell.tsx';
import type { PaletteEntry, PaletteProvider } from '../../design/shell/types.ts';
import type { ReplyOf } from '../../foundation/contract.ts';
import { useCall } from '../../foundation/web/hooks.ts';
import type { ScreenDeclaration } from '../../foundation/web/screen.ts';
import { signOut, type whoAmI } from '../../rooms/identity/contract-session.ts';
import { navOf } from './nav.ts';
import { PasswordLinkNotice } from './PasswordLinkNotice.tsx';
import { records } from './palette.ts';
import { useLive } from './useLive.ts';

export type FrameProps = {
  readonly screens: readonly ScreenDeclaration[];
  readonly session: ReplyOf<typeof whoAmI>;
  /** The session has ended: no news until it is back. */
  readonly paused: boolean;
  readonly children: ReactNode;
};

const rolesInWords = (roles: FrameProps['session']['roles']): string => [...new Set(roles.map((role) => role.says))].join(', ');

const personLinks = [
  { label: 'Your account', href: '/me' },
  { label: 'Your signatures', href: '/signatures' },
];
const everywhere: readonly PaletteEntry[] = [{ id: 'coverage', label: 'What is signed', href: '/signatures/coverage' }];

/** Everything after sign-in: navigation by rights, palette, live badge. */
export function Frame({ screens, session, paused, children }: FrameProps) {
  const client = useQueryClient();
  const live = useLive(paused);
  const { mutateAsync: leave } = useCall(signOut);
  const rights = session.rights.join(' ');
  const groups = useMemo(() => navOf(screens, rights.split(' ')), [screens, rights]);
  const onSignOut = useCallback(async () => {
    await leave({});
    client.clear();
    globalThis.location.assign('/');
  }, [client, leave]);
  const search = useMemo((): readonly PaletteProvider[] => {
    const proposes: readonly PaletteEntry[] = rights.split(' ').includes('releases.propose')
      ? [{ id: 'propose', label: 'Propose a release', href: '/releases?new=1' }]
      : [];
    const acts: readonly PaletteEntry[] = [
      ...proposes,
      ...everywhere,
      { id: 'sign-out', label: 'Sign out', run: () => void onSignOut() },
    ];
    return [...records, { id: 'acts', group: 'Acts', find: async (query) => matching(acts, query) }];
  }, [rights, onSignOut]);
  return (
    <Shell
      groups={groups}
      person={{ name: session.person.name, sub: rolesInWords(session.roles) || session.person.email }}
      live={live}
      onSignOut={() => void onSignOut()}
      personLinks={personLinks}
      search={search}
    >
      {session.passwordLink === null ? null : <PasswordLinkNotice link={session.passwordLink} />}
      {children}
    </Shell>
  );
}
