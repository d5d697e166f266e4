import autocannon from 'autocannon';

/** Requests a second with ten connections; every answer must be a success. */
export async function requestsPerSecond(
  url: string,
  paths: readonly string[],
  headers: Readonly<Record<string, string>>,
  seconds: number,
): Promise<number> {
  const result = await autocannon({
    url,
    connections: 10,
    duration: seconds,
    requests: paths.map((path) => ({ method: 'GET', path, headers })),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}${paths[0]}: ${result.non2xx} answers were no success, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}

/** Milliseconds of each of so many requests, one after the other. */
export async function timesOf(many: number, request: (index: number) => Promise<Response>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < many; index++) {
    const started = performance.now();
    const response = await request(index);
    const text = await response.text();
    times.push(performance.now() - started);
    if (!response.ok) throw new Error(`${response.status}: ${text.slice(0, 500)}`);
  }
  return times;
}
