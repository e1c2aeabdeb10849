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
  const afterwards = useAfterwards();
  return (
    <Show when={config.NoAccounts !== "true"} fallback={<Navigate href="/setup" />}>
      <Show when={stage() === "out"} fallback={<Navigate href="/" />}>
        <Title text={t("login.action")} />
        <LoginPage hasExpired={hasExpired()} query={location.search} onDone={() => void afterwards()} />
      </Show>
    </Show>
  );
}

/** The first account of a new house. */
export function Setup() {
  const [search] = useSearchParams();
  const afterwards = useAfterwards();
  return (
    <Show when={stage() === "out" && config.NoAccounts === "true"} fallback={<Navigate href="/" />}>
      <Title text={t("setup.title")} />
      <SetupPage token={String(search.token ?? "")} onDone={() => void afterwards()} />
    </Show>
  );
}

/** A new account, or one more team for somebody who has one. */
export function SignUp() {
  const [search] = useSearchParams();
  const location = useLocation();
  const afterwards = useAfterwards();
  const inviteId = () => String(search.id ?? "");
  const back = () => (inviteId() ? `/login?redirect_to=${encodeURIComponent(location.pathname + location.search)}` : `/login${location.search}`);
  return (
    <Show when={stage() !== "in"} fallback={<InvitePage inviteId={inviteId()} />}>
      <Show when={config.NoAccounts !== "true"} fallback={<Navigate href="/setup" />}>
        <Title text={t("signup.action")} />
        <SignUpPage inviteId={inviteId()} loginHref={back()} onDone={() => void afterwards()} />
      </Show>
    </Show>
  );
}

/** Where to after the door. Only addresses of this page count. */
function useAfterwards() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  return async () => {
    await enter();
    const wanted = String(search.redirect_to ?? "");
    navigate(/^\/[^/\\]/.test(wanted) ? wanted : "/", { replace: true });
  };
}

function Title(props: { text: string }) {
  createEffect(() => (document.title = `${props.text} — ${config.SiteName || "Hearth"}`));
  return null;
}
