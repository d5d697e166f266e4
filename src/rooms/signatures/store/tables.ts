import type { Generated } from 'kysely';

type Shared = {
  id: string;
  signer_id: string;
  session_id: string;
  subject_kind: string;
  subject_id: string;
  subject_key: string | null;
  unit_ids: string[];
  label: string;
  version: number;
  verb: string;
  act: string;
  meaning: string;
  statement: string;
  content_hash: Buffer;
};

export type CeremonyTable = Shared & {
  nonce: Buffer;
  state: 'begun' | 'signed' | 'broken';
  begun_at: Date;
  expires_at: Date;
  ended_at: Date | null;
  signer_zone: string | null;
  effects: string[];
};

export type SignatureTable = Shared & {
  at: Date;
  zone: string;
  signer_zone: string | null;
  /** The three are null once the name was lawfully erased. */
  printed_name: string | null;
  user_name: string | null;
  printed_salt: Buffer | null;
  roles: string[];
  methods: string[];
  series: number;
  evidence: Generated<unknown>;
  payload: string;
  payload_hash: Buffer;
};

export type NoticeTable = {
  signature_id: string;
  signer_id: string;
  standing: 'changed' | 'gone' | 'broken';
  seen_hash: Buffer | null;
  entry_id: string | null;
  found_at: Date;
  acknowledged_at: Date | null;
  version: number;
};

export type SignaturesTables = {
  'signatures.notice': NoticeTable;
  'signatures.ceremony': CeremonyTable;
  'signatures.signature': SignatureTable;
};
