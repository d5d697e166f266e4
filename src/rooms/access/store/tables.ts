export type ReviewTable = {
  id: string;
  key: string;
  unit_id: string;
  state: 'open' | 'closed' | 'withdrawn';
  opened_by: string | null;
  opened_at: Date;
  due_at: Date;
  due_done_at: Date | null;
  snapshot_items: number;
  snapshot_sha256: string;
  conclusion: string | null;
  withdrawn_why: string | null;
  ended_by: string | null;
  ended_at: Date | null;
  version: number;
};

export type RuleTable = {
  id: string;
  unit_id: string;
  every_months: number;
  answer_days: number;
  next_on: string;
  set_by: string;
  set_at: Date;
  ended_at: Date | null;
  version: number;
};

export type AccessTables = { 'access.review': ReviewTable; 'access.rule': RuleTable };
