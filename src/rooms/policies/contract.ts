export * from './contract-profile.ts';
