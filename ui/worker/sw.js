// Keeps the page's own files in the browser, so that it opens without a network. Nothing that the server answers about people,
// messages or files is ever kept here: those answers belong to one account, and this cache to the browser.

const VERSION = "__VERSION__";
/** What the page needs to open; everything else is kept when it is first used. */
const SHELL = __SHELL__;
const ASSETS = "__ASSETS__";
const PREFIX = "hearth-";
const CACHE = PREFIX + VERSION;

addEventListener("install", (event) => event.waitUntil(keepShell().then(() => self.skipWaiting())));

/** One after another, with a breath (ms) between them: whoever is using the page meanwhile should not feel it. */
const BREATH = 25;
async function keepShell() {
  const cache = await caches.open(CACHE);
  for (const file of SHELL) {
    await cache.add(file);
    await new Promise((then) => setTimeout(then, BREATH));
  }
}

addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  // The page is asked for while this worker wakes up.
  await self.registration.navigationPreload?.enable();
  await clean();
  await self.clients.claim();
}

/** Forgets old versions, but for the one before this: a page of it may still be open and ask for its parts. */
async function clean() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || pathname.startsWith("/api/")) return;
  if (pathname.startsWith(ASSETS)) event.respondWith(keptFirst(request));
  else if (request.mode === "navigate") event.respondWith(networkFirst(event));
});

/** Files with a hash in their name never change. */
async function keptFirst(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}

/** The page itself: the newest one, or the one that is kept when there is no network or nobody behind it. */
async function networkFirst({ request, preloadResponse }) {
  try {
    const answer = (await preloadResponse) ?? (await fetch(request));
    if (answer.status < 500) return answer;
  } catch {
    // Offline: below.
  }
  return (await caches.match("/index.html", { ignoreVary: true })) ?? Response.error();
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(goTo(event.notification.data ?? {}));
});

/** Brings a page of ours to the front and tells it which post to go to, or opens one there. */
async function goTo({ post, href = "/" }) {
  const [page] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!page) return self.clients.openWindow(href);
  await page.focus();
  page.postMessage({ post });
}
