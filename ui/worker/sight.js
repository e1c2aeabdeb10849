// What was on screen the last time, put there again before the page's own code has run: it can be read, and written in, at once. The page
// takes over from it a moment later, with what was begun meanwhile (src/app/takeover.ts); src/live/sight.ts says what is kept.
{
  const sight = lastSight();
  if (sight && isFor(sight)) show(sight);

  /** One version of the page draws the same in windows of one width and one theme. */
  window.hearthLooks = looks;

  function lastSight() {
    try {
      return JSON.parse(localStorage.getItem("hearth.sight"));
    } catch {
      return null;
    }
  }

  function isFor({ userId, address, drawnAs }) {
    const wanted = location.pathname === "/" ? localStorage.getItem("hearth.last")?.split(" ")[2] : location.pathname + location.search;
    return document.cookie.split("; ").includes(`MMUSERID=${userId}`) && wanted === address && drawnAs === looks();
  }

  function looks() {
    return [document.querySelector('link[rel="stylesheet"]')?.href, innerWidth, matchMedia("(prefers-color-scheme: dark)").matches].join();
  }

  function show({ page, html, channelId }) {
    const root = document.getElementById("root");
    for (const [name, value] of page) document.documentElement.setAttribute(name, value);
    root.innerHTML = html;
    for (const each of root.querySelectorAll("[data-scrolled]")) each.scrollTop = Number(each.dataset.scrolled);
    const field = root.querySelector(".composer textarea");
    // The rest only looks like the page, and does nothing yet.
    for (let each = field; each !== root; each = each.parentElement) {
      for (const other of each.parentElement.children) other.inert = other !== each;
    }
    const begun = window.hearthBegun = { field, channelId, text: field.value, isComposing: false };
    field.addEventListener("compositionstart", () => (begun.isComposing = true));
    field.addEventListener("compositionend", () => (begun.isComposing = false));
    field.addEventListener("keydown", (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && event.preventDefault());
    if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
  }
}
