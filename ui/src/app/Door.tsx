// The pages before the chat: who is logged in and has a team seldom sees them.
import { Navigate, useLocation, useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, Show } from "solid-js";
import { LoginPage } from "~/features/session/LoginPage";
import { SetupPage } from "~/features/session/SetupPage";
import { SignUpPage } from "~/features/session/SignUpPage";
import { t } from "~/i18n";
import "~/i18n/rooms/door";
import "~/i18n/rooms/forms";
import { config } from "~/model/session";
import { InvitePage } from "./InvitePage";
import { enter, hasExpired, stage } from "./start";

export { TeamStart } from "./TeamStart";

/** Name and password, and back to where one wanted to go. */
export function Login() {
  const location = useLocation();
  const wanted = useWanted();
  return (
    <Show when={config.NoAccounts !== "true"} fallback={<Navigate href="/setup" />}>
      <Show when={stage() === "out"} fallback={<Navigate href={wanted()} />}>
        <Title text={t("login.action")} />
        <LoginPage hasExpired={hasExpired()} query={location.search} onDone={() => void enter()} />
      </Show>
    </Show>
  );
}

/** The first account of a new house. */
export function Setup() {
  const [search] = useSearchParams();
  return (
    <Show when={stage() === "out" && config.NoAccounts === "true"} fallback={<Navigate href="/" />}>
      <Title text={t("setup.title")} />
      <SetupPage token={String(search.token ?? "")} onDone={() => void enter()} />
    </Show>
  );
}

/** A new account, or one more team for somebody who has one. */
export function SignUp() {
  const [search] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const wanted = useWanted();
  const inviteId = () => String(search.id ?? "");
  const back = () => (inviteId() ? `/login?redirect_to=${encodeURIComponent(location.pathname + location.search)}` : `/login${location.search}`);
  return (
    <Show when={stage() !== "in"} fallback={<InvitePage inviteId={inviteId()} />}>
      <Show when={config.NoAccounts !== "true"} fallback={<Navigate href="/setup" />}>
        <Title text={t("signup.action")} />
        <SignUpPage inviteId={inviteId()} loginHref={back()} onDone={() => void enter().then(() => navigate(wanted(), { replace: true }))} />
      </Show>
    </Show>
  );
}

/** Where to after the door. Only addresses of this page count. */
function useWanted(): () => string {
  const [search] = useSearchParams();
  return () => {
    const wanted = String(search.redirect_to ?? "");
    return /^\/[^/\\]/.test(wanted) ? wanted : "/";
  };
}

function Title(props: { text: string }) {
  createEffect(() => (document.title = `${props.text} — ${config.SiteName || "Hearth"}`));
  return null;
}
