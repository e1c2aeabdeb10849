import { Navigate, Route, Router, useLocation, useNavigate, type RouteSectionProps } from "@solidjs/router";
import { lazy, Match, onMount, Show, Switch } from "solid-js";
import { Button, Spinner } from "~/design/Button";
import { Toasts } from "~/design/Toasts";
import { Frame } from "~/features/session/Frame";
import { t } from "~/i18n";
import { config } from "~/model/session";
import { ChannelView } from "./ChannelView";
import { Login, Setup, SignUp, TeamStart } from "./door";
import { firstPlace, firstPlaceIn } from "./places";
import { stage, start } from "./start";
import { TeamPage } from "./TeamPage";

const DraftsView = lazy(() => import("./DraftsView"));
const ThreadsView = lazy(() => import("./ThreadsView"));

/** The whole page: its addresses, and what each of them shows. */
export function App() {
  return (
    <Router root={Root}>
      <Route path="/login" component={Login} />
      <Route path="/setup" component={Setup} />
      <Route path={["/signup", "/signup_user_complete"]} component={SignUp} />
      {import.meta.env.DEV && <Route path="/design" component={lazy(() => import("~/design/DesignPage"))} />}
      <Route path="/" component={Inside}>
        <Route path="/" component={() => <Navigate href={firstPlace()} />} />
        <Route path={["/select_team", "/create_team"]} component={TeamStart} />
        <Route path="/:team" component={TeamPage}>
          <Route path="/" component={TeamHome} />
          <Route path="/threads" component={ThreadsView} />
          <Route path="/pl/:post" component={Permalink} />
          <Route path={["/drafts", "/scheduled_posts"]} component={DraftsView} />
          <Route path="/:kind/:name" component={ChannelView} />
        </Route>
      </Route>
      <Route path="*" component={() => <Navigate href="/" />} />
    </Router>
  );
}

function Root(props: RouteSectionProps) {
  return (
    <>
      <Switch fallback={props.children}>
        <Match when={stage() === "loading"}><div class="whole"><Spinner /><span class="unseen" role="status">{t("loading")}</span></div></Match>
        <Match when={stage() === "broken"}>
          <Frame title={t("broken.title")} note={t("broken.note")}><Button look="primary" wide onClick={() => void start()}>{t("retry")}</Button></Frame>
        </Match>
      </Switch>
      <Toasts />
    </>
  );
}

/** Only for those who are logged in; all others go to the door and come back to where they wanted to go. */
function Inside(props: RouteSectionProps) {
  const location = useLocation();
  const door = () => {
    if (config.NoAccounts === "true") return "/setup";
    const wanted = location.pathname + location.search;
    return wanted === "/" ? "/login" : `/login?redirect_to=${encodeURIComponent(wanted)}`;
  };
  return <Show when={stage() === "in"} fallback={<Navigate href={door()} />}>{props.children}</Show>;
}

function TeamHome(props: RouteSectionProps) {
  return <Navigate href={firstPlaceIn(String(props.params.team))} />;
}

/** The address of one message: goes there, or says why not and goes home. */
function Permalink(props: RouteSectionProps) {
  const navigate = useNavigate();
  const go = (href: string) => navigate(href, { replace: true });
  onMount(async () => (await (await import("./jump")).goToPost(String(props.params.post), go)) || go(firstPlaceIn(String(props.params.team))));
  return <div class="whole"><Spinner /><span class="unseen" role="status">{t("loading")}</span></div>;
}
