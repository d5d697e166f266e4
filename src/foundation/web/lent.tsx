import { type ComponentType, createContext, type ReactNode, use } from 'react';

export type PersonChoiceProps = {
  readonly label: string;
  readonly placeholder?: string | undefined;
  /** Id of the chosen person, as an address keeps it. */
  readonly id: string | null;
  readonly onChange: (id: string | null) => void;
};

/** Leads to what was said to a record. */
export type TalkLinkProps = { readonly kind: string; readonly id: string };

/** Parts that a room on a higher floor lends to the screens of lower ones, which may not import it. The entrance brings them. */
export type Lent = {
  readonly PersonChoice: ComponentType<PersonChoiceProps>;
  readonly TalkLink: ComponentType<TalkLinkProps>;
};

const Parts = createContext<Lent | null>(null);

export const LentParts = ({ parts, children }: { readonly parts: Lent; readonly children: ReactNode }) => (
  <Parts value={parts}>{children}</Parts>
);

/** The parts that the entrance lends; a screen outside of an app has none, which is a fault. */
export function useLent(): Lent {
  const parts = use(Parts);
  if (parts === null) throw new Error('this screen needs parts that no entrance lends');
  return parts;
}
