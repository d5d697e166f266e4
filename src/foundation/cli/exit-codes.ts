/** Exit codes that scripts can rely on. */
export const exitCodes = {
  done: 0,
  /** Something failed on one side or the other. */
  fault: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** A rule refused (409, 413, 422). */
  refused: 3,
  /** Not signed in, or no right (401, 403). */
  forbidden: 4,
  notFound: 5,
  /** Somebody was faster, or no version was given (412, 428). */
  stale: 6,
  /** The server or its database cannot be reached, or asks to wait (0, 429, 503). */
  unavailable: 7,
  /** A verification found damage. */
  broken: 8,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byStatus: Readonly<Record<number, ExitCode>> = {
  0: exitCodes.unavailable,
  400: exitCodes.usage,
  401: exitCodes.forbidden,
  403: exitCodes.forbidden,
  404: exitCodes.notFound,
  409: exitCodes.refused,
  412: exitCodes.stale,
  413: exitCodes.refused,
  422: exitCodes.refused,
  428: exitCodes.stale,
  429: exitCodes.unavailable,
  503: exitCodes.unavailable,
};

export const exitCodeOf = (status: number): ExitCode => byStatus[status] ?? exitCodes.fault;
