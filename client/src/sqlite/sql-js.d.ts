/** The part of sql.js that is used. (@types/sql.js would bring all of Node's and Emscripten's types with it.) */
declare module "sql.js" {
  interface Statement {
    step(): boolean;
    get(): (string | number | Uint8Array | null)[];
    free(): boolean;
  }
  interface Database {
    run(sql: string): Database;
    prepare(sql: string, values?: readonly string[]): Statement;
    close(): void;
  }
  interface SqlJs {
    readonly Database: new (bytes: Uint8Array) => Database;
  }
  const load: (options: { readonly wasmBinary: Uint8Array }) => Promise<SqlJs>;
  export type { Database, SqlJs, Statement };
  export default load;
}
