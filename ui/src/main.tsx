// Hearth's page. Imports flow one way: lib and i18n know nothing, design draws, api speaks to the server, model is what the page
// knows, features show it and act on it without knowing each other; live and app are where they meet.
import "./lib/vault";
import { render } from "solid-js/web";
import "./design/tokens.css";
import "./design/base.css";
import "./design/parts.css";
import "./design/theme";
// From the first press on: windows that are fetched later give the focus back to where it was.
import "./design/focus";
import "./design/size";
import "./app/app.css";
import "./features/session/session.css";
import "./features/channels/channels.css";
import "./features/posts/posts.css";
import "./features/files/files.css";
import "./features/threads/threads.css";
import { App } from "./app/App";
import { keepShell } from "./app/shell";
import { start } from "./app/start";
import { sightSeen, takeOver } from "./app/takeover";
import { language, setLanguage } from "./i18n";

const root = document.getElementById("root") as HTMLElement;
await sightSeen();
await Promise.all([start(), setLanguage(language())]);
await takeOver(root, () => render(() => <App />, root));
if (import.meta.env.PROD) void keepShell();
