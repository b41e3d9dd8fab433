/** The engine's files in a real IndexedDB: every operation, across the borders of parts, and a change that is given up. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Files } from "../client/src/index.ts";
import { serveTestPage } from "./verdicts/serve.ts";
import { journeys } from "./world.ts";

interface TestPage {
  openIdbFiles(): Promise<Files>;
}

journeys(
  "files in IndexedDB",
  (world, journey) => {
    let page: Page;

    journey(
      "what is appended is read from any place, over many parts, also after a reload",
      async () => {
        page = await world.visitor();
        const write = (): Promise<void> =>
          page.evaluate(async () => {
            const files = await (globalThis as unknown as TestPage).openIdbFiles();
            // One byte short of a part, to its end, over it, and a part that is larger than one.
            for (const length of [65_535, 1, 10, 200_000, 3]) {
              await files.append("log", new Uint8Array(length).fill(length % 251));
            }
            await files.append("log-2", Uint8Array.of(9));
          });
        await write();
        await page.reload();
        const read = await page.evaluate(async () => {
          const files = await (globalThis as unknown as TestPage).openIdbFiles();
          const at = async (from: number): Promise<readonly number[]> => {
            const bytes = await files.read("log", from);
            return [bytes?.length ?? -1, bytes?.[0] ?? -1, bytes?.at(-1) ?? -1];
          };
          const places = [0, 65_534, 65_535, 65_536, 65_546, 265_546, 265_549, 300_000];
          return {
            places: await Promise.all(places.map(at)),
            names: (await files.names()).toSorted(),
            none: await files.read("none"),
          };
        });
        const [first, one, ten, many, three] = [65_535 % 251, 1, 10, 200_000 % 251, 3];
        assert.deepEqual(read, {
          places: [
            [265_549, first, three],
            [200_015, first, three],
            [200_014, one, three],
            [200_013, ten, three],
            [200_003, many, three],
            [3, three, three],
            [0, -1, -1],
            [0, -1, -1],
          ],
          names: ["log", "log-2"],
          none: undefined,
        });
      },
    );

    journey(
      "truncate, replace and remove touch the one file, and appends go on behind it",
      async () => {
        const seen = await page.evaluate(async () => {
          const files = await (globalThis as unknown as TestPage).openIdbFiles();
          const length = async (): Promise<number | undefined> => (await files.read("log"))?.length;
          const lengths: (number | undefined)[] = [];
          await files.truncate("log", 65_540);
          lengths.push(await length());
          await files.append("log", Uint8Array.of(7, 8));
          lengths.push(await length(), (await files.read("log"))?.at(-1));
          await files.replace("log", Uint8Array.of(1, 2, 3));
          lengths.push(await length());
          await files.truncate("log", 0);
          lengths.push(await length());
          await files.remove("log");
          lengths.push(await length(), (await files.read("log-2"))?.length);
          return lengths;
        });
        assert.deepEqual(seen, [65_540, 65_542, 8, 3, 0, undefined, 1]);
      },
    );

    journey(
      "a change whose write fails is given up as a whole, and the old file stays",
      async () => {
        const seen = await page.evaluate(async () => {
          const files = await (globalThis as unknown as TestPage).openIdbFiles();
          await files.replace("device", Uint8Array.of(1, 2, 3));
          const { prototype } = IDBObjectStore;
          const honest = Object.getOwnPropertyDescriptor(prototype, "put") ?? {};
          // As a full disk does: the request fails after the old parts were deleted.
          Object.defineProperty(prototype, "put", {
            ...honest,
            value(this: IDBObjectStore, ...given: unknown[]): unknown {
              const request: unknown = Reflect.apply(honest.value as () => unknown, this, given);
              this.transaction.abort();
              return request;
            },
          });
          const failed = await files.replace("device", Uint8Array.of(9)).then(
            () => "done",
            (error: unknown) => (error instanceof Error ? error.name : "error"),
          );
          Object.defineProperty(prototype, "put", honest);
          return { failed, kept: [...((await files.read("device")) ?? [])] };
        });
        assert.deepEqual(seen, { failed: "AbortError", kept: [1, 2, 3] });
      },
    );
  },
  serveTestPage,
);
