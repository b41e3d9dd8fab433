/**
 * Which version of the page is served here, and whether another one is ready: what the service worker says of it. It
 * goes over to the other one only when it is asked to, by a person who was asked.
 */
import { engine } from "../page/engine-link.ts";
import { registerServiceWorker } from "../page/trusted-worker.ts";

/** What the service worker answers. */
export interface Versions {
  /** The version that is served, also without a network. */
  readonly served: string;
  /** The version that the server has; the same one, unless it waits for a person's word. */
  readonly newest: string;
}

/** A page that stays open for days looks again when somebody comes back to it, but not more often than this. */
const lookAgainMs = 60 * 60_000;

class PageVersions {
  #versions: Versions | undefined;
  /** Whether another tab has gone over to another version: this one's files are no longer there. */
  #isOutdated = false;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Undefined until a service worker is in charge: on the first visit, or where there are none. */
  readonly versions = (): Versions | undefined => this.#versions;

  readonly isOutdated = (): boolean => this.#isOutdated;

  /** Has the page kept for use without a network, from now on. */
  async start(): Promise<void> {
    if (!("serviceWorker" in navigator)) return;
    const { serviceWorker } = navigator;
    serviceWorker.addEventListener("controllerchange", () => void this.#look());
    serviceWorker.addEventListener("message", () => {
      this.#isOutdated = true;
      this.#tell();
    });
    serviceWorker.startMessages();
    await this.#look();
    const registration = await registerServiceWorker();
    let lookedAt = Date.now();
    addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible" || Date.now() - lookedAt < lookAgainMs) return;
      lookedAt = Date.now();
      registration.update().catch(() => undefined);
    });
  }

  /** Goes over to the newest version: everything is put away, and every tab begins anew, locked. */
  async update(): Promise<void> {
    await engine.lock();
    if (this.#versions !== undefined) await ask(this.#versions.newest);
    location.reload();
  }

  async #look(): Promise<void> {
    this.#versions = await ask("versions");
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Asks the service worker in charge, if there is one. */
function ask(message: string): Promise<Versions | undefined> {
  const { controller } = navigator.serviceWorker;
  if (controller === null) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", ({ data }: MessageEvent<Versions>) => {
      port1.close();
      resolve(data);
    });
    port1.start();
    controller.postMessage(message, [port2]);
  });
}

/** The versions of this origin's page. */
export const pageVersions = new PageVersions();
