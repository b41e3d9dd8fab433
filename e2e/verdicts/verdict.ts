/** What the wrapper says of a key and a signature: the same program in Node and in the browser. */
import { importVerifyKey, isPrimeOrderKey, verify } from "../../protocol/src/signature.ts";

/** Everything in hex, so that it crosses from one program to another. */
export interface Case {
  readonly key: string;
  readonly signature: string;
  readonly message: string;
}

export interface Verdict {
  /** Whether the key may be a device's or an account's. */
  readonly isAdmitted: boolean;
  /** Whether WebCrypto accepts the signature, whatever is thought of the key. */
  readonly isAccepted: boolean;
}

export async function verdictOf({ key, signature, message }: Case): Promise<Verdict> {
  const bytes = Uint8Array.fromHex(key);
  const handle = await importVerifyKey(bytes).catch(() => undefined);
  return {
    isAdmitted: isPrimeOrderKey(bytes),
    isAccepted:
      handle !== undefined &&
      (await verify(handle, Uint8Array.fromHex(signature), Uint8Array.fromHex(message))),
  };
}
