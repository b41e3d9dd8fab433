/** Taking frames apart, and choosing the memory to read. */
import assert from "node:assert/strict";
import test from "node:test";
import { mappingsOf } from "./memory-image.ts";
import { payloads } from "./recording-proxy.ts";

const head = "GET /v1 HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";

/** A frame of RFC 6455 §5.2, masked as a client must and a server must not. */
function frameOf(content: string, mask?: Buffer): Buffer {
  const payload = Buffer.from(content);
  const { length } = payload;
  const bit = mask === undefined ? 0 : 0x80;
  const begin = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  begin[0] = 0x82;
  if (length < 126) begin[1] = bit | length;
  else if (length < 65_536) {
    begin[1] = bit | 126;
    begin.writeUInt16BE(length, 2);
  } else {
    begin[1] = bit | 127;
    begin.writeBigUInt64BE(BigInt(length), 2);
  }
  if (mask === undefined) return Buffer.concat([begin, payload]);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([begin, mask, masked]);
}

test("frames of every length, masked or not, give what they carried", () => {
  const contents = ["", "short", "x".repeat(125), "y".repeat(126), "z".repeat(70_000), "end"];
  for (const mask of [undefined, Buffer.from([1, 2, 3, 250])]) {
    const frames = contents.map((content) => frameOf(content, mask));
    const { head: found, carried } = payloads(Buffer.concat([Buffer.from(head), ...frames]));
    assert.equal(found, head);
    assert.equal(carried.toString(), contents.join(""));
  }
  // A frame that was cut off in the middle still gives its beginning.
  const cut = Buffer.concat([Buffer.from(head), frameOf("all of it").subarray(0, -3)]);
  assert.equal(payloads(cut).carried.toString(), "all of");
});

test("of the maps of a process, what it can write and what no file backs is read", () => {
  const maps = `00400000-00500000 r-xp 00000000 08:01 1234 /usr/bin/node
00600000-00601000 r--p 00200000 08:01 1234 /usr/bin/node
00601000-00602000 rw-p 00201000 08:01 1234 /usr/bin/node
01000000-02000000 rw-p 00000000 00:00 0 [heap]
7f0000000000-7f0000001000 r--p 00000000 00:00 0
7f0000001000-7f0000002000 ---p 00000000 00:00 0
7f0000002000-7f0000003000 rw-s 00000000 08:01 99 /data/coffer.db-shm
7f0000004000-7f0000005000 rwxp 00000000 00:00 0
7ffd00000000-7ffd00001000 r--p 00000000 00:00 0 [vvar]
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]
`;
  assert.deepEqual(
    mappingsOf(maps).map(({ begin }) => begin.toString(16)),
    ["601000", "1000000", "7f0000000000", "7f0000002000", "7f0000004000"],
  );
});
