import { Show } from "solid-js";
import { t } from "~/i18n";
import { nameOf } from "~/model/people";
import { writersIn } from "~/model/typing";

/** Who is writing here at the moment. The place it takes is there always, so that nothing moves. */
export function Typing(props: { channelId: string; rootId: string }) {
  const text = () => {
    const [first, second, ...more] = writersIn(props.channelId, props.rootId).map(nameOf);
    if (!first) return "";
    if (!second) return t("typing.one", { name: first });
    if (more.length === 0) return t("typing.two", { name: first, other: second });
    return t("typing.many");
  };
  return (
    <span class="typing">
      <Show when={text()}><span class="dots" aria-hidden="true"><i /><i /><i /></span>{text()}</Show>
    </span>
  );
}
