import type { Refusal } from './refusal.ts';

/** Units of the organisation where a holding counts: all of them, or these. */
export type Reach = 'all' | ReadonlySet<string>;

/** The records that a role shows and nothing else, by id, and the span of their trail; null: without a bound. */
export type Only = { readonly records: readonly string[]; readonly from: Date | null; readonly until: Date | null };

/** One role that the actor holds, with its reach, and for whom they stand in where it came by deputation. `only`: it holds no right beyond these records. */
export type Holding = { readonly role: string; readonly reach: Reach; readonly deputyFor: string | null; readonly only?: Only };

/** Who acts. A person always acts as themselves; a job acts as the schedule that started it. */
export type Actor = {
  readonly kind: 'person' | 'machine' | 'system' | 'stranger';
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly holdings: readonly Holding[];
  /** `pending`: the password was right, and the rest of signing in is owed; such an actor holds nothing. */
  readonly via: 'session' | 'pending' | 'token' | 'system' | 'none';
  /** What has to be done before anything else: until then only operations that say `whileOwing` are open, and the actor holds nothing. */
  readonly owes?: 'new-password';
  /** Scopes of an API token; a session is not narrowed. */
  readonly scopes: readonly string[] | null;
  readonly credentialId: string | null;
  /** For this one operation: what is asked lies in a limited view, whose role counts; its trail is shown within this span. */
  readonly within?: Only;
};

export const nobodyId = '00000000-0000-0000-0000-000000000000';

export const stranger: Actor = {
  kind: 'stranger',
  id: nobodyId,
  name: 'Not signed in',
  email: '',
  holdings: [],
  via: 'none',
  scopes: null,
  credentialId: null,
};

/** The actor of a job, named after the schedule that started it. */
export const systemActor = (job: string): Actor => ({
  kind: 'system',
  id: nobodyId,
  name: `Interlock (${job})`,
  email: '',
  holdings: [],
  via: 'system',
  scopes: null,
  credentialId: null,
});

/** A right as its room's card declares it. */
export type Right = {
  readonly says: string;
  /** Roles that hold it unless the installation says otherwise. */
  readonly roles: readonly string[];
  /** True where only a person with a session may use it: decisions, approvals, re-entered passwords. A token never can. */
  readonly personOnly?: boolean;
  /** Token scope that covers it. */
  readonly scope: 'read' | 'plan' | 'act' | 'administer';
};

/** The rights predicate, in memory (`may`) and for SQL (`reach`): both are derived from the same holdings. */
export type Authority = {
  /** Every reason why the actor may not use the right in the unit; empty when they may. `null`: in at least one unit. */
  readonly may: (actor: Actor, right: string, unitId: string | null) => readonly Refusal[];
  /** Units in which the actor holds the right. */
  readonly reach: (actor: Actor, right: string) => Reach;
};
