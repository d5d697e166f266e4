/** For the entrances alone. */
export { keepView } from './acts/keep-view.ts';
