import { Show } from "solid-js";
import { Glyph } from "~/design/Glyph";
import { glyphOf } from "~/model/emoji";
import { customStatus, person } from "~/model/people";

/** What somebody says about themselves, as one small picture; the words are its name. */
export function StatusMark(props: { userId: string }) {
  const status = () => customStatus(person(props.userId));
  const words = () => status()?.text || `:${status()?.emoji}:`;
  return (
    <Show when={status()}>
      <span class="status-mark" role="img" aria-label={words()} title={words()}><Glyph {...glyphOf(status()?.emoji || "speech_balloon")} isSilent /></span>
    </Show>
  );
}
