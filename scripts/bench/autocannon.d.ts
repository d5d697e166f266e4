declare module 'autocannon' {
  type Result = { readonly '2xx': number; readonly non2xx: number; readonly errors: number; readonly duration: number };
  type Options = {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    readonly requests: readonly {
      readonly method: 'GET';
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
    }[];
  };
  export default function autocannon(options: Options): Promise<Result>;
}
