import type { ColumnType } from 'kysely';

export type AccessTable = {
  id: string;
  at: Date;
  person_id: string;
  roles: string[];
  via: string;
  operation: string;
  says: string;
  record_kind: string | null;
  record: string | null;
  asked: ColumnType<Readonly<Record<string, unknown>>, string, never>;
  file: boolean;
  background: boolean;
  request_id: string;
};

export type ReviewTable = {
  id: string;
  key: string;
  subject_kind: string;
  subject_id: string;
  subject_key: string | null;
  unit_id: string;
  state: 'open' | 'finished' | 'withdrawn';
  opened_by: string;
  opened_at: Date;
  ledger_size: number;
  entries: number;
  trail_sha256: string;
  seed: string;
  sample_rule: string;
  population: number;
  sample_size: number;
  conclusion: string | null;
  withdrawn_why: string | null;
  ended_by: string | null;
  ended_at: Date | null;
  version: number;
};

export type RecordsTables = {
  'records.review': ReviewTable;
  'records.access': AccessTable;
};
