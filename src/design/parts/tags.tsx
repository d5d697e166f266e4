import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { AppLink } from '../navigation.tsx';
import type { Tone } from '../tokens.ts';
import { initialsOf } from './initials.ts';

export type KeyTagProps = { readonly children: string; readonly href?: string | undefined };

/** A human key, REL-1042, in the monospaced face; a link where it has an address. */
export function KeyTag({ children, href }: KeyTagProps) {
  if (href === undefined) return <span className="il-key">{children}</span>;
  return (
    <AppLink className="il-key" href={href}>
      {children}
    </AppLink>
  );
}

export type StatusBadgeProps = { readonly tone: Tone; readonly children: ReactNode; readonly icon?: ReactNode };

/** A state in a word; the tone only underlines it. */
export function StatusBadge({ tone, children, icon }: StatusBadgeProps) {
  return (
    <Badge color={tone} leftSection={icon}>
      {children}
    </Badge>
  );
}

export type PersonTagProps = { readonly name: string; readonly sub?: string | undefined; readonly href?: string | undefined };

/** Avatar with initials, name, and role or address below. */
export function PersonTag({ name, sub, href }: PersonTagProps) {
  const label = href === undefined ? <span>{name}</span> : <AppLink href={href}>{name}</AppLink>;
  return (
    <span className="il-person">
      <Avatar name={name} />
      <span className="il-person-text">
        {label}
        {sub === undefined ? null : <small>{sub}</small>}
      </span>
    </span>
  );
}

/** The round initials alone; decoration, the name stands beside it. */
export const Avatar = ({ name }: { readonly name: string }) => (
  <span className="il-avatar" aria-hidden="true">
    {initialsOf(name)}
  </span>
);
