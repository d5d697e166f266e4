import pg, { type Connection, type FieldDef } from 'pg';

/** What the driver makes of a statement's columns, kept as it made it; without columns where the statement answers no rows. */
type Answer = { readonly fields: FieldDef[]; readonly parsers: unknown; readonly empty: unknown };

declare module 'pg' {
  interface Query {
    name?: string;
    _accumulateRows: boolean;
    _result: { fields: FieldDef[]; _parsers: unknown; _prebuiltEmptyResultObject: unknown };
    hasBeenParsed(connection: Connection): boolean;
    prepare(connection: Connection): void;
    handleCommandComplete(message: unknown, connection: Connection): void;
  }
}

type Known = { readonly answers: Map<string, Answer>; readonly undescribed: Connection };
const known = new WeakMap<Connection, Known>();

function knownOf(connection: Connection): Known {
  const found = known.get(connection);
  if (found !== undefined) return found;
  const undescribed: Connection = Object.create(connection, { describe: { value: () => undefined } });
  const first = { answers: new Map<string, Answer>(), undescribed };
  known.set(connection, first);
  return first;
}

/**
 * A prepared statement whose columns are asked for once in each connection. The driver asks each time, and builds the same parsers from the same answer. The columns
 * of a prepared statement stay: PostgreSQL refuses one whose result would be another since ("cached plan must not change result type").
 */
export class NamedQuery extends pg.Query {
  constructor(name: string, text: string, values: unknown[], answered: (error: Error | undefined, result: unknown) => void) {
    super(text, values, answered);
    this.name = name;
  }

  override prepare(connection: Connection): void {
    const { answers, undescribed } = knownOf(connection);
    const answer = answers.get(this.name ?? '');
    if (answer === undefined || !this.hasBeenParsed(connection)) {
      super.prepare(connection);
      return;
    }
    this._result.fields = answer.fields;
    this._result._parsers = answer.parsers;
    this._result._prebuiltEmptyResultObject = answer.empty;
    this._accumulateRows = true;
    super.prepare(undescribed);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    const { answers } = knownOf(connection);
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
    if (this.name !== undefined && !answers.has(this.name))
      answers.set(this.name, { fields, parsers: _parsers, empty: _prebuiltEmptyResultObject });
    super.handleCommandComplete(message, connection);
  }
}
