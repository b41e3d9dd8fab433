/**
 * The server's end of a connection, which says what the switches make of the real messages, and remembers what it
 * heard. The transcript is of what was really said, so the channel's keys fit: only what a message means is a lie.
 */
import type { Bytes } from "../../protocol/src/bytes.ts";
import type { ClearMessage } from "../../protocol/src/session/clear-messages.ts";
import { decodeClientMessage } from "../../protocol/src/session/sealed-messages.ts";
import { Wire, type WireOptions } from "../../server/src/connection/wire.ts";
import type { Heard, Lies } from "./lies.ts";

export class LyingWire extends Wire {
  readonly #lies: () => Lies;
  readonly #heard: Heard;

  constructor(options: WireOptions, lies: () => Lies, heard: Heard) {
    super(options);
    this.#lies = lies;
    this.#heard = heard;
  }

  override sendClear(message: Bytes): void {
    super.sendClear(this.#lies().clear?.(message) ?? message);
  }

  override async receiveClear(): Promise<ClearMessage | undefined> {
    const message = await super.receiveClear();
    if (message !== undefined) this.#heard.clear.push(message.type);
    return message;
  }

  override sendSealed(message: Bytes): void {
    for (const said of this.#lies().sealed?.(message) ?? [message]) super.sendSealed(said);
  }

  override async receiveSealed(): Promise<Bytes | undefined> {
    const bytes = await super.receiveSealed();
    if (bytes !== undefined) {
      this.#heard.sealed.push(decodeClientMessage(bytes));
      this.#heard.lengths.push(bytes.length);
    }
    return bytes;
  }
}
