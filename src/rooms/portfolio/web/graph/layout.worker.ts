import { type GraphIn, pictureOf } from './layout.ts';

// The layout of 150 nodes takes tens of milliseconds, more than a frame: the page stays smooth without it.
self.addEventListener('message', (event: MessageEvent<GraphIn>) => self.postMessage(pictureOf(event.data)));
