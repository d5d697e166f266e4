/** The operations of the room, by what they are about. */
export * from './contract-freezes.ts';
export * from './contract-shapes.ts';
export * from './contract-time.ts';
export * from './contract-windows.ts';
export * from './contract-working-time.ts';
