export * from './contract-policies.ts';
export * from './contract-profile.ts';
export * from './contract-words.ts';
