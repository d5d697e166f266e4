import type { ColumnType } from 'kysely';
import type { RenewalReason } from '../core/renewal.ts';

type Stamp = ColumnType<Date, Date, Date>;
type StampOrNull = ColumnType<Date | null, Date | null | undefined, Date | null>;

/** What a review of access without an answer leaves on what it asked about: its key, and when. */
type Suspended = {
  suspended_by: ColumnType<string | null, string | null | undefined, string | null>;
  suspended_at: StampOrNull;
};

/** Why a session ended: the access log tells one from the other (Annex 11 draft, 11.9). */
export type SessionEnd = 'self' | 'everywhere' | 'password' | 'administrator' | 'disabled' | 'idle' | 'expired' | 'shared';

export type AuthenticatorKind = 'totp' | 'passkey';
/** How far a session has come: only an open one is somebody who is signed in. */
export type SessionState = 'second-factor' | 'enrol' | 'open';

/** The room's own tables, as the migrations make them. */
export type IdentityTables = {
  'identity.unit': {
    id: string;
    key: string;
    name: string;
    parent_id: string | null;
    zone: string | null;
    path: string[];
    withdrawn_at: StampOrNull;
    version: number;
  };
  'identity.person': {
    id: string;
    email: string;
    name: string;
    unit_id: string | null;
    state: 'active' | 'disabled';
    version: number;
    created_at: Stamp;
  };
  'identity.credential': {
    person_id: string;
    password_hash: string;
    set_by: 'self' | 'administrator' | 'setup';
    changed_at: Stamp;
    must_change: boolean;
    change_why: ColumnType<RenewalReason | null, RenewalReason | null | undefined, RenewalReason | null>;
    failed: ColumnType<number, number | undefined, number>;
    locked_until: StampOrNull;
    lock_held: ColumnType<boolean, boolean | undefined, boolean>;
    elsewhere_failed: ColumnType<number, number | undefined, number>;
    elsewhere_locked_until: StampOrNull;
    proof_id: ColumnType<string | null, string | null | undefined, string | null>;
    reset_by: ColumnType<string[], string[] | undefined, string[]>;
  };
  'identity.dormancy': { person_id: string; counted_from: Stamp; warned_at: StampOrNull };
  'identity.credential_review': {
    id: string;
    reviewed_by: string;
    reviewed_at: Stamp;
    note: string;
    found: ColumnType<{ readonly [point: string]: number }, string, never>;
  };
  'identity.authenticator': {
    id: string;
    person_id: string;
    kind: AuthenticatorKind;
    name: string;
    added_at: Stamp;
    used_at: StampOrNull;
    removed_at: StampOrNull;
    removed_why: ColumnType<'self' | 'reset' | null, 'self' | 'reset' | null | undefined, 'self' | 'reset' | null>;
    proof_id: ColumnType<string | null, string | null | undefined, string | null>;
    sealed_secret: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
    last_step: ColumnType<number | null, number | null | undefined, number | null>;
    credential_id: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
    public_key: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
    algorithm: ColumnType<number | null, number | null | undefined, number | null>;
    counter: ColumnType<number | null, number | null | undefined, number | null>;
    transports: ColumnType<string[] | null, string[] | null | undefined, string[] | null>;
    backup_eligible: ColumnType<boolean | null, boolean | null | undefined, boolean | null>;
  };
  'identity.identity_proof': {
    id: string;
    person_id: string;
    proven_by: string;
    checked_on: string;
    how: string;
    recorded_at: Stamp;
  };
  'identity.recovery_code': {
    person_id: string;
    position: number;
    code_hash: string;
    made_at: Stamp;
    used_at: StampOrNull;
  };
  'identity.proof_request': { person_id: string; code_hash: Buffer; authenticator_ids: string[]; expires_at: Stamp };
  'identity.unknown_attempt': { email_hash: Buffer; failed: number; locked_until: StampOrNull; at: Stamp };
  'identity.crowd': { id: string; key: string; name: string; withdrawn_at: StampOrNull; version: number };
  'identity.crowd_member': { crowd_id: string; person_id: string; since: StampOrNull } & Suspended;
  'identity.role_grant': {
    id: string;
    person_id: string | null;
    crowd_id: string | null;
    role: string;
    unit_id: string;
    granted_by: string;
    granted_at: Stamp;
    requested_by: ColumnType<string | null, string | null | undefined, never>;
    reason: ColumnType<string | null, string | null | undefined, never>;
    withdrawn_at: StampOrNull;
    ends_at: StampOrNull;
    release_ids: ColumnType<readonly string[] | null, readonly string[] | null | undefined, readonly string[] | null>;
    trail_from: StampOrNull;
    trail_until: StampOrNull;
  } & Suspended;
  'identity.deputation': {
    id: string;
    person_id: string;
    deputy_id: string;
    starts_at: Stamp;
    ends_at: Stamp;
    reason: string;
    withdrawn_at: StampOrNull;
  } & Suspended;
  'identity.session': {
    id: string;
    person_id: string;
    token_hash: Buffer;
    previous_hash: Buffer | null;
    previous_until: StampOrNull;
    created_at: Stamp;
    rotated_at: Stamp;
    seen_at: Stamp;
    seen_from: ColumnType<string, string | undefined, string>;
    ends_at: Stamp;
    ended_at: StampOrNull;
    end_cause: ColumnType<SessionEnd | null, SessionEnd | null | undefined, SessionEnd | null>;
    address: string;
    user_agent: string;
    state: ColumnType<SessionState, SessionState | undefined, SessionState>;
    methods: ColumnType<string[], string[] | undefined, string[]>;
    challenge: ColumnType<Buffer, Buffer | undefined, Buffer>;
    acting_role: ColumnType<string | null, string | null | undefined, string | null>;
  };
  'identity.api_token': {
    id: string;
    person_id: string;
    name: string;
    token_hash: Buffer;
    scopes: string[];
    created_at: Stamp;
    expires_at: Stamp;
    used_at: StampOrNull;
    withdrawn_at: StampOrNull;
  } & Suspended;
  'identity.setup_link': {
    token_hash: Buffer;
    person_id: string | null;
    purpose: 'first-administrator' | 'set-password';
    expires_at: Stamp;
    used_at: StampOrNull;
    issued_by: ColumnType<string | null, string | null | undefined, string | null>;
    issued_at: StampOrNull;
    needs_release: ColumnType<boolean, boolean | undefined, boolean>;
    released_by: ColumnType<string | null, string | null | undefined, string | null>;
    code_hash: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
    wrong_codes: ColumnType<number, number | undefined, number>;
  };
  /** A view: every role that a person holds by any route. */
  'identity.effective_grant': {
    grant_id: string;
    person_id: string;
    role: string;
    unit_id: string;
    crowd_id: string | null;
    deputy_for: string | null;
    starts_at: Date | null;
    ends_at: Date | null;
  };
};
