/** What an installation is told at its start; nothing of it changes while it runs. */
export type Settings = {
  readonly build: string;
  /** For tests: a reply that its contract does not declare is a fault, and so is an act that asks for a second database connection. */
  readonly checkReplies: boolean;
  /** True behind HTTPS: cookies carry Secure, HSTS is sent. */
  readonly secure: boolean;
  /** Public address, for links. */
  readonly publicUrl: string;
  /** For how many years after somebody left what they did is kept with their name at least, whatever the compliance profile says. */
  readonly retentionYears?: number | undefined;
  /** What bounds the space of the database; absent where nothing is known of it. */
  readonly space?: {
    /** How large the database may become, in bytes, where the operator says so. */
    readonly maxBytes: number | null;
    /** A folder on the disk of the database, where it is one of ours. */
    readonly folder: string | null;
  };
  /** File with the hashes of breached passwords, which nobody may choose; absent or null: none is known. */
  readonly breachedPasswords?: string | null;
  /** Where messages leave the house; absent: nowhere. */
  readonly outgoing?: Outgoing;
  /** How often a back-up is made, where the operator says so. */
  readonly backupEveryHours?: number | undefined;
  /** How this process signs checkpoints of the ledger; absent or without a key it does not. */
  readonly signing?: {
    /** File with the private key. */
    readonly keyFile: string | null;
    /** File with the key before it, which vouches for a new one. */
    readonly previousKeyFile: string | null;
    /** Name of the log, where it has none yet. */
    readonly name: string;
    /** Folder into which every checkpoint is copied. */
    readonly copyTo: string | null;
    /** When the ledger verifies itself as a whole each day: hours and minutes in UTC. */
    readonly verifyAt: string;
  };
};

/** Where messages leave the house, as the operator says. */
export type Outgoing = {
  /** Hosts to which requests may go; no other is asked. */
  readonly hosts: readonly string[];
  /** Whether such a host may be an address inside of a network. */
  readonly allowPrivate: boolean;
  /** How names are resolved; for tests. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** Where alarms are posted, and the key that signs them. */
  readonly webhook?: { readonly url: string; readonly key: { readonly id: string; readonly secret: Buffer } };
  /** The mail server (smtp:// or smtps://), and who the sender is. */
  readonly mail?: { readonly url: string; readonly from: string };
};
