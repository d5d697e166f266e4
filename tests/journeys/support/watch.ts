import type { BrowserContext, Page, Request, Response } from 'playwright-core';

/** Said by an answer that a journey itself put in the server's place: it is expected, whatever its status. */
export const forcedHeader = 'x-journey-forced';

/** Chromium says so of every answer from 400 on. Refusals are answers too: what is wrong among them is judged by `judgeResponse`. */
const echoOfStatus = /^Failed to load resource: the server responded with a status of \d+/;
/** Leaving a page ends what it was still asking for. */
const aborted = 'net::ERR_ABORTED';

function judgeResponse(response: Response): string | null {
  const status = response.status();
  if (status < 400 || response.headers()[forcedHeader] !== undefined) return null;
  const isApi = new URL(response.url()).pathname.startsWith('/api/v1/');
  return isApi && status < 500 ? null : `answered ${status}: ${response.url()}`;
}

const leaves = (request: Request, origin: string): boolean =>
  !/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin;

export type Watched = { readonly problems: string[] };

/** Writes down what no journey may meet: errors on the console, broken policy, failed requests, requests that leave the origin. */
export async function watch(context: BrowserContext, origin: string): Promise<Watched> {
  const problems: string[] = [];
  const note = (text: string): void => void problems.push(text);
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(
        `policy broken: ${event.violatedDirective} by ${event.blockedURI || 'inline'} at ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
  context.on('request', (request) => {
    if (leaves(request, origin)) note(`left the origin: ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    if (why !== aborted) note(`${why}: ${request.url()}`);
  });
  context.on('response', (response) => {
    const problem = judgeResponse(response);
    if (problem !== null) note(problem);
  });
  const watchPage = (page: Page): void => {
    page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !echoOfStatus.test(message.text())) note(`console: ${message.text()} (${page.url()})`);
    });
  };
  context.on('page', watchPage);
  return { problems };
}
