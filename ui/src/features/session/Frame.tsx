import { type JSX, Show } from "solid-js";
import { Icon } from "~/design/Icon";
import { language, setLanguage, t } from "~/i18n";
import { config } from "~/model/session";
import mark from "../../../../assets/icons/hearth.svg";

/** The frame of every page before the chat: the mark, a title, one thing to do. */
export function Frame(props: { title: string; note?: string; children: JSX.Element; below?: JSX.Element }) {
  return (
    <div class="frame">
      <main class="frame-main">
        <img src={mark} alt="" width="56" height="56" />
        <h1>{props.title}</h1>
        <Show when={props.note}><p class="frame-note">{props.note}</p></Show>
        {props.children}
        <Show when={props.below}><div class="frame-below">{props.below}</div></Show>
      </main>
      <footer class="frame-foot">
        <span>{config.SiteName || "Hearth"}</span>
        <button type="button" class="button quiet" lang={language() === "ko" ? "en" : "ko"} onClick={() => void setLanguage(language() === "ko" ? "en" : "ko")}>
          <Icon name="globe" size={16} />{t("other_language")}
        </button>
      </footer>
    </div>
  );
}
