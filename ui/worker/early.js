// Runs as soon as the page is being read: whoever was never here on this browser waits for the server, which is asked while the rest of
// the page is still on its way. What was known here the last time is shown without asking (src/app/start.ts).
if (document.cookie.includes("MMUSERID=") && !keptPlace()) {
  window.hearthOpening = fetch(`/hearth/opening?address=${encodeURIComponent(location.pathname)}`).catch(() => undefined);
}

function keptPlace() {
  try {
    return localStorage.getItem("hearth.last");
  } catch {
    return null;
  }
}
