import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { StartError } from "../start-error.ts";
import { isMigrated, migrate, type Migration } from "./migrations.ts";

const first: Migration = (database) => database.exec("CREATE TABLE a (x INTEGER) STRICT");
const second: Migration = (database) => database.exec("ALTER TABLE a ADD COLUMN y INTEGER");
const failing: Migration = (database) => {
  database.exec("ALTER TABLE a ADD COLUMN z INTEGER");
  throw new Error("in the middle");
};

const version = (database: DatabaseSync): unknown =>
  database.prepare("PRAGMA user_version").get()?.["user_version"];
const columns = (database: DatabaseSync): readonly unknown[] =>
  database
    .prepare("SELECT name FROM pragma_table_info('a')")
    .all()
    .map((row) => row["name"]);

test("SV17: the steps that are missing run in order, and what is stored stays", () => {
  const database = new DatabaseSync(":memory:");
  migrate(database, [first]);
  database.exec("INSERT INTO a VALUES (7)");
  migrate(database, [first, second]);
  assert.equal(version(database), 2);
  assert.deepEqual({ ...database.prepare("SELECT * FROM a").get() }, { x: 7, y: null });
  migrate(database, [first, second]);
  assert.equal(version(database), 2, "none runs twice");
  database.close();
});

test("SV17: a step that fails leaves the schema of the step before", () => {
  const database = new DatabaseSync(":memory:");
  migrate(database, [first]);
  assert.throws(() => migrate(database, [first, second, failing]), StartError);
  assert.equal(version(database), 2);
  assert.deepEqual(columns(database), ["x", "y"]);
  assert.equal(database.isTransaction, false);
  database.close();
});

test("SV17: a newer schema is refused untouched", () => {
  const database = new DatabaseSync(":memory:");
  migrate(database, [first, second]);
  assert.throws(() => migrate(database, [first]), StartError);
  assert.equal(version(database), 2);
  assert.equal(isMigrated(database), false, "the real steps are others in number");
  database.close();
});
