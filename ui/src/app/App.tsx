import { Navigate, Route, Router, useLocation, useNavigate, type RouteSectionProps } from "@solidjs/router";
import { createSignal, lazy, Match, onMount, Show, Switch, type Component } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Button, Spinner } from "~/design/Button";
import { Toasts } from "~/design/Toasts";
import { Frame } from "~/features/session/Frame";
import { t } from "~/i18n";
import { config } from "~/model/session";
import { ChannelView } from "./ChannelView";
import { fetchLogin, fetchSetup, fetchSignUp, fetchTeamStart } from "./door";
import { firstPlace, firstPlaceIn } from "./places";
import { stage, start } from "./start";
import { TeamPage } from "./TeamPage";

const Login = page(fetchLogin);
const Setup = page(fetchSetup);
const SignUp = page(fetchSignUp);
const TeamStart = page(fetchTeamStart);
const DraftsView = page(() => import("./DraftsView"));
const Nowhere = page(() => import("./Missing"));
const FirstFactor = page(() => import("./FirstFactor"));
const ThreadsView = page(() => import("./ThreadsView"));

/** A page that is fetched when somebody goes there. It holds up no change of address, which may lead on to another one meanwhile. */
function page(fetch: () => Promise<{ default: Component }>): Component {
  const [fetched, setFetched] = createSignal<Component>();
  const [isMissing, setIsMissing] = createSignal(false);
  // What did not arrive once may not be asked for twice, and is another file after an update: the page begins anew.
  const again = () => location.reload();
  return () => {
    if (!fetched()) fetch().then((room) => setFetched(() => room.default), () => setIsMissing(true));
    return <Show when={fetched()} fallback={<Show when={isMissing()} fallback={<Waiting />}><Broken onRetry={again} /></Show>}>{(each) => <Dynamic component={each()} />}</Show>;
  };
}

function Broken(props: { onRetry: () => void }) {
  return <Frame title={t("broken.title")} note={t("broken.note")}><Button look="primary" wide onClick={() => props.onRetry()}>{t("retry")}</Button></Frame>;
}

function Waiting() {
  return <div class="whole"><Spinner /><span class="unseen" role="status">{t("loading")}</span></div>;
}

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
          <Route path="/drafts" component={DraftsView} />
          <Route path="/scheduled_posts" component={ToDrafts} />
          <Route path="/:kind/:name" component={ChannelView} />
        </Route>
        <Route path="*" component={Nowhere} />
      </Route>
    </Router>
  );
}

function Root(props: RouteSectionProps) {
  return (
    <>
      <Switch fallback={props.children}>
        <Match when={stage() === "loading"}><Waiting /></Match>
        <Match when={stage() === "factor"}><FirstFactor /></Match>
        <Match when={stage() === "broken"}><Broken onRetry={() => void start()} /></Match>
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

/** What is sent later stands beside what is not sent yet. */
const ToDrafts = (props: RouteSectionProps) => <Navigate href={`/${props.params.team}/drafts`} />;

/** The address of one message: goes there, or says why not and goes home. */
function Permalink(props: RouteSectionProps) {
  const navigate = useNavigate();
  const go = (href: string) => navigate(href, { replace: true });
  onMount(async () => (await (await import("./jump")).goToPost(String(props.params.post), go)) || go(firstPlaceIn(String(props.params.team))));
  return <Waiting />;
}
