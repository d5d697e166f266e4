/** What other rooms may show of collisions: the exception of one, and all exceptions of a record. */
export { ExceptionPart } from './ExceptionPart.tsx';
export { ExceptionsOf } from './ExceptionsOf.tsx';
