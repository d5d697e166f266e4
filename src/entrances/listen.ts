import type { FastifyInstance } from 'fastify';

type Place = { readonly host: string; readonly port: number };

const remedies: Readonly<Record<string, (at: string) => string>> = {
  EADDRINUSE: (at) =>
    `Something listens on ${at} already: stop it, or name another port with INTERLOCK_PORT (0 takes any that is free).`,
  EACCES: (at) => `This user may not listen on ${at}: name a port from 1024 on with INTERLOCK_PORT.`,
  EADDRNOTAVAIL: (at) => `${at} is no address of this machine: name one with INTERLOCK_HOST.`,
};

/** Listens, and says what would help where that cannot be. Answers the address. */
export async function listen(server: FastifyInstance, { host, port }: Place): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const says = remedies[code];
    if (says === undefined) throw error;
    throw new Error(`Interlock does not start. ${says(`${host}:${port}`)}`, { cause: error });
  }
}
