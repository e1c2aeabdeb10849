import { Match, Suspense, Switch } from "solid-js";
import { late } from "~/design/late";
import { post } from "~/model/posts";
import { usePostParts } from "./parts";
import { postWindow, setPostWindow } from "./windows";

const ForwardWindow = late(() => import("./ForwardWindow"));
const HistoryWindow = late(() => import("./HistoryWindow"));
const RemindWindow = late(() => import("./RemindWindow"));

/** Where the windows about one message appear. Each is fetched when it is opened for the first time. */
export function PostWindows() {
  const parts = usePostParts();
  const id = () => postWindow()?.postId ?? "";
  const isOpen = (name: string) => postWindow()?.name === name && post(id()) !== undefined;
  const close = () => setPostWindow(undefined);
  return (
    <Suspense>
      <Switch>
        <Match when={isOpen("forward")}><ForwardWindow postId={id()} href={parts.hrefOfPost(id())} onClose={close} /></Match>
        <Match when={isOpen("history")}><HistoryWindow postId={id()} onClose={close} /></Match>
        <Match when={isOpen("remind")}><RemindWindow postId={id()} onClose={close} /></Match>
      </Switch>
    </Suspense>
  );
}
