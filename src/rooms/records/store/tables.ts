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

export type RecordsTables = {
  'records.access': AccessTable;
};
