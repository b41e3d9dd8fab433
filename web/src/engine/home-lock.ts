/**
 * One tab at a time holds the account's files: a Web Lock, which the browser drops with the Worker that holds it.
 * A tab that wants it asks the holder to leave, and waits until it has.
 */

const lockName = "coffer-home";
const channelName = "coffer-home";
const leave = "leave";

/** Takes the lock if it is free; whether it was. It is held as long as the Worker lives. */
export function takeHome(onLeave: () => Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockName, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : heldUntilAsked(onLeave);
      })
      .catch(reject);
  });
}

/** Asks the holder to leave, and takes the lock when it has. */
export function takeHomeOver(onLeave: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockName, () => {
        resolve();
        return heldUntilAsked(onLeave);
      })
      .catch(reject);
    // After the request: whoever leaves, this tab is next.
    const channel = new BroadcastChannel(channelName);
    channel.postMessage(leave);
    channel.close();
  });
}

/** Resolves, and so frees the lock, after another tab has asked and this one has put everything away. */
function heldUntilAsked(onLeave: () => Promise<void>): Promise<void> {
  const channel = new BroadcastChannel(channelName);
  return new Promise((resolve) => {
    channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (data !== leave) return;
      channel.close();
      void onLeave().finally(resolve);
    });
  });
}
