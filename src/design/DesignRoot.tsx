import { MantineProvider } from '@mantine/core';
import { createContext, type ReactNode, useContext } from 'react';
import { AddressProvider } from './navigation.tsx';
import { ToastPlace } from './shell/ToastPlace.tsx';
import { theme, variablesResolver } from './theme.ts';
import './styles.ts';

const ZoneContext = createContext<string>('UTC');

/** The zone in which this reader sees times; a part's own `zone` wins. */
export const useZone = (own?: string | undefined): string => {
  const readers = useContext(ZoneContext);
  return own ?? readers;
};

const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

export type DesignRootProps = {
  /** The page's style nonce: the kit's style tags carry it. */
  readonly nonce: string;
  readonly zone?: string | undefined;
  readonly path: string;
  readonly navigate: (href: string) => void;
  readonly children: ReactNode;
};

export function DesignRoot({ nonce, zone, path, navigate, children }: DesignRootProps) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variablesResolver} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <ZoneContext value={zone ?? browserZone()}>
        <AddressProvider path={path} navigate={navigate}>
          <ToastPlace />
          {children}
        </AddressProvider>
      </ZoneContext>
    </MantineProvider>
  );
}
