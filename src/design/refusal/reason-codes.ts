import { createContext } from 'react';

/** The list of kinds of reasons, which the shell brings; without one only words are asked for. */
export const ReasonCodes = createContext<readonly { readonly value: string; readonly label: string }[]>([]);
