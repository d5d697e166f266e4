/** The cookie that carries the session's token. */
export const sessionCookie = 'interlock_session';

/**
 * The name under which a cookie travels. Over https it carries the prefix `__Host-`: a browser takes such a cookie only over https, from this very host and
 * for all its paths, so no neighbouring host can plant one (ASVS 5.0 3.3.3). Plain http, on the own machine, can have no such name.
 */
export const cookieName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

/** A Set-Cookie header of a cookie that no script reads and no other site sends; a life of 0 seconds makes the browser forget it. */
export const setCookie = (name: string, value: string, secure: boolean, maxAgeSeconds: number): string =>
  `${cookieName(name, secure)}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure ? '; Secure' : ''}`;
