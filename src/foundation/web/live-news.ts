/** One act that was committed somewhere, as the server tells it. */
export type NewsItem = {
  readonly topic: string;
  readonly at: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly key: string | null };
  readonly version: number;
};

export type LiveState = 'live' | 'reconnecting' | 'offline';

export type NewsHandlers = {
  readonly onState: (state: LiveState) => void;
  readonly onNews: (item: NewsItem) => void;
  /** Too much was missed: everything shown should be loaded afresh. */
  readonly onReload: () => void;
  readonly onSignedOut: () => void;
};

const isNews = (value: unknown): value is NewsItem =>
  typeof value === 'object' && value !== null && 'topic' in value && 'subject' in value;

/** Listens to `/api/v1/events`. The browser resumes by itself with Last-Event-ID; a stream it gave up on is opened anew after three seconds. */
export function hearNews(handlers: NewsHandlers): () => void {
  let source: EventSource | null = null;
  let retry: number | null = null;
  const open = (): void => {
    source = new EventSource('/api/v1/events');
    source.addEventListener('ready', () => handlers.onState('live'));
    source.addEventListener('reload', () => handlers.onReload());
    source.addEventListener('signed-out', () => {
      source?.close();
      handlers.onSignedOut();
    });
    source.addEventListener('news', (event) => {
      const item: unknown = JSON.parse(event.data);
      if (isNews(item)) handlers.onNews(item);
    });
    source.addEventListener('error', () => {
      handlers.onState(navigator.onLine ? 'reconnecting' : 'offline');
      if (source?.readyState !== EventSource.CLOSED || retry !== null) return;
      retry = window.setTimeout(() => {
        retry = null;
        open();
        handlers.onReload();
      }, 3_000);
    });
  };
  open();
  return () => {
    if (retry !== null) window.clearTimeout(retry);
    source?.close();
  };
}
