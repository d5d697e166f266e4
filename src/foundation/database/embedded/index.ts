export { appRole, type DatabaseUrls, ensureDatabase, ownerRole, removeDatabase } from './ensure-database.ts';
export { keepRunning } from './keep-running.ts';
export { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './start-embedded.ts';
