/**
 * The page's service worker: keeps whole versions of the page's files, and serves the one that the person has agreed
 * to, with a network or without. It knows the files of its own version by their hashes and takes nothing else; what
 * a person writes never passes here, because the socket does not. It imports nothing.
 *
 * A new version is fetched and checked in the background. Which version is served changes only when the page asks for
 * it. That is a promise of this program, not of the browser: whoever serves the page can serve another program here.
 */

/** Put before this program by the build (web/build/offline-page.ts). */
declare const build: {
  /** SHA-256 over the files' hashes and this program, in hex. */
  readonly version: string;
  /** The hash of each file by its path, as in an `integrity` attribute. */
  readonly files: Readonly<Record<string, string>>;
};

declare const self: ServiceWorkerGlobalScope;

/** A version's files are in the cache of this name and its version. */
const versionPrefix = "coffer-page-";
/** Which version is served stands in a cache of its own, under a path that is no file's. */
const choiceCache = "coffer-choice";
const choicePath = "/served-version";
/** The page itself, at every address. */
const pagePath = "/";

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // The page's policy refuses requests to anybody else; here they are nobody's business.
  if (origin !== self.location.origin) return;
  event.respondWith(answer(request, request.mode === "navigate" ? pagePath : pathname));
});

self.addEventListener("message", (event) => {
  const message: unknown = event.data;
  const [port] = event.ports;
  if (port === undefined) return;
  const reply = async (): Promise<void> => {
    // Only this program's own version can be agreed to, and only by who names it.
    if (message === build.version) await serve(build.version);
    port.postMessage({ served: await servedVersion(), newest: build.version });
  };
  event.waitUntil(reply());
});

async function install(): Promise<void> {
  await fetchAll();
  // The first one has nothing to wait for.
  if ((await servedVersion()) === undefined) await choose(build.version);
  // At once, because being in charge changes nothing of what is served.
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  await dropOthers();
  await self.clients.claim();
}

/** A file of the version that is served; nothing for what is no file of it. */
async function answer(request: Request, path: string): Promise<Response> {
  const version = await servedVersion();
  // Somebody has emptied the caches: as on the first visit.
  if (version === undefined) return fetch(request);
  const cache = await caches.open(versionPrefix + version);
  return (await cache.match(path)) ?? Response.error();
}

/** Which version is served; undefined if its files are not there. */
async function servedVersion(): Promise<string | undefined> {
  const cache = await caches.open(choiceCache);
  const chosen = await (await cache.match(choicePath))?.text();
  const isThere = chosen !== undefined && (await caches.has(versionPrefix + chosen));
  return isThere ? chosen : undefined;
}

async function choose(version: string): Promise<void> {
  const cache = await caches.open(choiceCache);
  await cache.put(choicePath, new Response(version));
}

/** Serves a version from now on, and has every tab begin anew with it. */
async function serve(version: string): Promise<void> {
  if ((await servedVersion()) === version) return;
  if (!(await caches.has(versionPrefix + version))) await fetchAll();
  await choose(version);
  await dropOthers();
  for (const client of await self.clients.matchAll()) client.postMessage("served-version-changed");
}

/** Fetches every file of this version, or keeps none. */
async function fetchAll(): Promise<void> {
  const name = versionPrefix + build.version;
  const cache = await caches.open(name);
  try {
    const files = Object.entries(build.files);
    await Promise.all(
      files.map(async ([path, integrity]) => cache.put(path, await fetched(path, integrity))),
    );
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

/** A file with this hash; past the browser's own cache if that has another one. */
async function fetched(path: string, integrity: string): Promise<Response> {
  const options = { integrity, credentials: "omit", redirect: "error" } as const;
  try {
    return await fetch(path, options);
  } catch {
    return fetch(path, { ...options, cache: "reload" });
  }
}

/** Drops the files of all versions but the one that is served and this one. */
async function dropOthers(): Promise<void> {
  const served = await servedVersion();
  const wanted = new Set([served ?? "", build.version].map((version) => versionPrefix + version));
  for (const name of await caches.keys()) {
    if (name.startsWith(versionPrefix) && !wanted.has(name)) await caches.delete(name);
  }
}
