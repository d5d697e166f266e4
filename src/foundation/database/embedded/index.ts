export { appRole, type DatabaseUrls, ensureDatabase, ownerRole } from './ensure-database.ts';
export { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './start-embedded.ts';
