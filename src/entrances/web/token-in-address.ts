/** The one-time token in the fragment, which no server and no log ever sees. */
export const tokenInAddress = (): string => decodeURIComponent(globalThis.location.hash.slice(1));
